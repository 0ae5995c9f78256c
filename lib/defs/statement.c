/* statement: statements in column one and the attributes indented under them. */
#include "defs/loader.h"
#include <stdio.h>

/* Moves to the next line with something on it; false at the end of the text. */
bool
line_next(struct scan *s)
{
	for (;;) {
		scan_blank(s, false);
		if (s->at >= s->end)
			return false;
		if (s->in->text.at[s->at] != '\n')
			return true;
		s->at++;
	}
}

bool
line_indented(const struct scan *s)
{
	return s->at > 0 && s->in->text.at[s->at - 1] != '\n';
}

/* A keyword or the word of an attribute: small letters. */
bool
word_take(struct loader *r, const char *what, struct str *word)
{
	*word = loader_word(r);
	if (word->len == 0)
		return scan_expected(&r->scan, r->scan.at, what);
	for (size_t i = 0; i < word->len; i++)
		if (word->at[i] < 'a' || word->at[i] > 'z')
			return scan_expected(&r->scan, r->scan.at, what);
	r->scan.at += word->len;
	return true;
}

/* "no keyword 'colum'; did you mean 'column'?", or all that there are. */
bool
word_unknown(struct loader *r, struct str word, struct place at, const char *what,
    const struct str *words, size_t n)
{
	const struct str *near = diag_near(word, words, n);
	struct buf all = {0};

	if (near)
		return misfit(r->misfit, at, "no %s; did you mean '%.*s'?", what, STR_ARG(*near));
	for (size_t i = 0; i < n; i++)
		buf_fmt(&all, " %.*s", STR_ARG(words[i]));
	misfit(r->misfit, at, "no %s; expected%s", what, buf_cstr(&all));
	buf_clear(&all);
	return false;
}

static bool
unknown_keyword(struct loader *r, struct str word, struct place at)
{
	struct str words[VOCABULARY_WORDS + 3] = {STR("include"), STR("let"), STR("redefine")};
	size_t n = 3 + vocabulary_words(r->defs->kind, words + 3);
	char what[100];

	snprintf(what, sizeof(what), "keyword '%s'", diag_text(word));
	return word_unknown(r, word, at, what, words, n);
}

/* "kpi 'a' is declared twice, first at FILE:LINE:POSITION" */
bool
declared_twice(
    struct loader *r, const char *keyword, struct str name, struct place at, struct place first)
{
	size_t line, position;
	const char *advice = name.len == 0	      ? "expected it once"
			     : first.in == r->scan.in ? "expected another name"
						      : "expected redefine, or another name";

	place_find(first, &line, &position);
	return misfit(r->misfit, at, "%s%s%s%s is declared twice, first at %s:%zu:%zu; %s", keyword,
	    name.len ? " '" : "", name.len ? diag_text(name) : "", name.len ? "'" : "",
	    first.in->name, line, position, advice);
}

/* Only what an included file says can be redefined, and once in a file.  old: NULL, or what there
 * is. */
static bool
not_included(struct loader *r, const char *keyword, struct str name, struct place at,
    const struct place *old)
{
	size_t line, position;

	if (old) {
		place_find(*old, &line, &position);
		return misfit(r->misfit, at,
		    "%s '%s' stands in this file, in line %zu; expected one of an included file",
		    keyword, diag_text(name), line);
	}
	return misfit(r->misfit, at, "no %s '%s' of an included file%s", keyword, diag_text(name),
	    names_hint(r->defs, keyword, name));
}

/* let NAME = E, of the file. */
static bool
let_read(struct loader *r, bool redefine)
{
	struct let *let = arena_zero(r->defs->arena, 1, sizeof(*let)), *old;
	struct reading to = {.tree = &let->tree, .name = &let->name, .name_place = &let->place};

	if (!form_read(r, STR("NAME = E"), &to) || !loader_end(r))
		return false;
	old = names_find(r->defs->names, "let", let->name);
	if (redefine) {
		if (old == NULL || old->place.in == r->scan.in)
			return not_included(
			    r, "let", let->name, let->place, old ? &old->place : NULL);
		old->tree = let->tree;
		old->place = let->place;
		old->redefined = true;
		return true;
	}
	if (old)
		return declared_twice(r, "let", let->name, let->place, old->place);
	let->order = r->order++;
	*r->last_let = let;
	r->last_let = &let->next;
	names_add(r->defs->names, "let", let->name, let);
	return true;
}

static bool
head_read(struct loader *r, const struct keyword *k, struct statement *st, bool redefine)
{
	struct reading to = {.tree = &st->tree,
	    .name = k->once ? NULL : &st->name,
	    .name_place = &st->name_place,
	    .redefined = redefine};

	st->name_place = st->place;
	r->canon.len = 0;
	buf_z(&r->canon, k->word);
	if (!form_read(r, str_of(k->head), &to))
		return false;
	st->operand = form_operands(r, &to);
	st->operands = to.n;
	if (!to.people)
		st->text = arena_dup(r->defs->arena, buf_slice(&r->canon));
	return true;
}

static bool
has_name(const struct keyword *k, const struct statement *st)
{
	return k->once || st->name.len > 0;
}

/* Makes a statement known, before its attributes are read (those of a source may name it). */
static bool
declare(struct loader *r, const struct keyword *k, struct statement *st)
{
	const struct statement *old =
	    has_name(k, st) ? names_find(r->defs->names, k->word, st->name) : NULL;

	if (old)
		return declared_twice(r, k->word, st->name, st->name_place, old->name_place);
	st->order = r->order++;
	*r->last = st;
	r->last = &st->next;
	if (has_name(k, st))
		names_add(r->defs->names, k->word, st->name, st);
	return true;
}

static bool
keyword_read(struct loader *r, struct str word, struct place at, bool again)
{
	const struct keyword *k = vocabulary_find(r->defs->kind, word);
	struct statement *st = arena_zero(r->defs->arena, 1, sizeof(*st)), *old = NULL;

	if (k == NULL)
		return unknown_keyword(r, word, at);
	st->keyword = str_of(k->word);
	st->place = at;
	if (!head_read(r, k, st, again))
		return false;
	if (again) {
		old = has_name(k, st) ? names_find(r->defs->names, k->word, st->name) : NULL;
		if (old == NULL || old->place.in == r->scan.in)
			return not_included(
			    r, k->word, st->name, st->name_place, old ? &old->place : NULL);
	} else if (!declare(r, k, st)) {
		return false;
	}
	if (!loader_end(r) || !attributes_read(r, k, st))
		return false;
	if (again)
		redefine(k, old, st);
	return true;
}

static bool
include_take(struct loader *r)
{
	struct str name;
	struct place at;

	scan_blank(&r->scan, false);
	at = loader_place(r);
	return scan_text(&r->scan, "a text", &name) && loader_end(r) && include_read(r, name, at);
}

static bool
statement_read(struct loader *r)
{
	bool in = line_indented(&r->scan), again = !in && scan_word(&r->scan, "redefine");
	struct place at;
	struct str word;

	scan_blank(&r->scan, false);
	at = loader_place(r);
	if (!word_take(r, "a keyword", &word))
		return false;
	if (in)
		return misfit(r->misfit, at,
		    "an indented line without a statement; expected a keyword in column one");
	if (str_eq(word, STR("let")))
		return let_read(r, again);
	if (str_eq(word, STR("include")) && !again)
		return include_take(r);
	return keyword_read(r, word, at, again);
}

bool
statements_read(struct loader *r)
{
	while (line_next(&r->scan))
		if (!statement_read(r))
			return false;
	return true;
}
