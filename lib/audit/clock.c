/* clock: the state machine of a limit, and what it comes to. */
#include "audit/clock.h"
#include "base/mem.h"
#include <stdlib.h>

enum { DAY = 86400, SECOND = 1000000000 };

/* Time as counted: whole seconds and the rest. */
struct span {
	int64_t second;
	int32_t nano;
};

static int
when_order(const struct when *a, const struct when *b)
{
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	if (a->second != b->second)
		return a->second < b->second ? -1 : 1;
	return (a->nano > b->nano) - (a->nano < b->nano);
}

static struct num
span_num(struct span s)
{
	if (s.nano == 0)
		return NUM(s.second);
	return num_normal(
	    num_add(NUM(s.second), (struct num){.small = s.nano, .kind = NUM_SMALL, .scale = 9}));
}

/* Seconds between two moments, negative if b is earlier. */
static struct num
seconds_between(const struct workcal *c, const struct when *a, const struct when *b)
{
	bool neg = when_order(b, a) < 0;
	const struct when *from = neg ? b : a, *to = neg ? a : b;
	struct span s = {0};

	if (c) {
		s.second = workcal_span(c, from, to, &s.nano);
	} else {
		s.second = (int64_t)(to->day - from->day) * DAY + to->second - from->second;
		s.nano = to->nano - from->nano;
		if (s.nano < 0) {
			s.nano += SECOND;
			s.second--;
		}
	}
	return neg ? num_neg(span_num(s)) : span_num(s);
}

void
clock_begin(struct clock *c, const struct workcal *calendar, enum clock_reopen reopen)
{
	c->calendar = calendar;
	c->reopen = reopen;
	c->state = CLOCK_IDLE;
	c->owner = (struct str){0};
	c->n = 0;
}

static void
stretch_end(struct clock *c, const struct when *to)
{
	if (c->state != CLOCK_RUNNING)
		return;
	c->stretch = mem_grow(c->stretch, c->n, &c->cap, sizeof *c->stretch);
	c->stretch[c->n++] = (struct clock_stretch){c->since, *to, c->owner};
	c->since = *to;
}

/* Where the clock begins to count. */
static void
start_at(struct clock *c, const struct when *at)
{
	c->started = *at;
	c->n = 0;
}

static void
start(struct clock *c, const struct when *at)
{
	if (c->state == CLOCK_RUNNING || c->state == CLOCK_PAUSED)
		return;
	if (c->state == CLOCK_STOPPED && c->reopen == CLOCK_REOPEN_IGNORE)
		return;
	if (c->state == CLOCK_IDLE || c->reopen == CLOCK_REOPEN_RESTART)
		start_at(c, at);
	c->state = CLOCK_RUNNING;
	c->since = *at;
}

void
clock_event(struct clock *c, enum clock_act act, const struct when *at, struct str owner)
{
	bool changes = owner.len && !str_eq(owner, c->owner);

	if (changes || act == CLOCK_STOP || act == CLOCK_PAUSE)
		stretch_end(c, at);
	if (changes)
		c->owner = owner;
	if (act == CLOCK_START) {
		start(c, at);
	} else if (act == CLOCK_STOP && (c->state == CLOCK_RUNNING || c->state == CLOCK_PAUSED)) {
		c->state = CLOCK_STOPPED;
		c->stopped = *at;
	} else if (act == CLOCK_PAUSE && c->state == CLOCK_RUNNING) {
		c->state = CLOCK_PAUSED;
	} else if (act == CLOCK_RESUME && c->state == CLOCK_PAUSED) {
		c->state = CLOCK_RUNNING;
		c->since = *at;
	} else if (act == CLOCK_RESET && (c->state == CLOCK_RUNNING || c->state == CLOCK_PAUSED)) {
		start_at(c, at);
		c->since = *at;
	}
}

void
clock_now(struct clock *c, const struct when *now)
{
	stretch_end(c, now);
}

void
clock_clear(struct clock *c)
{
	free(c->stretch);
	*c = (struct clock){0};
}

/* The part of a stretch that counts: not before the first working day, if the start was after the
 * cut-off. */
static bool
counted(const struct clock *c, const struct clock_stretch *s, struct when *from, struct when *to)
{
	struct when begin = c->started;

	if (c->calendar && !workcal_start(c->calendar, &begin))
		return false;
	*from = when_order(&s->from, &begin) < 0 ? begin : s->from;
	*to = s->to;
	return when_order(from, to) < 0;
}

