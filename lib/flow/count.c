/* count: what a case adds to each tally, and its own record. */
#include "base/opt.h"
#include "flow/inner.h"

/* The numbers of a case: 1, steps in it, seconds, ... as the states below name them. */
static const struct tally_state by_case[] = {{STATE_COUNT, 0}, {STATE_SUM, 0}, {STATE_SUM, 1},
    {STATE_SUM, 2}, {STATE_SUM, 3}, {STATE_NUMBERS, 3}, {STATE_SUM, 4}, {STATE_SUM, 5},
    {STATE_SUM, 6}, {STATE_SUM, 7}};
static const struct tally_state by_arc[] = {{STATE_COUNT, 0}, {STATE_SUM, 0}, {STATE_SUM, 1},
    {STATE_NUMBERS, 1}, {STATE_MAX, 1}, {STATE_SUM, 2}};
static const struct tally_state by_variant[] = {
    {STATE_COUNT, 0}, {STATE_NUMBERS, 0}, {STATE_EARLIEST, 0}};
static const struct tally_state by_activity[] = {{STATE_COUNT, 0}, {STATE_SUM, 0}, {STATE_SUM, 1},
    {STATE_SUM, 2}, {STATE_SUM, 3}, {STATE_SUM, 4}, {STATE_SUM, 5}, {STATE_SUM, 6},
    {STATE_NUMBERS, 6}};
static const struct tally_state by_handover[] = {
    {STATE_COUNT, 0}, {STATE_SUM, 0}, {STATE_SUM, 1}, {STATE_SUM, 2}};

#define STATES(t) (t), sizeof(t) / sizeof *(t)

unsigned
show_counts(enum flow_show show)
{
	enum {
		CASE = 1 << BY_CASE,
		ARC = 1 << BY_ARC,
		VARIANT = 1 << BY_VARIANT,
		ACTIVITY = 1 << BY_ACTIVITY,
		HANDOVER = 1 << BY_HANDOVER
	};
	static const unsigned of[FLOW_SHOWS] = {[FLOW_ARCS] = CASE | ARC,
	    [FLOW_VARIANTS] = CASE | VARIANT,
	    [FLOW_ACTIVITIES] = ACTIVITY,
	    [FLOW_HANDOVERS] = HANDOVER,
	    [FLOW_STEPS] = VARIANT,
	    [FLOW_SUMMARY] = CASE | ARC | VARIANT | ACTIVITY | HANDOVER,
	    [FLOW_DOT] = ARC | ACTIVITY};

	return of[show];
}

void
count_begin(struct tally *t)
{
	tally_begin(&t[BY_CASE], STATES(by_case));
	tally_begin(&t[BY_ARC], STATES(by_arc));
	tally_begin(&t[BY_VARIANT], STATES(by_variant));
	tally_begin(&t[BY_ACTIVITY], STATES(by_activity));
	tally_begin(&t[BY_HANDOVER], STATES(by_handover));
}

/* The key of a tally begins with the groups of the case. */
static struct tally *
begin(struct hand *h, enum tallied which, const struct path *p)
{
	struct tally *t = &h->tally[which];

	for (size_t i = 0; i < h->flow->want->groups; i++)
		tally_key(t, p->group[i]);
	return t;
}

static struct num
flag(bool yes)
{
	return NUM(yes);
}

/* How a case is called where one is shown as an example: the parts of its key, and its number of
 * several, with a slash between. */
static struct str
id_of(struct hand *h, const struct path *p)
{
	h->text.len = 0;
	for (size_t i = 0; i < h->flow->keys; i++) {
		if (i > 0)
			buf_ch(&h->text, '/');
		buf_str(&h->text, p->key[i]);
	}
	if (h->flow->want->gap.kind != NUM_NULL)
		buf_fmt(&h->text, "/%llu", (unsigned long long)p->number);
	return arena_dup(&h->arena, buf_slice(&h->text));
}

static void
count_steps(struct hand *h, const struct path *p)
{
	for (size_t i = 1; i < p->n; i++) {
		const struct event *e = &p->event[i];
		struct tally *t = begin(h, BY_ARC, p);

		tally_key(t, p->event[i - 1].activity);
		tally_key(t, e->activity);
		TALLY_ROW(t, (struct str){0}, flag(e->first_step), e->gap, e->worked);
	}
}

/* Unit to unit; a pair counts once a case as one with a case in it. */
static void
count_handovers(struct hand *h, const struct path *p)
{
	for (size_t i = 1; i < p->n && h->flow->unit >= 0; i++) {
		struct str from = p->event[i - 1].unit, to = p->event[i].unit;
		struct tally *t = begin(h, BY_HANDOVER, p);
		bool first =
		    seen_first(&h->seen, h->cases, SEEN_HANDOVER, (struct str[]){from, to}, 2);
		bool back = i > 1 && !str_eq(from, to) && str_eq(p->event[i - 2].unit, to);

		tally_key(t, from);
		tally_key(t, to);
		TALLY_ROW(t, (struct str){0}, flag(first), p->event[i].gap, flag(back));
	}
}

