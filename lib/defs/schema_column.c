/* schema_column: a column of a schema, and whether what is said of it goes together. */
#include "defs/loader.h"
#include "defs/schema_inner.h"
#include "defs/take.h"
#include "value/match.h"

enum {
	TEXTS = 1 << COL_TEXT | 1 << COL_CODE,
	NUMBERS = 1 << COL_INTEGER | 1 << COL_DECIMAL | 1 << COL_DURATION,
	FORMATTED = 1 << COL_TIME | 1 << COL_DATE | 1 << COL_MONTH | 1 << COL_DURATION,
	ANY = 511
};

static const char *const types[] = {
    "text", "code", "integer", "decimal", "time", "date", "month", "duration", "truth"};

/* Attributes that only some types can have. */
static const struct fit {
	const char *word;
	unsigned types;
	const char *expected;
} fits[] = {
    {"format", FORMATTED, "time, date, month or duration"},
    {"range", ANY & ~(1U << COL_TRUTH), "any type but truth"},
    {"length", TEXTS, "text or code"},
    {"mask", TEXTS, "text or code"},
    {"pseudonym", TEXTS, "text or code"},
};
/* The same for the words of `clean`. */
static const struct fit cleans[] = {
    {"case", TEXTS, "text or code"},
    {"phone", TEXTS, "text or code"},
    {"number", NUMBERS, "integer, decimal or duration"},
    {"percent", NUMBERS, "integer, decimal or duration"},
};

static bool
unfit(const struct fit *f, enum column_type type, struct place at, struct misfit *m)
{
	return misfit(
	    m, at, "%s on a column of type %s; expected %s", f->word, types[type], f->expected);
}

static bool
fit_check(const struct statement *st, enum column_type type, struct misfit *m)
{
	const struct attribute *clean = attribute_find(st, "clean");

	for (size_t i = 0; i < sizeof(fits) / sizeof(fits[0]); i++) {
		const struct attribute *a = attribute_find(st, fits[i].word);

		if (a && !(fits[i].types & 1U << type))
			return unfit(&fits[i], type, a->place, m);
	}
	for (const struct operand *op = clean ? clean->operand : NULL; op; op = op->next)
		for (size_t i = 0; i < sizeof(cleans) / sizeof(cleans[0]); i++)
			if (str_eq(op->text, str_of(cleans[i].word)) &&
			    !(cleans[i].types & 1U << type))
				return unfit(&cleans[i], type, op->place, m);
	return true;
}

static void
from_take(const struct schema *s, const struct operand *first, struct schema_column *c)
{
	struct arena *arena = s->defs->arena;

	for (const struct operand *op = first; op; op = op->next)
		c->froms++;
	c->from = arena_zero(arena, c->froms, sizeof(*c->from));
	for (size_t i = 0; first; first = first->next, i++) {
		struct from *f = &c->from[i];

		for (const struct operand *op = first; op; op = op->with)
			f->parts++;
		f->part = arena_zero(arena, f->parts, sizeof(*f->part));
		f->place = first->place;
		f->parts = 0;
		for (const struct operand *op = first; op; op = op->with)
			f->part[f->parts++] = op->text;
	}
}

static void
own_name_seen(void *arg, const struct tree *t, bool inner)
{
	struct str *name = arg;

	(void)inner;
	if (t->op == T_NAME && t->source.len == 0 && str_eq(t->text, *name))
		*name = (struct str){0};
}

/* A column that says nothing of where it comes from is the one of its own name; unless it is
 * computed from others alone. */
static void
from_own_name(const struct schema *s, struct schema_column *c)
{
	struct str name = c->name;

	if (c->value)
		names_walk(s->defs, c->value, own_name_seen, &name);
	if (c->value && name.len)
		return;
	c->froms = 1;
	c->from = arena_zero(s->defs->arena, 1, sizeof(*c->from));
	c->from->part = arena_zero(s->defs->arena, 1, sizeof(*c->from->part));
	c->from->part[0] = c->name;
	c->from->parts = 1;
	c->from->place = c->place;
}

static bool
positions_take(
    const struct schema *s, const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct operand *at = take_operand(st, "at", 0), *to = take_operand(st, "at", 1);
	bool characters = s->delimited == DELIMITER_NONE;
	uint64_t first = 0, last = 0;

	if (!take_whole(at, 1, characters ? INT64_MAX : SCHEMA_COLUMNS, &first, m) ||
	    !take_whole(to, first, INT64_MAX, &last, m))
		return false;
	if (to && !characters)
		return misfit(m, to->place,
		    "a run of characters needs `delimiter none`; expected one field number");
	c->at = first;
	c->to = characters && at && !to ? first : last;
	return true;
}

