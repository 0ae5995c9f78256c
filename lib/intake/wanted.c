/* wanted: names become field numbers, once a file. */
#include "intake/wanted.h"
#include "base/mem.h"
#include <stdlib.h>

struct wish
wanted_wish(const struct schema *s)
{
	static const enum dialect_kind kinds[] = {[DELIMITER_DETECT] = DIALECT_CHAR,
	    [DELIMITER_CHAR] = DIALECT_CHAR,
	    [DELIMITER_BLANKS] = DIALECT_BLANKS,
	    [DELIMITER_NONE] = DIALECT_WHOLE};
	static const enum dialect_quotes quotes[] = {[QUOTES_STRICT] = DIALECT_STRICT,
	    [QUOTES_LAX] = DIALECT_LAX,
	    [QUOTES_NONE] = DIALECT_PLAIN};

	return (struct wish){
	    .sniff = s->delimited == DELIMITER_DETECT,
	    .dialect = {kinds[s->delimited], quotes[s->quotes], s->delimiter},
	    .encoding = s->encoding,
	    .header = s->header,
	    .footer = s->footer,
	    .linebreak = s->linebreak,
	};
}

static _Noreturn void
die_at(const struct source *s, const char *what)
{
	die("%s:%llu: %s", diag_file(s->name),
	    (unsigned long long)(s->plan.header_said ? s->line - 1 : s->line), what);
}

/* How often a name stands in the header; *at is its first place. */
static size_t
find_name(const struct source *s, struct str name, size_t *at)
{
	size_t n = 0;

	for (size_t i = 0; i < s->plan.fields && s->field; i++)
		if (str_eq(s->field[i], name) && n++ == 0)
			*at = i;
	return n;
}

static size_t
last_place(const struct source *s, struct str name)
{
	size_t i = s->plan.fields;

	while (i > 0 && !str_eq(s->field[i - 1], name))
		i--;
	return i;
}

static struct str
tried_name(const struct schema_column *c, size_t i)
{
	return c->froms ? c->from[i].part[0] : c->name;
}

static size_t
part_of(const struct source *s, struct str name)
{
	size_t at = 0;

	if (find_name(s, name, &at) > 1) {
		struct buf b = {0};

		buf_fmt(&b, "column '%.*s' stands at %zu and at %zu; say which by `at N`",
		    STR_ARG(name), at + 1, last_place(s, name));
		die_at(s, buf_cstr(&b));
	}
	return at;
}

static _Noreturn void
no_name(const struct source *s, const struct schema_column *c)
{
	struct buf b = {0};
	struct str missing = tried_name(c, 0);
	size_t ways = c->froms ? c->froms : 1;

	buf_z(&b, "no column ");
	for (size_t i = 0; i < ways; i++) {
		size_t parts = c->froms ? c->from[i].parts : 1;

		for (size_t k = 0; k < parts; k++) {
			struct str name = c->froms ? c->from[i].part[k] : c->name;
			size_t at;

			if (i == 0 && find_name(s, missing, &at) > 0)
				missing = name;
			buf_fmt(&b, "%s'%.*s'", k ? " + " : i ? " or " : "", STR_ARG(name));
		}
	}
	buf_fmt(
	    &b, " for '%.*s'%s", STR_ARG(c->name), diag_hint(missing, s->field, s->plan.fields));
	die_at(s, buf_cstr(&b));
}

static bool
all_there(const struct source *s, const struct from *from)
{
	size_t at;

	for (size_t k = 0; k < from->parts; k++)
		if (find_name(s, from->part[k], &at) == 0)
			return false;
	return true;
}

/* The header at that place must read as `from` says. */
static void
hold_to_name(const struct source *s, const struct schema_column *c)
{
	struct str found = s->field[c->at - 1];
	struct buf b = {0};

	for (size_t i = 0; i < c->froms; i++)
		if (str_eq(c->from[i].part[0], found))
			return;
	buf_fmt(&b, "column %zu is '%s'; expected '%.*s'", c->at, diag_text(found),
	    STR_ARG(c->from[0].part[0]));
	die_at(s, buf_cstr(&b));
}

static void
by_place(const struct source *s, const struct schema_column *c, struct want *want)
{
	struct buf b = {0};

	if (s->plan.dialect.kind == DIALECT_WHOLE) {
		*want = (struct want){0, c->at, c->to ? c->to : c->at};
		return;
	}
	if (c->at > s->plan.fields && (s->plan.fields || s->plan.header_said)) {
		buf_fmt(&b, "column '%.*s' is field %zu; there %s %zu", STR_ARG(c->name), c->at,
		    s->plan.fields == 1 ? "is only" : "are only", s->plan.fields);
		die_at(s, buf_cstr(&b));
	}
	if (c->froms && s->plan.header_said)
		hold_to_name(s, c);
	*want = (struct want){c->at - 1, 0, 0};
}

/* The fields of one column into want; returns how many. */
static size_t
wants_of(const struct source *s, const struct schema_column *c, struct want *want)
{
	if (c->at) {
		by_place(s, c, want);
		return 1;
	}
	if (!s->plan.header_said)
		die("column '%.*s': without a header it needs `at N`", STR_ARG(c->name));
	for (size_t i = 0; i < c->froms; i++) {
		if (!all_there(s, &c->from[i]))
			continue;
		for (size_t k = 0; k < c->from[i].parts; k++)
			want[k] = (struct want){part_of(s, c->from[i].part[k]), 0, 0};
		return c->from[i].parts;
	}
	if (c->froms || find_name(s, c->name, &want->field) == 0)
		no_name(s, c);
	want[0] = (struct want){part_of(s, c->name), 0, 0};
	return 1;
}

static int
by_field(const void *a, const void *b)
{
	const struct want *x = a, *y = b;

	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return (x->to > y->to) - (x->to < y->to);
}

static size_t
most_parts(const struct schema_column *c)
{
	size_t n = 1;

	for (size_t i = 0; i < c->froms; i++)
		if (c->from[i].parts > n)
			n = c->from[i].parts;
	return n;
}

void
wanted_make(struct source *s, const struct bind *b)
{
	struct take *takes = mem_new(b->columns, sizeof *takes);
	struct want **of = mem_new(b->columns, sizeof *of), *all = NULL;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < b->columns; i++) {
		of[i] = mem_new(most_parts(b->column[i].def), sizeof **of);
		takes[i].slots = wants_of(s, b->column[i].def, of[i]);
		all = mem_resize(all, n + takes[i].slots, sizeof *all);
		memcpy(all + n, of[i], takes[i].slots * sizeof *all);
		n += takes[i].slots;
	}
	qsort(all, n, sizeof *all, by_field);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || by_field(&all[i], &all[i - 1]) != 0)
			all[kept++] = all[i];
	for (size_t i = 0; i < b->columns; i++) {
		takes[i].slot = mem_new(takes[i].slots, sizeof *takes[i].slot);
		for (size_t k = 0; k < takes[i].slots; k++) {
			const struct want *found =
			    bsearch(&of[i][k], all, kept, sizeof *all, by_field);

			takes[i].slot[k] = (size_t)(found - all);
		}
		free(of[i]);
	}
	free(of);
	s->plan.want = all;
	s->plan.wants = kept;
	s->plan.takes = takes;
}

void
wanted_free(struct source *s)
{
	free(s->plan.want);
	free((void *)(uintptr_t)s->plan.takes);
}
