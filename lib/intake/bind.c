/* bind: what a schema names is found, what it says is checked, before a record is read. */
#include "base/mem.h"
#include "intake/bind_inner.h"
#include <stdlib.h>

static enum type
type_of(enum column_type t)
{
	switch (t) {
	case COL_INTEGER:
	case COL_DECIMAL:
	case COL_DURATION:
		return TYPE_NUMBER;
	case COL_TRUTH:
		return TYPE_TRUTH;
	default:
		return TYPE_TEXT;
	}
}

static _Noreturn void
wrong(struct place place, const char *what)
{
	struct misfit m;

	misfit(&m, place, "%s", what);
	misfit_die(&m);
}

static bool
is_time(enum column_type t)
{
	return t == COL_TIME || t == COL_DATE || t == COL_MONTH;
}

/* What is said of a value that no format reads, with the first of them. */
static const char *
no_format(struct bind *b, const struct schema_column *def)
{
	enum { SHOWN = 3 };
	struct buf text = {0};
	const char *words;

	buf_z(&text, "fits no format (");
	for (size_t i = 0; i < def->formats && i < SHOWN; i++) {
		buf_z(&text, i ? ", " : "");
		diag_quote(&text, def->format[i]);
	}
	if (def->formats > SHOWN)
		buf_fmt(&text, ", and %zu more", def->formats - SHOWN);
	buf_ch(&text, ')');
	words = arena_z(&b->arena, buf_slice(&text));
	buf_clear(&text);
	return words;
}

static void
bind_formats(struct bind *b, struct bind_column *c)
{
	const struct schema_column *def = c->def;
	static const struct str canonical[] = {
	    {"%Y-%m-%d %H:%M:%S", 17}, {"%Y-%m-%d", 8}, {"%Y-%m", 5}};
	struct misfit m;

	if (def->formats && !is_time(def->type) && def->type != COL_DURATION)
		wrong(def->format_place[0], "a format belongs to a time, date, month or duration");
	c->format = mem_new(def->formats, sizeof *c->format);
	if (def->formats)
		c->unformatted = no_format(b, def);
	for (size_t i = 0; i < def->formats; i++) {
		c->format[i] = when_format_new(def->format[i], &m.fault);
		if (c->format[i] == NULL) {
			m.place = def->format_place[i];
			misfit_die(&m);
		}
		if (when_format_has_zone(c->format[i]) && is_time(def->type) && b->zone == NULL)
			wrong(def->format_place[i], "this format reads an instant; add a line "
						    "`zone \"Asia/Shanghai\"` or the like");
	}
	if (is_time(def->type))
		c->canonical =
		    def->formats == 0 || str_eq(def->format[0], canonical[def->type - COL_TIME]);
}

static const struct codelist *
find_list(const struct bind *b, const struct schema_column *def, struct str name)
{
	const struct codelist *list = name.len ? shelf_codelist(b->schema->shelf, name) : NULL;

	if (name.len && list == NULL)
		wrong(def->place, "no such codelist");
	return list;
}

static void
bind_match(struct bind_column *c)
{
	const struct schema_column *def = c->def;
	struct misfit m = {.place = def->match_place};

	if (def->match.len == 0)
		return;
	c->match = pattern_new(def->match, def->match_flags, &m.fault);
	if (c->match == NULL) {
		m.place.at += m.fault.at;
		misfit_die(&m);
	}
}

static struct str
constant_text(struct bind *b, int value)
{
	struct buf text = {0};
	struct str s = {0};

	if (value >= 0 && eval_constant(b->program, value, &text))
		s = arena_dup(&b->arena, buf_slice(&text));
	buf_clear(&text);
	return s;
}

static void
bind_range(struct bind *b, struct bind_column *c, struct asker *ask)
{
	const struct schema_column *def = c->def;
	enum type want = c->type == TYPE_NUMBER ? TYPE_NUMBER : TYPE_TEXT;

	ask->what = ASK_RANGE;
	c->has_range = def->range_from || def->range_to;
	c->range_from = bind_add(ask, def->range_from, want);
	c->range_to = bind_add(ask, def->range_to, want);
	c->fixed_range = (c->range_from < 0 || program_is_constant(b->program, c->range_from)) &&
			 (c->range_to < 0 || program_is_constant(b->program, c->range_to));
	c->low = c->high = NUM_NONE;
	if (c->has_range && want == TYPE_NUMBER)
		c->numbers = true;
	if (!c->fixed_range)
		return;
	if (want == TYPE_NUMBER) {
		c->low =
		    c->range_from < 0 ? NUM_NONE : eval_constant_number(b->program, c->range_from);
		c->high =
		    c->range_to < 0 ? NUM_NONE : eval_constant_number(b->program, c->range_to);
	}
	c->low_text = constant_text(b, c->range_from);
	c->high_text = constant_text(b, c->range_to);
}