static void
count_activities(struct hand *h, const struct path *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct event *e = &p->event[i];
		struct tally *t = begin(h, BY_ACTIVITY, p);

		tally_key(t, e->activity);
		TALLY_ROW(t, (struct str){0}, flag(e->first), flag(i == 0),
		    flag(i + 1 == p->n && !p->open), flag(e->again), flag(e->own), flag(e->other),
		    e->work);
	}
}

static bool
reworked(const struct path *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->event[i].first)
			return true;
	return false;
}

static uint64_t
between(const struct path *p)
{
	uint64_t n = 0;

	for (size_t i = 1; i < p->n; i++)
		n += !str_eq(p->event[i - 1].unit, p->event[i].unit);
	return n;
}

static void
count_case(struct hand *h, const struct path *p, size_t departures, size_t steps)
{
	begin(h, BY_CASE, p);
	TALLY_ROW(&h->tally[BY_CASE], (struct str){0}, flag(!p->open), NUM((int64_t)p->n), p->took,
	    p->open ? NUM_NONE : p->took, flag(reworked(p)), NUM((int64_t)between(p)),
	    NUM((int64_t)steps), NUM((int64_t)departures));
}

static void
count_variant(struct hand *h, const struct path *p)
{
	struct tally *t = begin(h, BY_VARIANT, p);

	for (size_t i = 0; i < p->n; i++) /* not its name: an activity may hold " > " */
		tally_key(t, p->event[i].activity);
	TALLY_ROW(t, id_of(h, p), p->took);
}

void
count_path(struct hand *h, const struct path *p, size_t departures, size_t steps)
{
	const bool *counted = h->flow->counted;

	h->departed += departures;
	if (counted[BY_CASE])
		count_case(h, p, departures, steps);
	if (counted[BY_ARC])
		count_steps(h, p);
	if (counted[BY_HANDOVER])
		count_handovers(h, p);
	if (counted[BY_ACTIVITY])
		count_activities(h, p);
	if (counted[BY_VARIANT] && !p->open)
		count_variant(h, p);
}

static void
number(struct rows *r, struct buf *text, struct num n)
{
	text->len = 0;
	num_print(text, n);
	rows_plain(r, buf_slice(text));
}

/* Whose record it is. */
static void
print_case(const struct flow *f, const struct path *p, struct rows *r, struct buf *text)
{
	for (size_t i = 0; i < f->keys; i++)
		rows_field(r, p->key[i]);
	if (f->want->gap.kind != NUM_NULL)
		number(r, text, NUM((int64_t)p->number));
	for (size_t i = 0; i < f->want->groups; i++)
		rows_field(r, p->group[i]);
}

void
path_print(const struct flow *f, const struct path *p, struct rows *r)
{
	uint64_t again = 0;
	struct num work = NUM_NONE;
	struct str end = {0};
	struct buf text = {0};

	for (size_t i = 0; i < p->n; i++) {
		again += !p->event[i].first;
		if (str_cmp(end, p->event[i].end) < 0)
			end = p->event[i].end;
		if (p->event[i].work.kind != NUM_NULL)
			work = work.kind == NUM_NULL ? p->event[i].work
						     : num_add(work, p->event[i].work);
	}
	print_case(f, p, r, &text);
	rows_plain(r, p->event[0].begin);
	rows_plain(r, end);
	rows_plain(r, p->open ? STR("open") : STR("closed"));
	number(r, &text, NUM((int64_t)p->n));
	number(r, &text, p->took);
	if (f->until >= 0) {
		number(r, &text, work);
		number(r, &text, p->idle);
	}
	number(r, &text, NUM((int64_t)again));
	if (f->unit >= 0)
		number(r, &text, NUM((int64_t)between(p)));
	rows_field(r, p->name);
	rows_end(r);
	buf_clear(&text);
}

/* Departures go to the second output, so their records are made as bytes. */
void
departures_print(const struct flow *f, const struct path *p, const struct departure *d, size_t n,
    struct buf *out, struct buf *text)
{
	struct rows r = {.delimiter = common.delimiter_out};

	for (size_t i = 0; i < n; i++) {
		const struct event *e = d[i].at < p->n ? &p->event[d[i].at] : NULL;

		print_case(f, p, &r, text);
		rows_plain(&r, str_of(d[i].kind));
		rows_field(&r, d[i].from);
		rows_field(&r, d[i].activity);
		number(&r, text, NUM((int64_t)d[i].at + 1));
		rows_plain(&r, e ? e->begin : (struct str){0});
		if (f->unit >= 0)
			rows_field(&r, e ? e->unit : (struct str){0});
		rows_end(&r);
	}
	buf_str(out, buf_slice(&r.out));
	buf_clear(&r.out);
}
