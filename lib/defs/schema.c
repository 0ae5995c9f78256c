/* schema: the statements of a schema file as one struct, with all that can be checked before a file
 * is there. */
#include "defs/schema.h"
#include "base/mem.h"
#include "base/opt.h"
#include "defs/schema_inner.h"
#include "defs/take.h"
#include "record/cols.h"
#include "value/match.h"
#include "value/when.h"
#include <stdlib.h>

/* The operand of a statement that stands once; NULL: it does not stand here. */
static const struct operand *
only(const struct schema *s, const char *keyword)
{
	const struct statement *st = defs_find(s->defs, keyword, (struct str){0});

	return st ? &st->operand[0] : NULL;
}

static struct str
only_text(const struct schema *s, const char *keyword, struct str missing)
{
	const struct operand *op = only(s, keyword);

	return op ? op->text : missing;
}

static bool
delimiter_take(struct schema *s, struct misfit *m)
{
	static const char *const words[] = {"detect", "blanks", "none"};
	const struct operand *op = only(s, "delimiter");
	int word = op ? take_choice(op->text, words, 3) : 0;

	s->delimited = word == 0   ? DELIMITER_DETECT
		       : word == 1 ? DELIMITER_BLANKS
		       : word == 2 ? DELIMITER_NONE
				   : DELIMITER_CHAR;
	if (s->delimited != DELIMITER_CHAR)
		return true;
	if (!opt_char(op->text, &s->delimiter) || s->delimiter == '"' || s->delimiter == '\n' ||
	    s->delimiter == '\r' || s->delimiter == '\0')
		return misfit(m, op->place,
		    "no delimiter; expected one character or comma tab semicolon pipe space soh");
	return true;
}

static bool
header_take(struct schema *s, struct misfit *m)
{
	const struct operand *op = only(s, "header");
	uint64_t line = 1;

	if (op && op->kind == OPERAND_WORD)
		line = str_eq(op->text, STR("yes"));
	else if (!take_whole(op, 1, INT64_MAX, &line, m))
		return false;
	s->header = line;
	return true;
}

static bool
words_take(struct schema *s, struct misfit *m)
{
	static const char *const quotes[] = {"strict", "lax", "none"};
	struct str encoding = only_text(s, "encoding", STR("detect"));
	const struct operand *op = only(s, "linebreak");
	int quoted = take_choice(only_text(s, "quotes", STR("strict")), quotes, 3);

	s->quotes = quoted == 1 ? QUOTES_LAX : quoted == 2 ? QUOTES_NONE : QUOTES_STRICT;
	s->encoding = str_eq(encoding, STR("detect")) ? (struct str){0} : encoding;
	s->nulls = take_list(only(s, "null"), &s->null, s->defs->arena);
	s->linebreak = only_text(s, "linebreak", STR(" "));
	for (size_t i = 0; i < s->linebreak.len; i++)
		if (s->linebreak.at[i] == '\n' || s->linebreak.at[i] == '\r')
			return misfit(m, op->place,
			    "a line break in what stands for it; expected a text on one line");
	return true;
}

static bool
zone_take(struct schema *s, struct misfit *m)
{
	const struct operand *op = only(s, "zone");
	struct zone *zone;
	struct fault why;

	if (op == NULL)
		return true;
	s->zone = op->text;
	zone = zone_new(op->text, &why);
	if (zone == NULL)
		return misfit(m, op->place, "%s", why.msg);
	zone_free(zone);
	return true;
}

static bool
feed_take(struct schema *s, struct misfit *m)
{
	const struct statement *st = defs_find(s->defs, "feed", (struct str){0});
	struct str period = st ? take_text(st, "period") : (struct str){0};

	if (!take_whole(only(s, "footer"), 0, INT64_MAX, &s->footer, m))
		return false;
	if (st == NULL)
		return true;
	s->feed = st->operand[0].text;
	s->period = period.len ? period.at[0] : '\0';
	s->due = take_text(st, "due");
	return take_whole(take_operand(st, "rows", 0), 0, INT64_MAX, &s->rows_at_least, m);
}

static size_t
count(const struct defs *d, const char *keyword)
{
	size_t n = 0;

	for (const struct statement *st = d->first; st; st = st->next)
		n += str_eq(st->keyword, str_of(keyword));
	return n;
}

