/* replay: limits and stages computed from the events of their cases. */
#include "audit/inner.h"

static bool
has_moment(const struct when *w)
{
	return w->day != INT32_MIN;
}

static bool
truth_holds(struct replay *r, int value, size_t row)
{
	return value < 0 || eval_get(r->row, value)->truth[row] == TRUTH_YES;
}

/* The clock of a case up to the moment of audit. */
static void
run_events(struct replay *r, const struct limit *l, size_t row)
{
	const struct gather_rows *e = r->events;
	size_t of = r->cases->rows[0].in[row];

	for (uint32_t i = e->first[of]; i < e->first[of + 1]; i++) {
		struct str act = e->cell[l->act].text[i],
			   owner = l->owner < 0 ? (struct str){0} : e->cell[l->owner].text[i];

		if (has_moment(&r->when[i]) && (act.len || owner.len))
			clock_event(&r->clock,
			    act.len ? (enum clock_act)(act.at[0] - '0') : CLOCK_NONE, &r->when[i],
			    owner);
	}
}

static bool
moment_before(struct str text, const struct when *now, struct when *w)
{
	if (!when_parse(text, w))
		return false;
	return w->day != now->day	  ? w->day < now->day
	       : w->second != now->second ? w->second < now->second
					  : w->nano <= now->nano;
}

static void
run_own(struct replay *r, const struct limit *l, size_t row)
{
	const struct when *now = &r->audit->now;
	struct str owner = {0};
	struct when from, to;

	if (l->is.owner >= 0)
		owner = eval_get(r->row, l->is.owner)->text[row];
	if (!moment_before(eval_get(r->row, l->from)->text[row], now, &from))
		return;
	clock_event(&r->clock, CLOCK_START, &from, owner);
	if (moment_before(eval_get(r->row, l->to)->text[row], now, &to))
		clock_event(&r->clock, CLOCK_STOP, &to, (struct str){0});
}

/* Replays one case; false if the limit is not for it. */
static bool
run(struct replay *r, const struct limit *l, size_t row)
{
	clock_begin(&r->clock, l->calendar, (enum clock_reopen)l->def->reopen);
	if (!truth_holds(r, l->is.where, row))
		return false;
	if (l->act >= 0)
		run_events(r, l, row);
	else
		run_own(r, l, row);
	clock_now(&r->clock, &r->audit->now);
	return true;
}

static struct str
moment_text(struct replay *r, const struct when *w)
{
	r->text.len = 0;
	when_print(&r->text, w);
	return arena_dup(r->cases->arena, buf_slice(&r->text));
}

/* Owners and their seconds, in the order in which each first had the clock. */
static struct str
owners_text(struct replay *r)
{
	const struct clock *c = &r->clock;
	struct buf *b = &r->text;

	b->len = 0;
	for (size_t i = 0; i < c->n; i++) {
		struct num sum = NUM(0);
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen |= str_eq(c->stretch[k].owner, c->stretch[i].owner);
		for (size_t k = i; k < c->n && !seen; k++)
			if (str_eq(c->stretch[k].owner, c->stretch[i].owner))
				sum = num_add(sum, clock_stretch_seconds(c, &c->stretch[k]));
		if (seen || num_cmp(sum, NUM(0)) == 0)
			continue;
		buf_str(b, c->stretch[i].owner);
		buf_ch(b, '\x1f');
		num_print(b, num_normal(sum));
		buf_ch(b, '\x1e');
	}
	return arena_dup(r->cases->arena, buf_slice(b));
}

static bool
warns(const struct limit *l, const struct clock_verdict *v)
{
	if (l->def->warn.kind == NUM_NULL || v->allowed.kind == NUM_NULL ||
	    (v->state != VERDICT_RUNNING && v->state != VERDICT_PAUSED))
		return false;
	return num_cmp(num_mul(v->elapsed, NUM(100)), num_mul(v->allowed, l->def->warn)) >= 0;
}