struct num
clock_stretch_seconds(const struct clock *c, const struct clock_stretch *s)
{
	struct when from, to;

	if (!counted(c, s, &from, &to))
		return NUM(0);
	return seconds_between(c->calendar, &from, &to);
}

/* The moment so many seconds after another; a fraction of a second is rounded down. */
static bool
after(const struct clock *c, const struct when *from, struct num seconds, struct when *to)
{
	int64_t whole;

	if (!num_int(num_floor(seconds), &whole) || whole < 0 || whole > INT64_C(1) << 40)
		return false;
	if (c->calendar)
		return workcal_after(c->calendar, from, whole, to);
	*to = *from;
	whole += from->second;
	to->day += (int32_t)(whole / DAY);
	to->second = (int32_t)(whole % DAY);
	to->form = from->nano ? WHEN_FRACTION : WHEN_SECOND;
	return true;
}

static void
judge_limit(const struct clock *c, struct num limit, struct clock_verdict *v)
{
	struct num before = NUM(0), left = limit;
	bool found = false;
	struct when from, to;

	for (size_t i = 0; i < c->n && !found; i++) {
		struct num sum = num_add(before, clock_stretch_seconds(c, &c->stretch[i]));

		found = num_cmp(sum, limit) > 0;
		left = num_sub(limit, before);
		if (found)
			v->owner = c->stretch[i].owner;
		if (found || i + 1 == c->n) {
			/* A stretch that does not count at all still says where counting begins. */
			counted(c, &c->stretch[i], &from, &to);
			v->has_due = after(c, &from, left, &v->due);
		}
		before = sum;
	}
	if (c->state == CLOCK_PAUSED && !found)
		v->has_due = false;
	v->over = found ? num_sub(v->elapsed, limit) : NUM(0);
	v->allowed = limit;
}

/* The owner of the stretch in which a moment lies; of the last before it, if it lies in none. */
static struct str
owner_at(const struct clock *c, const struct when *at)
{
	struct str owner = c->n ? c->stretch[0].owner : c->owner;

	for (size_t i = 0; i < c->n && when_order(&c->stretch[i].from, at) <= 0; i++)
		owner = c->stretch[i].owner;
	return owner;
}

static void
judge_due(
    const struct clock *c, const struct when *due, const struct when *now, struct clock_verdict *v)
{
	const struct when *end = c->state == CLOCK_STOPPED ? &c->stopped : now;
	struct when begin = c->started;

	v->has_due = true;
	v->due = *due;
	if (c->calendar && !workcal_start(c->calendar, &begin))
		begin = c->started;
	v->allowed = seconds_between(c->calendar, &begin, due);
	v->over = NUM(0);
	if (when_order(end, due) > 0) {
		v->over = seconds_between(c->calendar, due, end);
		v->state = VERDICT_MISSED;
		v->owner = owner_at(c, due);
	}
}

void
clock_judge(const struct clock *c, const struct num *limit, const struct when *due,
    const struct when *now, struct clock_verdict *v)
{
	*v = (struct clock_verdict){.elapsed = NUM_NONE,
	    .over = NUM_NONE,
	    .allowed = NUM_NONE,
	    .owner = c->owner,
	    .state = VERDICT_NONE};
	if (c->state == CLOCK_IDLE)
		return;
	v->elapsed = NUM(0);
	for (size_t i = 0; i < c->n; i++)
		v->elapsed = num_add(v->elapsed, clock_stretch_seconds(c, &c->stretch[i]));
	v->elapsed = num_normal(v->elapsed);
	v->state = c->state == CLOCK_RUNNING  ? VERDICT_RUNNING
		   : c->state == CLOCK_PAUSED ? VERDICT_PAUSED
		   : limit || due	      ? VERDICT_MET
					      : VERDICT_NONE;
	if (due) {
		judge_due(c, due, now, v);
	} else if (limit) {
		judge_limit(c, *limit, v);
		if (num_cmp(v->over, NUM(0)) > 0)
			v->state = VERDICT_MISSED;
	}
}

const char *
clock_state_text(enum clock_verdict_state s)
{
	static const char *const text[] = {"none", "running", "paused", "met", "missed"};

	return text[s];
}
