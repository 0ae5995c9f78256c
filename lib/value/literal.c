/* literal: what every match of a pattern holds. */
#include "value/literal.h"
#include "value/literal_sets.h"
#include <utf8proc.h>

const struct str literal_odd[LITERAL_ODD] = {STR_INIT("\u017f"), STR_INIT("\u212a")};

/* Over the source.  given_up: something was met that is not understood, so nothing is known. */
struct reader {
	const char *at, *end;
	struct arena *arena;
	bool caseless, extended, given_up;
	bool
	    looser; /* holding a text is not yet a match: an edge, a look around, a letter's case */
};

static struct part alternatives(struct reader *);

static bool
next_is(const struct reader *r, const char *token)
{
	size_t n = strlen(token);

	return (size_t)(r->end - r->at) >= n && memcmp(r->at, token, n) == 0;
}

static bool
take(struct reader *r, const char *token)
{
	if (!next_is(r, token))
		return false;
	r->at += strlen(token);
	return true;
}

static struct part
give_up(struct reader *r)
{
	r->given_up = true;
	r->at = r->end;
	return part_unknown();
}

/* Blanks and comments of the flag x. */
static void
pass_blanks(struct reader *r)
{
	while (r->extended && r->at < r->end) {
		if (*r->at == '#') {
			while (r->at < r->end && *r->at != '\n')
				r->at++;
		} else if (strchr(" \t\n\v\f\r", *r->at) == NULL || *r->at == '\0') {
			return;
		} else {
			r->at++;
		}
	}
}

/* Whether c is itself alone when case does not count; ASCII letters are seen to otherwise. */
static bool
has_no_case(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_ZS:
		return true;
	default:
		return false;
	}
}

static struct part
one_char(struct reader *r, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	size_t n = 1;

	if (c < 0x80) {
		bool letter = (c | 32) - 'a' < 26;

		r->looser |= letter && !r->caseless;
		bytes[0] = (utf8proc_uint8_t)(letter ? c | 32 : c);
	} else if (r->caseless && !has_no_case(c)) {
		return part_unknown();
	} else {
		n = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	}
	return part_text(r->arena, (struct str){(const char *)bytes, n});
}

static bool
hex(struct reader *r, size_t most, uint32_t *code)
{
	size_t n = 0;

	for (*code = 0; n < most && r->at < r->end; n++, r->at++) {
		char c = *r->at;

		if (c >= '0' && c <= '9')
			*code = *code * 16 + (uint32_t)(c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			*code = *code * 16 + (uint32_t)((c | 32) - 'a') + 10;
		else
			break;
	}
	return n > 0;
}

enum escape { ESCAPE_CHAR, ESCAPE_CLASS, ESCAPE_EDGE, ESCAPE_OTHER };

static enum escape
escape_hex(struct reader *r, uint32_t *code)
{
	bool braces = take(r, "{");

	return hex(r, braces ? 6 : 2, code) && (!braces || take(r, "}")) ? ESCAPE_CHAR
									 : ESCAPE_OTHER;
}

/* \p{Han}, \pL */
static enum escape
escape_property(struct reader *r)
{
	if (!take(r, "{")) {
		r->at += r->at < r->end;
		return ESCAPE_CLASS;
	}
	while (r->at < r->end && *r->at != '}')
		r->at++;
	return take(r, "}") ? ESCAPE_CLASS : ESCAPE_OTHER;
}

/* After the backslash. */
static enum escape
escape(struct reader *r, uint32_t *code)
{
	static const char controls[] = "tnrfae", meant[] = "\t\n\r\f\a\033";
	char c = r->at < r->end ? *r->at : '\0';
	const char *control;

	if (c == '\0' || (unsigned char)c >= 0x80)
		return ESCAPE_OTHER;
	r->at++;
	if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9')) {
		*code = (uint32_t)c;
		return ESCAPE_CHAR;
	}
	if ((control = strchr(controls, c)) != NULL) {
		*code = (uint32_t)meant[control - controls];
		return ESCAPE_CHAR;
	}
	if (c == 'x')
		return escape_hex(r, code);
	if (c == 'p' || c == 'P')
		return escape_property(r);
	if (strchr("dDwWsShHvVRXN", c) != NULL)
		return ESCAPE_CLASS;
	return strchr("bBAzZ", c) != NULL ? ESCAPE_EDGE : ESCAPE_OTHER;
}

/* A character of a class, in *code; false: something that stands for many, or the end of it all. */
static bool
class_char(struct reader *r, uint32_t *code)
{
	size_t n;

	if (next_is(r, "[:") || next_is(r, "[.") || next_is(r, "[=")) {
		give_up(r);
		return false;
	}
	if (take(r, "\\")) {
		enum escape e = escape(r, code);

		if (next_is(r, "{") || e == ESCAPE_EDGE || e == ESCAPE_OTHER)
			give_up(r);
		return e == ESCAPE_CHAR;
	}
	n = str_char((struct str){r->at, (size_t)(r->end - r->at)}, code);
	if (n == 0)
		give_up(r);
	r->at += n;
	return n > 0;
}

/* After '[': few plain characters are so many texts. */
static struct part class(struct reader *r)
{
	bool known = !take(r, "^"), first = true;
	struct part p = part_nothing();
	uint32_t from = 0, to = 0;

