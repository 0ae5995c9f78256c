/*
 * ledger_read: a kpi= stream into the ledger.  Its group columns stand before `kpi`; those named in
 * cs_total were summed over. Streams of figures are small: workers take turns.
 */
#include "base/mem.h"
#include "report/ledger.h"
#include <stdlib.h>

enum field {
	F_KPI,
	F_VALUE,
	F_NUM,
	F_DEN,
	F_N,
	F_UNIT,
	F_DIGITS,
	F_TARGET,
	F_BETTER,
	F_LABEL,
	F_PROVISIONAL,
	F_TOTAL,
	FIELDS
};

struct reading {
	struct ledger *ledger;
	struct stream stream;
	const char *name;
	char *files[2];
	ptrdiff_t slot[FIELDS], place, period; /* -1: no such column */
	struct str *extra;		       /* other group columns, and their slots */
	size_t *extra_slot, extras;
};

static ptrdiff_t
use(struct stream *s, const struct header *h, struct str name)
{
	ptrdiff_t at = header_find(h, name);

	return at < 0 ? -1 : (ptrdiff_t)stream_use(s, (size_t)at);
}

static void
need(const struct reading *r, const struct header *h, struct str name)
{
	struct fault f;

	if (header_need(h, name, &f) < 0)
		die("%s: %s; a kpi= stream is what cs-kpi --long writes", r->files[0], f.msg);
}

static bool
is_field(struct str name)
{
	return str_starts(name, STR("cs_"));
}

static void
begin(void *arg, struct stream *s, const struct header *in, struct header *out)
{
	static const char *const names[FIELDS] = {"kpi", "value", "num", "den", "n", "unit",
	    "digits", "target", "better", "label", "cs_provisional", "cs_total"};
	struct reading *r = arg;
	struct ledger *l = r->ledger;
	ptrdiff_t kpi = header_find(in, STR("kpi"));

	(void)out;
	for (size_t i = 0; i < FIELDS; i++)
		r->slot[i] = use(s, in, str_of(names[i]));
	r->place = use(s, in, l->by);
	r->period = use(s, in, period_column(l->period));
	r->extra = arena_zero(&l->arena, in->n, sizeof *r->extra);
	r->extra_slot = arena_zero(&l->arena, in->n, sizeof *r->extra_slot);
	for (size_t i = 0; i < (size_t)kpi; i++) {
		if (is_field(in->name[i]) || str_eq(in->name[i], l->by) ||
		    str_eq(in->name[i], period_column(l->period)))
			continue;
		r->extra[r->extras] = in->name[i];
		r->extra_slot[r->extras++] = stream_use(s, i);
	}
}

static struct str
at(const struct batch *b, ptrdiff_t slot, size_t row)
{
	return slot < 0 ? STR("") : b->col[slot][row];
}

/* Whether a comma list holds the name. */
static bool
listed(struct str list, struct str name)
{
	struct str rest = list;

	while (rest.at && rest.len)
		if (str_eq(str_cut(rest, ',', &rest), name))
			return true;
	return false;
}

static bool
number(const struct reading *r, const struct batch *b, enum field f, size_t row, struct num *n)
{
	static const char *const names[] = {"kpi", "value", "num", "den", "n"};
	struct str s = at(b, r->slot[f], row);

	*n = NUM_NONE;
	if (s.len == 0 || num_parse(s, n))
		return true;
	notes_add(b->notes, "not a number", batch_line(b, row), true, "%s: not a number: '%s'",
	    names[f], diag_text(s));
	return false;
}

static uint32_t
put(struct map *m, struct str key)
{
	return (uint32_t)map_put(m, key, map_hash(key), NULL);
}

/* The first stream to speak of an indicator names it; the texts live as long as the ledger. */
static void
listen(struct reading *r, const struct batch *b, size_t row, size_t kpi)
{
	struct ledger *l = r->ledger;
	struct spoken *s;
	uint64_t digits;

	while (l->cap_spoken <= kpi)
		l->spoken = mem_grow(l->spoken, l->cap_spoken, &l->cap_spoken, sizeof *l->spoken);
	s = &l->spoken[kpi];
	*s = (struct spoken){.digits = -1};
	s->file = r->name;
	s->unit = arena_dup(&l->arena, at(b, r->slot[F_UNIT], row));
	s->target = arena_dup(&l->arena, at(b, r->slot[F_TARGET], row));
	s->better = arena_dup(&l->arena, at(b, r->slot[F_BETTER], row));
	s->label = arena_dup(&l->arena, at(b, r->slot[F_LABEL], row));
	if (str_uint(at(b, r->slot[F_DIGITS], row), &digits) && digits <= 20)
		s->digits = (int)digits;
}

