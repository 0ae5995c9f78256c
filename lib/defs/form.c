/* form: reads what a row of the vocabulary says (its notation is explained in vocabulary.c). */
#include "defs/loader.h"
#include <stdio.h>

/* The next word of a form; empty at its end. */
static struct str
form_next(struct str *form)
{
	struct str word = str_cut(*form, ' ', form);

	if (form->at == NULL)
		*form = (struct str){"", 0};
	return word;
}

static void
say(struct loader *r, struct str piece)
{
	if (r->canon.len && piece.at[0] != ',')
		buf_ch(&r->canon, ' ');
	buf_str(&r->canon, piece);
}

/* Takes a fixed word (a whole one) or sign. */
static bool
fixed_take(struct loader *r, struct str word)
{
	char z[32];

	if (word.len >= sizeof(z))
		return false;
	memcpy(z, word.at, word.len);
	z[word.len] = '\0';
	return word_char(word) ? scan_word(&r->scan, z) : scan_char(&r->scan, z);
}

static bool
fixed_read(struct loader *r, struct str word)
{
	char what[40];

	scan_blank(&r->scan, false);
	if (fixed_take(r, word)) {
		say(r, word);
		return true;
	}
	snprintf(what, sizeof(what), "'%.*s'", STR_ARG(word));
	return scan_expected(&r->scan, r->scan.at, what);
}

enum { CHOICES = 16 };
struct choice {
	struct str word[CHOICES]; /* the fixed ones */
	size_t n;
	struct str kind; /* the operand that may stand instead; empty: none */
};

static struct choice
choice_of(struct str alternatives)
{
	struct choice c = {.n = 0};

	for (struct str rest = alternatives; rest.at;) {
		struct str one = str_cut(rest, '|', &rest);

		if (one.at[0] == '@' || operand_is_kind(one))
			c.kind = one;
		else if (c.n < CHOICES)
			c.word[c.n++] = one;
	}
	return c;
}

/* "last, first or none; did you mean 'last'?" */
static void
choice_words(const struct loader *r, const struct choice *c, const char *more, struct buf *b)
{
	const struct str *near = diag_near(loader_word(r), c->word, c->n);

	for (size_t i = 0; i < c->n; i++)
		buf_fmt(b, "%s%.*s",
		    i == 0		     ? ""
		    : i + 1 == c->n && !more ? " or "
					     : ", ",
		    STR_ARG(c->word[i]));
	if (more)
		buf_fmt(b, " or %s", more);
	if (near)
		buf_fmt(b, "; did you mean '%.*s'?", STR_ARG(*near));
}

/* What can stand instead of the fixed words of a choice, in words. */
static const char *
kind_words(struct str kind)
{
	if (kind.len == 0)
		return NULL;
	return str_eq(kind, STR("N"))	   ? "a number"
	       : str_eq(kind, STR("CHAR")) ? "a delimiter"
					   : "a word";
}

static bool
choice_read(struct loader *r, struct str alternatives, struct operand *op)
{
	struct choice c = choice_of(alternatives);
	struct buf what = {0};
	bool good = true;

	scan_blank(&r->scan, false);
	op->kind = OPERAND_WORD;
	op->place = loader_place(r);
	for (size_t i = 0; i < c.n; i++)
		if (fixed_take(r, c.word[i])) {
			op->text = c.word[i];
			say(r, c.word[i]);
			return true;
		}
	choice_words(r, &c, kind_words(c.kind), &what);
	good = c.kind.len ? operand_read(r, c.kind, buf_cstr(&what), op)
			  : scan_expected(&r->scan, r->scan.at, buf_cstr(&what));
	buf_clear(&what);
	return good;
}

static bool
one_read(struct loader *r, struct str kind, struct operand *op)
{
	if (memchr(kind.at, '|', kind.len))
		return choice_read(r, kind, op);
	return operand_read(r, kind, NULL, op);
}