static bool
place_take(
    const struct schema *s, const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct attribute *from = attribute_find(st, "from");

	if (!positions_take(s, st, c, m))
		return false;
	if (from && s->header == 0)
		return misfit(m, from->place, "from, where the file has no header; expected at");
	if (from && s->delimited == DELIMITER_NONE)
		return misfit(m, from->place, "from, where the file has no delimiter; expected at");
	if (from)
		from_take(s, from->operand, c);
	else if (!c->at)
		from_own_name(s, c);
	if (from && c->at && (c->froms > 1 || c->from->parts > 1))
		return misfit(m, from->place,
		    "several names at one place; expected one, which the header bears there");
	if (c->froms && !from && (s->header == 0 || s->delimited == DELIMITER_NONE))
		return misfit(
		    m, st->name_place, "column '%s' has no place; expected at", diag_text(c->name));
	return true;
}

static bool
match_take(const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct operand *op = take_operand(st, "match", 0);
	struct pattern *p;
	struct fault why;

	if (op == NULL)
		return true;
	c->match = op->text;
	c->match_flags = op->flags;
	c->match_place = op->place;
	p = pattern_new(op->text, op->flags, &why);
	if (p == NULL)
		return misfit(m, take_inside(op->place, why.at), "%s", why.msg);
	pattern_free(p);
	return true;
}

static bool
clean_take(const struct statement *st, struct schema_column *c, struct misfit *m)
{
	static const char *const words[] = {"width", "space", "case", "phone", "number", "percent"};
	bool *const flags[] = {&c->clean_width, &c->clean_space, &c->clean_case, &c->clean_phone,
	    &c->clean_number, &c->clean_percent};

	for (const struct operand *op = take_operand(st, "clean", 0); op; op = op->next) {
		bool *flag = flags[take_choice(op->text, words, 6)];

		if (*flag)
			return misfit(
			    m, op->place, "'%s' twice; expected it once", diag_text(op->text));
		*flag = true;
	}
	return true;
}

static bool
map_take(
    const struct schema *s, const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct operand *first = take_operand(st, "map", 0);
	struct names *seen;
	bool good = true;

	if (first == NULL || !first->with) {
		c->map_list = first ? first->text : (struct str){0};
		return true;
	}
	seen = names_new();
	for (const struct operand *op = first; op; op = op->next)
		c->maps++;
	c->map = arena_zero(s->defs->arena, c->maps, sizeof(*c->map));
	for (size_t i = 0; first && good; first = first->next, i++) {
		c->map[i] = (struct mapping){first->text, first->with->text};
		if (names_find(seen, "map", first->text))
			good = misfit(m, first->place, "'%s' is mapped twice; expected it once",
			    diag_text(first->text));
		names_add(seen, "map", first->text, &c->map[i]);
	}
	names_free(seen);
	return good;
}

static bool
limits_take(const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct operand *from = take_operand(st, "range", 0),
			     *to = take_operand(st, "range", 1);
	const struct operand *least = take_operand(st, "length", 0),
			     *most = take_operand(st, "length", 1);

	c->range_from = from ? from->tree : NULL;
	c->range_to = to ? to->tree : NULL;
	c->has_length = least != NULL;
	if (!take_whole(least, 0, INT64_MAX, &c->length_from, m))
		return false;
	c->length_to = c->length_from;
	return take_whole(most, c->length_from, INT64_MAX, &c->length_to, m);
}

static bool
privacy_take(const struct statement *st, struct schema_column *c, struct misfit *m)
{
	const struct attribute *mask = attribute_find(st, "mask"),
			       *pseudonym = attribute_find(st, "pseudonym");

	c->private = take_has(st, "private");
	c->mask = mask ? mask_kind(mask->operand[0].text) : MASK_NONE;
	c->pseudonym = pseudonym != NULL;
	if (mask && pseudonym)
		return misfit(
		    m, pseudonym->place, "mask and pseudonym on one column; expected one of them");
	return true;
}

static bool
name_check(const struct statement *st, struct misfit *m)
{
	if (st->name.len > SCHEMA_NAME)
		return misfit(m, st->name_place,
		    "a name of more than %d bytes; expected a shorter one", SCHEMA_NAME);
	if (str_starts(st->name, STR("cs_")))
		return misfit(m, st->name_place,
		    "names beginning with cs_ belong to the toolkit; expected another name");
	return true;
}

bool
schema_column_read(
    const struct schema *s, const struct statement *st, struct schema_column *c, struct misfit *m)
{
	static const char *const invalid[] = {"reject", "null", "keep"};
	int kept = take_choice(take_text(st, "invalid"), invalid, 3);

	c->name = st->name;
	c->place = st->place;
	c->type = (enum column_type)take_choice(st->operand[0].text, types, 9);
	c->label = take_saying(st, "label");
	c->codes = take_text(st, "codes");
	c->fallback = take_tree(st, "default");
	c->value = take_tree(st, "value");
	c->required = take_has(st, "required");
	c->unique = take_has(st, "unique");
	c->invalid = kept == 1 ? INVALID_NULL : kept == 2 ? INVALID_KEEP : INVALID_REJECT;
	return name_check(st, m) && fit_check(st, c->type, m) && place_take(s, st, c, m) &&
	       schema_format_read(s, st, c, m) && match_take(st, c, m) && clean_take(st, c, m) &&
	       map_take(s, st, c, m) && limits_take(st, c, m) && privacy_take(st, c, m);
}