static bool
columns_take(struct schema *s, struct misfit *m)
{
	size_t n = count(s->defs, "column");

	if (n == 0)
		return misfit(m, s->defs->first ? s->defs->first->place : (struct place){0},
		    "a schema without a column; expected one at least");
	if (n > SCHEMA_COLUMNS)
		return misfit(m, s->defs->first->place, "more than %d columns; expected fewer",
		    SCHEMA_COLUMNS);
	s->column = arena_zero(s->defs->arena, n, sizeof(*s->column));
	for (const struct statement *st = s->defs->first; st; st = st->next)
		if (str_eq(st->keyword, STR("column")) &&
		    !schema_column_read(s, st, &s->column[s->columns++], m))
			return false;
	return true;
}

static void
checks_take(struct schema *s)
{
	s->check = arena_zero(s->defs->arena, count(s->defs, "check") + 1, sizeof(*s->check));
	for (const struct statement *st = s->defs->first; st; st = st->next)
		if (str_eq(st->keyword, STR("check")))
			s->check[s->checks++] = (struct schema_check){.name = st->name,
			    .tree = st->tree,
			    .place = st->place,
			    .warn = str_eq(take_text(st, "else"), STR("warn"))};
}

/* A pattern of a LIST against a column's name. */
static bool
name_matches(struct str source, bool caseless, struct str name, struct fault *f)
{
	struct pattern *p = pattern_new(source, caseless ? STR("i") : STR(""), f);
	struct matcher *matcher;
	bool yes;

	f->at = 0;
	if (p == NULL)
		return false;
	f->msg[0] = '\0';
	matcher = matcher_new();
	yes = match_test(matcher, p, name) == MATCH_YES;
	matcher_free(matcher);
	pattern_free(p);
	return yes;
}

/* The columns that the key's LIST means, which are those of the schema. */
static bool
key_columns(struct schema *s, const struct operand *list, struct misfit *m)
{
	struct header h = {0};
	struct cols cols = {0};
	struct fault why = {0};
	bool good;

	for (size_t i = 0; i < s->columns; i++)
		header_add(&h, s->column[i].name);
	good = cols_find(&cols, list->text, &h, name_matches, &why) ||
	       misfit(m, list->place, "%s", why.msg);
	s->key = arena_zero(s->defs->arena, cols.n + 1, sizeof(*s->key));
	for (size_t i = 0; good && i < cols.n; i++)
		s->key[s->keys++] = s->column[cols.at[i]].name;
	cols_clear(&cols);
	header_clear(&h);
	return good;
}

static bool
key_take(struct schema *s, struct misfit *m)
{
	static const char *const keep[] = {"last", "first", "none"};
	const struct statement *st = defs_find(s->defs, "key", (struct str){0});
	const struct attribute *by;
	int kept;

	if (st == NULL)
		return true;
	kept = take_choice(take_text(st, "keep"), keep, 3);
	by = attribute_find(st, "by");
	s->keep = kept == 1 ? KEEP_FIRST : kept == 2 ? KEEP_NONE : KEEP_LAST;
	s->by = take_tree(st, "by");
	if (by && s->keep == KEEP_NONE)
		return misfit(
		    m, by->place, "by has no effect with `keep none`; expected last or first");
	return key_columns(s, &st->operand[0], m);
}

struct schema *
schema_of(struct defs *d, struct misfit *m)
{
	struct schema *s = arena_zero(d->arena, 1, sizeof(*s));

	s->defs = d;
	if (!delimiter_take(s, m) || !header_take(s, m) || !words_take(s, m) || !zone_take(s, m) ||
	    !feed_take(s, m) || !columns_take(s, m) || !key_take(s, m))
		return NULL;
	checks_take(s);
	s->shelf = shelf_try(d, m);
	return s->shelf ? s : NULL;
}

struct schema *
schema_read(const char *path, const struct opt_list *set)
{
	struct opt_list files = {&path, 1};
	struct misfit m;
	struct schema *s = schema_of(defs_read(DEFS_SCHEMA, &files, set), &m);

	if (s == NULL)
		misfit_die(&m);
	return s;
}
