/* path: the records of a case as the path it took. */
#include "flow/inner.h"
#include "value/when.h"

static struct str
text_of(const struct gather_rows *r, int cell, size_t row)
{
	return cell < 0 ? (struct str){0} : r->cell[cell].text[row];
}

/* The later of two moments; null is earlier than all. */
static struct str
later(struct str a, struct str b)
{
	return str_cmp(a, b) < 0 ? b : a;
}

/* How an event stands to those before it in its case. */
static void
compare(struct hand *h, struct event *e, size_t at)
{
	struct event *now = &e[at];
	const struct str by[] = {now->activity, now->unit};
	bool own;

	now->first = seen_first(&h->seen, h->cases, SEEN_ACTIVITY, by, 1);
	own = !seen_first(&h->seen, h->cases, SEEN_BY, by, 2);
	if (at > 0)
		now->first_step = seen_first(&h->seen, h->cases, SEEN_STEP,
		    (struct str[]){e[at - 1].activity, now->activity}, 2);
	now->again = at > 0 && str_eq(e[at - 1].activity, now->activity) &&
		     str_eq(e[at - 1].unit, now->unit);
	now->own = own && !now->again;
	now->other = !now->first && !own;
}

static void
times(const struct flow *f, struct path *p, struct event *e)
{
	struct str end = {0};

	p->idle = NUM(0);
	for (size_t i = 0; i < p->n; i++) {
		e[i].work = f->until < 0 ? NUM_NONE : when_elapsed(e[i].begin, e[i].end);
		e[i].gap = e[i].worked = NUM_NONE;
		if (i > 0) {
			e[i].gap = when_elapsed(e[i - 1].end, e[i].begin);
			if (f->calendar)
				e[i].worked =
				    workcal_worktime(f->calendar, e[i - 1].end, e[i].begin);
			if (str_cmp(end, e[i].begin) < 0)
				p->idle = num_add(p->idle, when_elapsed(end, e[i].begin));
		}
		end = later(end, e[i].end);
	}
	p->took = when_elapsed(e[0].begin, end);
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

	if (e.end.len == 0)
		e.end = e.begin;
	return e;
}

/* Too long after all that came before to be of the same case. */
static bool
apart(const struct flow_wants *want, struct str before, struct str begin)
{
	struct num time;

	if (want->gap.kind == NUM_NULL)
		return false;
	time = when_elapsed(before, begin);
	return time.kind != NUM_NULL && num_cmp(time, want->gap) > 0;
}

/* The events up to a gap. */
static void
take_events(struct walk *w, struct hand *h, struct path *p)
{
	const struct flow *f = h->flow;
	const struct gather_rows *r = &w->cases->rows[0];
	struct str end = {0};

	for (; w->at < r->first[w->i + 1]; w->at++) {
		struct str activity = text_of(r, f->activity, w->at);
		struct event *e = &w->event[p->n];

		if (activity.len == 0) {
			h->nameless++;
			continue;
		}
		*e = event_of(f, r, w->at, activity);
		if (p->n && apart(f->want, end, e->begin))
			return;
		end = later(end, e->end);
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
	p->name = name(h, p);
	w->event += p->n;
	return true;
}
