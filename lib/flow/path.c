/* path: the records of a case as the path it took. */
#include "flow/inner.h"
#include "value/when.h"

static struct str
text_of(const struct gather_rows *r, int cell, size_t row)
{
	return cell < 0 ? (struct str){0} : r->cell[cell].text[row];
}

/* How an event stands to those before it in its case. */
static void
compare(struct hand *h, struct event *e, size_t at)
{
	struct event *now = &e[at];
	const struct str by[] = {now->activity, now->unit};
	bool own = false;

	now->first = seen_first(&h->seen, h->cases, SEEN_ACTIVITY, by, 1);
	if (h->flow->counted[BY_ACTIVITY])
		own = !seen_first(&h->seen, h->cases, SEEN_BY, by, 2);
	if (at > 0 && h->flow->counted[BY_ARC])
		now->first_step = seen_first(&h->seen, h->cases, SEEN_STEP,
		    (struct str[]){e[at - 1].activity, now->activity}, 2);
	now->again = at > 0 && str_eq(e[at - 1].activity, now->activity) &&
		     str_eq(e[at - 1].unit, now->unit);
	now->own = own && !now->again;
	now->other = !now->first && !own;
}

/* From the end of one event to the beginning of another. */
static struct num
time_between(const struct event *a, const struct event *b)
{
	return a->ended && b->timed ? when_between(&a->till, &b->from) : NUM_NONE;
}

static void
times(const struct flow *f, struct path *p, struct event *e)
{
	const struct event *last = e; /* to end */

	p->idle = NUM(0);
	for (size_t i = 0; i < p->n; i++) {
		bool known = f->until >= 0 && e[i].timed && e[i].ended;

		e[i].work = known ? when_between(&e[i].from, &e[i].till) : NUM_NONE;
		e[i].gap = e[i].worked = NUM_NONE;
		if (i > 0) {
			e[i].gap = time_between(&e[i - 1], &e[i]);
			if (f->calendar)
				e[i].worked =
				    workcal_worktime(f->calendar, e[i - 1].end, e[i].begin);
			if (f->until >= 0 && str_cmp(last->end, e[i].begin) < 0)
				p->idle = num_add(p->idle, time_between(last, &e[i]));
		}
		if (str_cmp(last->end, e[i].end) < 0)
			last = &e[i];
	}
	p->took = e[0].timed && last->ended ? when_between(&e[0].from, &last->till) : NUM_NONE;
	if (f->until < 0)
		p->idle = NUM_NONE;
}

static bool
is_open(const struct flow_wants *want, struct str last)
{
	for (size_t i = 0; i < want->n_ends; i++)
		if (str_eq(want->ends[i], last))
			return false;
	return want->n_ends > 0;
}

static struct str
name(struct hand *h, const struct path *p)
{
	h->text.len = 0;
	for (size_t i = 0; i < p->n; i++) {
		if (i > 0)
			buf_z(&h->text, " > ");
		buf_str(&h->text, p->event[i].activity);
	}
	return arena_dup(&h->arena, buf_slice(&h->text));
}

void
walk_start(struct walk *w, const struct cases *c, size_t i, struct arena *a)
{
	const uint32_t *first = &c->rows[0].first[i];

	*w = (struct walk){.cases = c, .i = i, .at = first[0]};
	w->event = arena_zero(a, first[1] - first[0] + 1, sizeof *w->event);
}

static struct event
event_of(const struct flow *f, const struct gather_rows *r, size_t row, struct str activity)
{
	struct event e = {.row = row,
	    .activity = activity,
	    .unit = text_of(r, f->unit, row),
	    .begin = r->time[row],
	    .end = text_of(r, f->until, row)};

	e.timed = when_parse(e.begin, &e.from);
	if (e.end.len) {
		e.ended = when_parse(e.end, &e.till);
		return e;
	}
	e.end = e.begin;
	e.till = e.from;
	e.ended = e.timed;
	return e;
}

/* Too long after all that came before to be of the same case. */
static bool
apart(const struct flow_wants *want, const struct event *last, const struct event *e)
{
	struct num time;

	if (want->gap.kind == NUM_NULL)
		return false;
	time = time_between(last, e);
	return time.kind != NUM_NULL && num_cmp(time, want->gap) > 0;
}

/* The events up to a gap. */
static void
take_events(struct walk *w, struct hand *h, struct path *p)
{
	const struct flow *f = h->flow;
	const struct gather_rows *r = &w->cases->rows[0];
	const struct event *last = w->event; /* to end */

	for (; w->at < r->first[w->i + 1]; w->at++) {
		struct str activity = text_of(r, f->activity, w->at);
		struct event *e = &w->event[p->n];

		if (activity.len == 0) {
			h->nameless++;
			continue;
		}
		*e = event_of(f, r, w->at, activity);
		if (p->n && apart(f->want, last, e))
			return;
		if (str_cmp(last->end, e->end) < 0)
			last = e;
		compare(h, w->event, p->n++);
	}
}

bool
walk_next(struct walk *w, struct hand *h, struct path *p)
{
	const struct flow *f = h->flow;
	const struct gather_rows *r = &w->cases->rows[0];
	struct str *group;

	h->cases++;
	*p = (struct path){.key = &w->cases->key[w->i * f->keys], .event = w->event};
	take_events(w, h, p);
	if (p->n == 0)
		return false;
	p->number = ++w->number;
	p->group = group = arena_zero(&h->arena, f->want->groups + 1, sizeof *group);
	for (size_t g = 0; g < f->want->groups; g++)
		group[g] = text_of(r, f->group_cell[g], w->event[0].row);
	times(f, p, w->event);
	p->open = is_open(f->want, p->event[p->n - 1].activity);
	if (f->named)
		p->name = name(h, p);
	w->event += p->n;
	return true;
}