/* 1: its key is known; 0: not a figure that this report can use; -1: a fault, noted. */
static int
key_of(struct reading *r, const struct batch *b, size_t row, struct figure_key *k)
{
	struct ledger *l = r->ledger;
	struct str total = at(b, r->slot[F_TOTAL], row), period = at(b, r->period, row),
		   kpi = at(b, r->slot[F_KPI], row);
	struct str split = STR(""), part = STR("");
	size_t splits = 0;
	bool added;

	for (size_t i = 0; i < r->extras; i++)
		if (!listed(total, r->extra[i])) {
			split = r->extra[i];
			part = b->col[r->extra_slot[i]][row];
			splits++;
		}
	if (splits > 1 || period.len == 0 || kpi.len == 0)
		return 0;
	if (!period_parse(l->period, period, &k->period)) {
		notes_add(b->notes, "not a period", batch_line(b, row), true,
		    "%.*s: not a %.*s: '%s'", STR_ARG(period_column(l->period)),
		    STR_ARG(period_column(l->period)), diag_text(period));
		return -1;
	}
	k->place = PLACE_TOTAL;
	if (r->place >= 0 && !listed(total, l->by)) {
		struct str place = at(b, r->place, row);

		k->place = put(&l->place, place);
	}
	k->kpi = (uint32_t)map_put(&l->kpi, kpi, map_hash(kpi), &added);
	if (added)
		listen(r, b, row, k->kpi);
	k->split = splits ? put(&l->split, split) : SPLIT_NONE;
	k->part =
	    !splits ? PART_NONE : put(&l->part, part.len ? part : (struct str){"\x01null", 5});
	return 1;
}

static bool
same(const struct entry *a, const struct entry *b)
{
	bool none = a->value.kind == NUM_NULL || b->value.kind == NUM_NULL;

	return none ? a->value.kind == b->value.kind : num_cmp(a->value, b->value) == 0;
}

/* Of several clashes the one whose text is first is kept, so that threads do not choose it. */
static void
clash(struct reading *r, const struct batch *b, size_t row)
{
	struct ledger *l = r->ledger;
	struct fault f;

	fault(&f, "%s: '%s' has two values for '%s', '%s'; give each stream once", b->file,
	    diag_text(at(b, r->slot[F_KPI], row)), diag_text(at(b, r->place, row)),
	    diag_text(at(b, r->period, row)));
	if (l->clash.msg[0] == 0 || strcmp(f.msg, l->clash.msg) < 0)
		l->clash = f;
}

static void
enter(struct reading *r, const struct batch *b, size_t row, const struct figure_key *k,
    const struct entry *e)
{
	struct ledger *l = r->ledger;
	struct str key = {(const char *)k, sizeof *k};
	bool added;
	size_t at_entry = map_put(&l->figure, key, map_hash(key), &added);

	if (!added) {
		if (!same(&l->entry[at_entry], e))
			clash(r, b, row);
		return;
	}
	if (l->entries == l->cap_key)
		l->key = mem_grow(l->key, l->entries, &l->cap_key, sizeof *l->key);
	if (l->entries == l->cap_entry)
		l->entry = mem_grow(l->entry, l->entries, &l->cap_entry, sizeof *l->entry);
	l->key[at_entry] = *k;
	l->entry[at_entry] = *e;
	l->entries++;
	if (e->value.kind == NUM_NULL)
		return;
	l->latest = !l->any || k->period > l->latest ? k->period : l->latest;
	l->earliest = !l->any || k->period < l->earliest ? k->period : l->earliest;
	l->any = true;
}

static void
map_batch(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct reading *r = arg;

	(void)state;
	pthread_mutex_lock(&r->ledger->lock);
	for (size_t row = 0; row < b->n; row++) {
		struct figure_key k;
		struct entry e = {
		    .provisional = str_eq(at(b, r->slot[F_PROVISIONAL], row), STR("1"))};
		int known;

		if (!number(r, b, F_VALUE, row, &e.value) || !number(r, b, F_NUM, row, &e.num) ||
		    !number(r, b, F_DEN, row, &e.den) || !number(r, b, F_N, row, &e.n))
			break;
		known = key_of(r, b, row, &k);
		if (known < 0)
			break;
		if (known == 0)
			out->books.left_out++;
		else
			enter(r, b, row, &k, &e);
	}
	pthread_mutex_unlock(&r->ledger->lock);
}

static const struct work work = {.begin = begin, .map = map_batch};

struct reading *
ledger_open(struct ledger *l, const char *file)
{
	struct reading *r = mem_new(1, sizeof *r);
	const struct header *h;

	r->ledger = l;
	r->name = file;
	r->files[0] = mem_dup(file);
	r->stream =
	    (struct stream){.files = r->files, .work = &work, .arg = r, .name = r->files[0]};
	h = stream_header(&r->stream);
	need(r, h, STR("kpi"));
	need(r, h, STR("value"));
	need(r, h, period_column(l->period));
	return r;
}

void
ledger_read(struct reading *r, struct input_note *note)
{
	stream_run(&r->stream);
	*note = (struct input_note){r->name, r->stream.books};
}

void
ledger_close(struct reading *r)
{
	stream_free(&r->stream);
	free(r->files[0]);
	free(r);
}
