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
path_make(struct hand *h, const struct cases *c, size_t i, struct path *p)
{
	const struct flow *f = h->flow;
	const struct gather_rows *r = &c->rows[0];
	size_t first = r->first[i], n = r->first[i + 1] - first;
	struct event *e = arena_zero(&h->arena, n + 1, sizeof *e);
	struct str *group = arena_zero(&h->arena, f->want->groups + 1, sizeof *group);

	h->cases++;
	*p = (struct path){.key = &c->key[i * f->keys], .group = group, .event = e};
	for (size_t k = 0; k < n; k++) {
		struct str activity = text_of(r, f->activity, first + k);

		if (activity.len == 0) {
			h->nameless++;
			continue;
		}
		e[p->n] = (struct event){.row = first + k,
		    .activity = activity,
		    .unit = text_of(r, f->unit, first + k),
		    .begin = r->time[first + k],
		    .end = text_of(r, f->until, first + k)};
		if (e[p->n].end.len == 0)
			e[p->n].end = e[p->n].begin;
		compare(h, e, p->n++);
	}
	if (p->n == 0)
		return;
	for (size_t g = 0; g < f->want->groups; g++)
		group[g] = text_of(r, f->group_cell[g], first);
	times(f, p, e);
	p->open = is_open(f->want, e[p->n - 1].activity);
	p->name = name(h, p);
}