	for (; !r->given_up && (first || !next_is(r, "]")); first = false) {
		bool single = class_char(r, &from);

		if (r->at == r->end)
			return give_up(r);
		to = from;
		known = known && single;
		if (next_is(r, "-") && r->end - r->at > 1 && r->at[1] != ']') {
			r->at++;
			known = class_char(r, &to) && known && to >= from && to - from < 16;
		}
		for (uint32_t c = from; known && c <= to; c++) {
			struct part one = one_char(r, c);

			known = part_either(r->arena, &p, &one);
		}
	}
	if (!take(r, "]"))
		return give_up(r);
	return known ? p : part_unknown();
}

/* After '(': what kind of group it is. */
static struct part
group(struct reader *r)
{
	bool around = false, counts = true;
	struct part p;

	if (next_is(r, "*"))
		return give_up(r);
	if (take(r, "?")) {
		if (take(r, "=") || take(r, "<=")) {
			around = true;
		} else if (take(r, "!") || take(r, "<!")) {
			around = true;
			counts = false;
		} else if (take(r, "<") || take(r, "P<")) {
			while (r->at < r->end && *r->at != '>')
				r->at++;
			if (!take(r, ">"))
				return give_up(r);
		} else if (!take(r, ":") && !take(r, ">")) {
			return give_up(r);
		}
	}
	p = alternatives(r);
	if (!take(r, ")"))
		return give_up(r);
	r->looser |= around;
	return !around ? p : counts ? part_loose(&p) : part_unknown();
}

static struct part
atom(struct reader *r)
{
	uint32_t code = 0;
	size_t n;

	if (take(r, "("))
		return group(r);
	if (take(r, "["))
		return class(r);
	if (take(r, "."))
		return part_unknown();
	if (take(r, "^") || take(r, "$")) {
		r->looser = true;
		return part_text(r->arena, (struct str){"", 0});
	}
	if (take(r, "\\")) {
		switch (escape(r, &code)) {
		case ESCAPE_CHAR:
			return one_char(r, code);
		case ESCAPE_CLASS:
			return part_unknown();
		case ESCAPE_EDGE:
			r->looser = true;
			return part_text(r->arena, (struct str){"", 0});
		default:
			return give_up(r);
		}
	}
	n = str_char((struct str){r->at, (size_t)(r->end - r->at)}, &code);
	if (n == 0 || strchr("*+?{", *r->at) != NULL ||
	    (r->extended && code >= 0x80 && code < 0x3000))
		return give_up(r);
	r->at += n;
	return one_char(r, code);
}

static bool
number(struct reader *r, unsigned *n)
{
	const char *from = r->at;

	for (*n = 0; r->at < r->end && *r->at >= '0' && *r->at <= '9' && *n < 100000; r->at++)
		*n = *n * 10 + (unsigned)(*r->at - '0');
	return r->at > from;
}

/* How often what stands before may come; most UINT_MAX: without end. */
static bool
repeats(struct reader *r, unsigned *least, unsigned *most)
{
	*least = *most = 1;
	if (take(r, "*")) {
		*least = 0;
		*most = (unsigned)-1;
	} else if (take(r, "+")) {
		*most = (unsigned)-1;
	} else if (take(r, "?")) {
		*least = 0;
	} else if (take(r, "{")) {
		if (!number(r, least))
			return false;
		*most = *least;
		if (take(r, ",") && !number(r, most))
			*most = (unsigned)-1;
		if (!take(r, "}"))
			return false;
	} else {
		return true;
	}
	if (!take(r, "?"))
		take(r, "+");
	pass_blanks(r);
	return r->at == r->end || strchr("*+?{", *r->at) == NULL;
}

static struct part
sequence(struct reader *r)
{
	struct chain chain = chain_begin(r->arena);
	unsigned least, most;

	for (pass_blanks(r); !r->given_up && r->at < r->end && *r->at != '|' && *r->at != ')';
	     pass_blanks(r)) {
		struct part p = atom(r);

		pass_blanks(r);
		if (r->given_up || !repeats(r, &least, &most))
			return give_up(r);
		p = part_repeat(r->arena, &p, least, most);
		chain_add(&chain, &p);
	}
	return chain_end(&chain);
}

static struct part
alternatives(struct reader *r)
{
	struct part p = sequence(r);

	while (!r->given_up && take(r, "|")) {
		struct part other = sequence(r);

		part_either(r->arena, &p, &other);
	}
	return p;
}

void
literal_read(struct literals *l, struct str source, struct str flags, struct arena *arena)
{
	struct reader r = {.at = source.at, .end = source.at + source.len, .arena = arena};
	struct part p;

	*l = (struct literals){0};
	r.caseless = memchr(flags.at, 'i', flags.len) != NULL;
	r.extended = memchr(flags.at, 'x', flags.len) != NULL;
	p = alternatives(&r);
	if (r.given_up || r.at != r.end)
		return;
	l->whole = p.exact && !r.looser;
	p = part_loose(&p);
	memcpy(l->set, p.need, sizeof l->set);
	l->sets = p.needs;
	l->whole = l->whole && l->sets;
}