static void
bind_column(struct bind *b, size_t i)
{
	struct bind_column *c = &b->column[i];
	const struct schema_column *def = c->def;
	struct asker ask = {.bind = b, .column = i, .what = ASK_DEFAULT};

	c->hidden = def->mask != MASK_NONE || def->pseudonym;
	bind_formats(b, c);
	bind_match(c);
	c->map_list = find_list(b, def, def->map_list);
	c->codes = find_list(b, def, def->codes);
	c->fallback = bind_add(&ask, def->fallback, c->type);
	ask.what = ASK_VALUE;
	c->value = bind_add(&ask, def->value, c->type);
	bind_range(b, c, &ask);
	if (def->unique && def->invalid == INVALID_NULL)
		wrong(def->place, "`unique` and `invalid null` do not go together; say `invalid "
				  "keep` or nothing");
	if (def->pseudonym && b->pseudonym == NULL)
		wrong(def->place, "a pseudonym needs a key; give --key-file");
}

static void
bind_keys(struct bind *b)
{
	const struct schema *s = b->schema;

	b->key = mem_new(s->keys, sizeof *b->key);
	for (size_t k = 0; k < s->keys; k++)
		for (size_t i = 0; i < b->columns; i++)
			if (str_eq(s->key[k], s->column[i].name))
				b->key[k] = i;
}

/* A column that alone is the key, of which one record is kept, is unique by that. */
static void
number_uniques(struct bind *b)
{
	const struct schema *s = b->schema;

	for (size_t i = 0; i < b->columns; i++) {
		bool by_key = s->keys == 1 && s->keep != KEEP_NONE && b->key[0] == i;

		b->column[i].unique = s->column[i].unique && !by_key ? (int)b->uniques++ : -1;
	}
}

struct bind *
bind_new(const struct schema *s, const char *key_file)
{
	struct bind *b = mem_new(1, sizeof *b);
	struct asker ask = {.bind = b, .column = s->columns, .what = ASK_CHECK};
	struct fault f;

	b->schema = s;
	b->columns = s->columns;
	b->column = mem_new(s->columns, sizeof *b->column);
	b->program = program_new();
	if (s->zone.len && (b->zone = zone_new(s->zone, &f)) == NULL)
		die("zone: %s", f.msg);
	if (key_file != NULL && (b->pseudonym = pseudonym_new(key_file, &f)) == NULL)
		die("--key-file: %s", f.msg);
	for (size_t i = 0; i < s->columns; i++) {
		b->column[i].def = &s->column[i];
		b->column[i].type = type_of(s->column[i].type);
	}
	for (size_t i = 0; i < s->columns; i++)
		bind_column(b, i);
	b->check = mem_new(s->checks, sizeof *b->check);
	b->check_rule = mem_new(s->checks, sizeof *b->check_rule);
	for (size_t i = 0; i < s->checks; i++) {
		b->check[i] = bind_add(&ask, s->check[i].tree, TYPE_TRUTH);
		b->check_rule[i] = arena_fmt(&b->arena, "check %.*s", STR_ARG(s->check[i].name));
	}
	b->by = bind_add(&ask, s->by, TYPE_ANY);
	b->by_type = b->by < 0 ? TYPE_TEXT : program_type(b->program, b->by);
	bind_keys(b);
	number_uniques(b);
	return b;
}

void
bind_free(struct bind *b)
{
	for (size_t i = 0; i < b->columns; i++) {
		for (size_t k = 0; k < b->column[i].def->formats; k++)
			when_format_free(b->column[i].format[k]);
		free(b->column[i].format);
		if (b->column[i].match)
			pattern_free(b->column[i].match);
	}
	if (b->zone)
		zone_free(b->zone);
	if (b->pseudonym)
		pseudonym_free(b->pseudonym);
	program_free(b->program);
	free(b->column);
	free(b->check);
	free(b->check_rule);
	free(b->key);
	arena_clear(&b->arena);
	free(b);
}
