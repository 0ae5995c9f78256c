/* shelf: the codelists and calendars of definition files, loaded. */
#include "base/mem.h"
#include "defs/loader.h"
#include "defs/take.h"
#include "expr/codelist_rows.h"
#include <stdlib.h>

struct item { /* one or the other */
	struct str name;
	struct codelist *list;
	struct workcal *calendar;
};
struct shelf {
	const struct defs *defs;
	struct item *item;
	size_t items, calendars;
};

static const struct operand *
need(const struct statement *st, const char *word, struct misfit *m)
{
	const struct operand *op = take_operand(st, word, 0);

	if (op == NULL)
		misfit(m, st->place, "codelist '%s' has no %s; expected `%s COLUMN`",
		    diag_text(st->name), word, word);
	return op;
}

static const char *
path_need(const struct defs *d, const struct operand *file, struct misfit *m)
{
	const char *path = defs_path(d, file->place, file->text);

	if (path == NULL)
		misfit(m, file->place, "no file '%s'; expected it beside this one or along CS_PATH",
		    diag_text(file->text));
	return path;
}

static bool
list_load(struct shelf *shelf, const struct statement *st, struct item *item, struct misfit *m)
{
	const struct operand *file = &st->operand[0], *key = need(st, "key", m),
			     *valid = take_operand(st, "valid", 0);
	const struct tree *where = take_tree(st, "where");
	const char *path = key ? path_need(shelf->defs, file, m) : NULL;
	struct str none = {0};

	if (path == NULL)
		return false;
	if (valid && (!valid->next || valid->next->next))
		return misfit(
		    m, valid->place, "valid needs two columns; expected `valid FROM, TO`");
	if (where)
		where = defs_resolved(shelf->defs, where);
	item->list = codelist_read_where(path, key->text, take_text(st, "value"),
	    valid ? valid->text : none, valid ? valid->next->text : none, where, m);
	if (item->list == NULL && m->place.in == NULL)
		m->place = file->place;
	return item->list != NULL;
}

/* Days of a calendar: the codelist's key is the day, its value the type. */
static bool
days_set(const struct codelist_rows *rows, struct str key, const struct codelist *list,
    struct workcal *calendar, struct fault *f)
{
	ptrdiff_t at = header_need(&rows->header, key, f);

	for (size_t r = 0; at >= 0 && r < rows->n; r++) {
		struct str day = codelist_cell(rows, r, (size_t)at);

		/* Through the codelist, since its `where` may have left the row out. */
		if (codelist_has(list, day) &&
		    !workcal_day(calendar, day, codelist_lookup(list, day, -1, (struct str){0}), f))
			return false;
	}
	return at >= 0;
}

static bool
days_load(
    struct shelf *shelf, const struct operand *days, struct workcal *calendar, struct misfit *m)
{
	const struct statement *st = defs_find(shelf->defs, "codelist", days->text);
	const char *path = path_need(shelf->defs, &st->operand[0], m);
	struct codelist_rows rows = {0};
	struct fault why;
	bool good = path != NULL;

	if (good && (!codelist_rows_read(&rows, path, &why) ||
			!days_set(&rows, take_text(st, "key"), shelf_codelist(shelf, days->text),
			    calendar, &why)))
		good = misfit(m, days->place, "%s: %s", path, why.msg);
	codelist_rows_clear(&rows);
	return good;
}

static bool
week_load(const struct statement *st, struct workcal *calendar, struct misfit *m)
{
	const struct operand *from = take_operand(st, "week", 0), *to = take_operand(st, "week", 1);
	uint64_t first = 1, last = 5;
	struct fault why;

	if (!from)
		return true;
	if (!take_whole(from, 1, 7, &first, m) || !take_whole(to, 1, 7, &last, m))
		return false;
	return workcal_week(calendar, (int)first, (int)last, &why) ||
	       misfit(m, from->place, "%s", why.msg);
}

static int
minute(struct str clock)
{
	return ((clock.at[0] - '0') * 10 + clock.at[1] - '0') * 60 + (clock.at[3] - '0') * 10 +
	       clock.at[4] - '0';
}

static bool
calendar_load(struct shelf *shelf, const struct statement *st, struct item *item, struct misfit *m)
{
	const struct operand *hours = take_operand(st, "hours", 0),
			     *cutoff = take_operand(st, "cutoff", 0);
	const struct operand *days = take_operand(st, "days", 0);
	struct workcal *c = item->calendar = workcal_new();
	struct fault why;

	shelf->calendars++;
	if (hours && !workcal_hours(c, hours->text, &why))
		return misfit(m, hours->place, "%s", why.msg);
	if (!week_load(st, c, m))
		return false;
	if (days && !days_load(shelf, days, c, m))
		return false;
	if (cutoff && !workcal_cutoff(c, minute(cutoff->text), &why))
		return misfit(m, cutoff->place, "%s", why.msg);
	workcal_ready(c);
	return true;
}

static bool
shelf_add(struct shelf *shelf, const struct statement *st, struct misfit *m)
{
	bool list = str_eq(st->keyword, STR("codelist"));
	struct item *item = &shelf->item[shelf->items];

	if (!list && !str_eq(st->keyword, STR("calendar")))
		return true;
	item->name = st->name;
	shelf->items++;
	return list ? list_load(shelf, st, item, m) : calendar_load(shelf, st, item, m);
}

struct shelf *
shelf_try(const struct defs *d, struct misfit *m)
{
	struct shelf *shelf = mem_new(1, sizeof(*shelf));
	size_t n = 0;

	shelf->defs = d;
	for (const struct statement *st = d->first; st; st = st->next)
		n++;
	shelf->item = mem_new(n + 1, sizeof(*shelf->item));
	for (const struct statement *st = d->first; st; st = st->next)
		if (!shelf_add(shelf, st, m)) {
			shelf_free(shelf);
			return NULL;
		}
	return shelf;
}

struct shelf *
shelf_load(const struct defs *d)
{
	struct misfit m;
	struct shelf *shelf = shelf_try(d, &m);

	if (shelf == NULL)
		misfit_die(&m);
	return shelf;
}

void
shelf_free(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->items; i++) {
		if (shelf->item[i].list)
			codelist_free(shelf->item[i].list);
		if (shelf->item[i].calendar)
			workcal_free(shelf->item[i].calendar);
	}
	free(shelf->item);
	free(shelf);
}

const struct codelist *
shelf_codelist(const struct shelf *shelf, struct str name)
{
	for (size_t i = 0; i < shelf->items; i++)
		if (shelf->item[i].list && str_eq(shelf->item[i].name, name))
			return shelf->item[i].list;
	return NULL;
}

/* Name empty: the only one. */
const struct workcal *
shelf_calendar(const struct shelf *shelf, struct str name, struct fault *f)
{
	for (size_t i = 0; i < shelf->items; i++)
		if (shelf->item[i].calendar &&
		    (name.len ? str_eq(shelf->item[i].name, name) : shelf->calendars == 1))
			return shelf->item[i].calendar;
	if (name.len)
		fault(f, "no calendar '%s'%s", diag_text(name),
		    shelf->calendars ? names_hint(shelf->defs, "calendar", name)
				     : "; none is declared: include its file, or give it with -f");
	else
		fault(f, shelf->calendars
			     ? "several calendars are declared; expected the name of one"
			     : "no calendar is declared; expected one");
	return NULL;
}