static bool
list_read(struct loader *r, struct str kind, struct operand *op)
{
	bool commas = str_ends(kind, STR(",")), more;

	kind.len--;
	do {
		if (!one_read(r, kind, op))
			return false;
		more = commas ? scan_char(&r->scan, ",") : !scan_at_end(&r->scan);
		if (more && commas) {
			say(r, STR(","));
			scan_blank(&r->scan, true);
		}
		if (more)
			op = op->next = operand_new(r);
	} while (more);
	return true;
}

static bool
is_list(struct str piece)
{
	return str_ends(piece, STR(",")) || (piece.len > 1 && str_ends(piece, STR("+")));
}

static bool
is_operand(struct str piece)
{
	return operand_is_kind(piece) || is_list(piece) || piece.at[0] == '@' ||
	       memchr(piece.at, '|', piece.len);
}

/* One piece of a form that is an operand: read and kept. */
static bool
form_take(struct loader *r, struct reading *to, struct str piece)
{
	struct operand *op = operand_new(r);
	bool good = is_list(piece) ? list_read(r, piece, op) : one_read(r, piece, op);

	to->one[to->n++] = op;
	to->people |= op->kind == OPERAND_SAYING;
	return good;
}

/* What a form declares by the NAME, WORD or PATH that it begins with. */
static bool
name_take(struct loader *r, struct reading *to, struct str piece)
{
	struct operand op = {0};

	scan_blank(&r->scan, false);
	*to->name_place = loader_place(r);
	if (!operand_read(r, piece, NULL, &op))
		return false;
	*to->name = op.text;
	return true;
}

static bool
names_itself(struct str piece)
{
	return str_eq(piece, STR("NAME")) || str_eq(piece, STR("W")) || str_eq(piece, STR("PATH"));
}

/* "= E" of a head: the statement's expression.  It is printed apart, since a redefinition may
 * replace it alone. */
static bool
definition_read(struct loader *r, struct reading *to)
{
	bool there = scan_char(&r->scan, "=");

	if (!there && to->redefined)
		return true;
	if (!there)
		return scan_expected(&r->scan, r->scan.at, "'='");
	return loader_expr(r, to->tree);
}

/* The optional part after "[": passed over in the form if its first word is not here.  A word alone
 * is its own operand. */
static void
option_take(struct loader *r, struct reading *to, struct str *form)
{
	struct str word = form_next(form), rest = *form;
	bool alone = str_eq(form_next(&rest), STR("]"));

	scan_blank(&r->scan, false);
	if (alone) {
		struct operand *op = operand_new(r);

		op->kind = OPERAND_WORD;
		op->text = word;
		to->one[to->n] = op;
	}
	if (fixed_take(r, word)) {
		say(r, word);
		to->n += alone;
		return;
	}
	while (!str_eq(form_next(form), STR("]")))
		;
}

bool
form_read(struct loader *r, struct str form, struct reading *to)
{
	struct str rest = form, first = form_next(&rest);

	if (to->name && names_itself(first)) {
		form = rest;
		if (!name_take(r, to, first))
			return false;
	}
	for (struct str piece = form_next(&form); piece.len && to->n < FORM_OPERANDS;
	     piece = form_next(&form)) {
		bool good = true;

		if (str_eq(piece, STR("[")))
			option_take(r, to, &form);
		else if (str_eq(piece, STR("]")))
			continue;
		else if (to->tree && str_eq(piece, STR("=")))
			return definition_read(r, to);
		else if (is_operand(piece))
			good = form_take(r, to, piece);
		else
			good = fixed_read(r, piece);
		if (piece.at[0] == '=')
			scan_blank(&r->scan, true);
		if (!good)
			return false;
	}
	return true;
}

struct operand *
form_operands(struct loader *r, const struct reading *from)
{
	struct operand *all = arena_zero(r->defs->arena, from->n ? from->n : 1, sizeof(*all));

	for (size_t i = 0; i < from->n; i++)
		all[i] = *from->one[i];
	return all;
}