static void
put(struct replay *r, const struct limit *l, size_t row, const struct clock_verdict *v)
{
	const struct vec *c = r->cell;
	int at = l->cell;

	cell_texts(c, at + LIMIT_STATE)[row] = str_of(clock_state_text(v->state));
	cell_numbers(c, at + LIMIT_ELAPSED)[row] = v->elapsed;
	cell_numbers(c, at + LIMIT_USED)[row] = num_div(v->elapsed, v->allowed);
	cell_numbers(c, at + LIMIT_OVER)[row] = v->over;
	cell_numbers(c, at + LIMIT_ALLOWED)[row] = v->allowed;
	cell_truths(c, at + LIMIT_WARN)[row] = warns(l, v);
	cell_texts(c, at + LIMIT_OWNER)[row] = v->owner;
	if (v->has_due)
		cell_texts(c, at + LIMIT_DUE)[row] = moment_text(r, &v->due);
	if (r->clock.state == CLOCK_STOPPED)
		cell_texts(c, at + LIMIT_STOPPED)[row] = moment_text(r, &r->clock.stopped);
	if (r->audit->want.owners)
		cell_texts(c, at + LIMIT_OWNERS)[row] = owners_text(r);
}

static void
put_started(struct replay *r, const struct limit *l, size_t row)
{
	if (r->clock.state != CLOCK_IDLE)
		cell_texts(r->cell, l->cell + LIMIT_STARTED)[row] =
		    moment_text(r, &r->clock.started);
}

static void
judge(struct replay *r, const struct limit *l, size_t row)
{
	const struct num *limit = NULL;
	struct clock_verdict v = {
	    .state = VERDICT_NONE, .elapsed = NUM_NONE, .over = NUM_NONE, .allowed = NUM_NONE};
	struct when due;
	bool has_due = false;

	if (run(r, l, row)) {
		if (l->due < 0)
			put_started(r, l, row);
		if (l->limit >= 0)
			limit = &eval_get(r->row, l->limit)->num[row];
		if (limit && limit->kind == NUM_NULL)
			limit = NULL;
		if (l->due >= 0)
			has_due = when_parse(eval_get(r->row, l->due)->text[row], &due);
		clock_judge(&r->clock, limit, has_due ? &due : NULL, &r->audit->now, &v);
	}
	put(r, l, row, &v);
}

/* `due` may rest on where each clock started, so that comes first. */
void
replay_limit(struct replay *r, const struct limit *l)
{
	size_t n = r->cases->rows[0].n;

	for (size_t row = 0; row < n && l->due >= 0; row++)
		if (run(r, l, row))
			put_started(r, l, row);
	for (size_t row = 0; row < n; row++)
		judge(r, l, row);
}

static void
stage_event(struct replay *r, const struct stage *s, size_t row, uint32_t event)
{
	const struct vec *c = r->cell;
	struct num *late = &cell_numbers(c, s->cell + STAGE_WRITTEN)[row], gap;
	struct str time = r->events->time[event];

	if (cell_texts(c, s->cell + STAGE_BEGIN)[row].len == 0)
		cell_texts(c, s->cell + STAGE_BEGIN)[row] = time;
	cell_texts(c, s->cell + STAGE_END)[row] = time;
	if (s->written < 0)
		return;
	gap = when_elapsed(time, r->events->cell[s->written].text[event]);
	if (gap.kind == NUM_NULL || num_cmp(gap, s->def->written_within) <= 0)
		return;
	if (late->kind == NUM_NULL || num_cmp(gap, *late) > 0)
		*late = gap;
}

void
replay_stage(struct replay *r, const struct stage *s)
{
	const struct gather_rows *e = r->events;

	for (size_t row = 0; row < r->cases->rows[0].n; row++) {
		size_t of = r->cases->rows[0].in[row];
		int64_t count = 0;

		for (uint32_t i = e->first[of]; i < e->first[of + 1]; i++)
			if (e->cell[s->event].truth[i] == TRUTH_YES) {
				count++;
				stage_event(r, s, row, i);
			}
		cell_numbers(r->cell, s->cell + STAGE_COUNT)[row] = NUM(count);
	}
}
