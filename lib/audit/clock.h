/*
 * clock: a time limit as a state machine replayed from events: stopped, running, paused.  Nothing is read from stored counters:
 * every figure is computed from the events that there are, each time.
 *
 *	clock_begin(&c, calendar, reopen);
 *	clock_event(&c, CLOCK_START, &when, owner);  ...in order of time
 *	clock_judge(&c, &limit, &now, &verdict);
 *
 * Seconds are counted by the clock or by a calendar, where a start after the cut-off begins with the next working day.
 */
#ifndef AUDIT_CLOCK_H
#define AUDIT_CLOCK_H
#include "base/arena.h"
#include "value/workcal.h"

enum clock_act { CLOCK_NONE, CLOCK_RESET, CLOCK_STOP, CLOCK_PAUSE, CLOCK_RESUME, CLOCK_START };
enum clock_reopen { CLOCK_REOPEN_RESUME, CLOCK_REOPEN_RESTART, CLOCK_REOPEN_IGNORE };

/* A stretch of running time, with one owner. */
struct clock_stretch {
	struct when from, to;
	struct str owner;
};
struct clock {
	const struct workcal *calendar; /* NULL: by the clock */
	enum clock_reopen reopen;
	enum { CLOCK_IDLE, CLOCK_RUNNING, CLOCK_PAUSED, CLOCK_STOPPED } state;
	struct when started, stopped;   /* as far as state goes */
	struct when since;              /* where the stretch under way began */
	struct str owner;
	struct clock_stretch *stretch;
	size_t n, cap;
};

/* Empties it; what it holds in memory is kept. */
void clock_begin(struct clock *, const struct workcal *, enum clock_reopen);
/*
 * What happened at a moment that is not earlier than the last.  start: a stopped clock reopens, one that runs or is paused goes on
 * as it is.  reset: a clock that runs or is paused begins anew, at 0.  pause, resume, stop: where they do not fit, nothing.
 * owner: whose each second is from here on; empty: as before.
 */
void clock_event(struct clock *, enum clock_act, const struct when *, struct str owner);
/* Ends the stretch under way at the moment of audit; to be called once, after the last event. */
void clock_now(struct clock *, const struct when *now);
void clock_clear(struct clock *);

enum clock_verdict_state { VERDICT_NONE, VERDICT_RUNNING, VERDICT_PAUSED, VERDICT_MET, VERDICT_MISSED };
struct clock_verdict {
	enum clock_verdict_state state;
	struct num elapsed; /* seconds; null: not started */
	struct num over;    /* seconds past the limit, 0: none; null: no limit */
	struct num allowed; /* the limit in seconds; null: none */
	bool has_due;
	struct when due;    /* the moment at which the limit is (or was) used up; none while paused */
	struct str owner;   /* whose it was when it was missed, else the last one's */
};
/*
 * After clock_now.  due: a moment that pauses do not move; else limit: seconds, kept at "<=".  Both NULL: measured alone.
 */
void clock_judge(const struct clock *, const struct num *limit, const struct when *due, const struct when *now,
    struct clock_verdict *);
/* Seconds of a stretch that count. */
struct num clock_stretch_seconds(const struct clock *, const struct clock_stretch *);
const char *clock_state_text(enum clock_verdict_state);

#endif
