/* backtest: the scores of an earlier moment held against what came, beside the rules that anybody
 * can apply. */
#include "base/mem.h"
#include "sense/figures.h"
#include "sense/inner.h"
#include "stat/rank.h"
#include <math.h>
#include <stdlib.h>

static const double TOP = 0.1;
static const double TELLING = 0.0005; /* of an AUC */
enum { DECILES = 10, RECORD = 7 };

/* Those who had started at the moment, in the order of their keys. */
struct trial {
	struct sense *sense;
	const struct scored *scored;
	struct figures out;
	size_t n;
	double *chance, *expected, *came; /* foretold; events that came */
	double *count, *recency;	  /* the naive rules */
	bool *positive;
	uint32_t *order;
};

static void
say(struct trial *t, const char *model, const char *measure, size_t decile, double x, double n)
{
	figures_text(&t->out, t->scored->def->name);
	figures_text(&t->out, str_of(model));
	figures_text(&t->out, str_of(measure));
	figures_number(&t->out, decile ? (double)decile : (double)NAN, 0);
	figures_number(&t->out, x, 6);
	figures_number(&t->out, n, 0);
	figures_text(&t->out, n < (double)t->sense->want.min_n ? STR("1") : STR("0"));
	figures_end(&t->out);
}

static void
gather(struct trial *t)
{
	const struct sense *s = t->sense;
	const struct kind *k = &s->kind[t->scored->kind];
	struct lens lens = lens_now(s, (size_t)t->scored->kind);

	lens.ahead = (int64_t)(s->want.horizon * SENSE_DAY);
	for (size_t who = 0; who < s->people.n; who++) {
		struct feature f = feature_at(s, &lens, who);
		size_t i = t->n;

		if (isnan(t->scored->score[who]))
			continue;
		t->chance[i] = t->scored->value < 0
				   ? empirical_chance(&k->fit, f.n, f.e, s->want.horizon)
				   : t->scored->score[who];
		t->expected[i] = s->want.horizon * empirical_rate(&k->fit, f.n, f.e);
		t->came[i] = f.ahead;
		t->positive[i] = f.ahead > 0;
		t->count[i] = f.events;
		/* Who never came has been silent since the start. */
		t->recency[i] =
		    f.last == SENSE_NEVER ? -f.exposure : -days_between(f.last, s->moment);
		t->n++;
	}
}

static double
total(const double *x, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum;
}

static double
positives(const struct trial *t)
{
	double n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += t->positive[i];
	return n;
}

/* What every rule has: how well it sorts. */
static double
say_order(struct trial *t, const char *model, const double *value)
{
	double auc = rank_auc(value, t->positive, t->n);
	struct rank_top top;

	rank_order_down(value, t->order, t->n);
	top = rank_highest(t->order, t->positive, t->n, TOP);
	say(t, model, "auc", 0, auc, (double)t->n);
	say(t, model, "lift_10", 0, top.lift, (double)top.units);
	say(t, model, "capture_10", 0, top.capture, (double)top.units);
	return auc;
}

/* By tenths of the customers, the most likely first. */
static void
say_deciles(struct trial *t, const char *model, const double *chance)
{
	for (size_t d = 0; d < DECILES; d++) {
		size_t from = t->n * d / DECILES, to = t->n * (d + 1) / DECILES;
		double p = 0, seen = 0, n = (double)(to - from);

		for (size_t i = from; i < to; i++) {
			p += chance ? chance[t->order[i]] : 0;
			seen += t->positive[t->order[i]];
		}
		if (chance)
			say(t, model, "decile_chance", d + 1, p / n, n);
		say(t, model, "decile_observed", d + 1, seen / n, n);
	}
}

/* What only a chance has: whether it is right. */
static void
say_calibration(struct trial *t)
{
	double brier = 0, square = 0, n = (double)t->n, yes = positives(t);

	for (size_t i = 0; i < t->n; i++) {
		double miss = t->chance[i] - t->positive[i], off = t->expected[i] - t->came[i];

		brier += miss * miss;
		square += off * off;
	}
	say(t, "score", "brier", 0, brier / n, n);
	say(t, "score", "mean_chance", 0, total(t->chance, t->n) / n, n);
	say(t, "score", "observed", 0, yes / n, n);
	say(t, "score", "calibration", 0, yes > 0 ? total(t->chance, t->n) / yes : (double)NAN, n);
	say(t, "score", "expected_events", 0, total(t->expected, t->n), n);
	say(t, "score", "observed_events", 0, total(t->came, t->n), n);
	say(t, "score", "correlation", 0, rank_correlation(t->expected, t->came, t->n), n);
	say(t, "score", "rmse", 0, sqrt(square / n), n);
}

/* When a plain rule sorts better, it is said. */
static void
say_verdict(const struct scored *c, double mine, double count, double recency)
{
	double best = count > recency ? count : recency;

	if (mine < best - TELLING)
		warn("%.*s: the score sorts worse (AUC %.4f) than %s (%.4f)", STR_ARG(c->def->name),
		    mine, count > recency ? "the plain count" : "the days since the last event",
		    best);
}

static void
try_one(struct sense *s, struct trial *t)
{
	size_t room = s->people.n + 1;
	double mine, count, recency;

	t->n = 0;
	t->chance = mem_new(room * 5, sizeof *t->chance);
	t->expected = t->chance + room;
	t->came = t->expected + room;
	t->count = t->came + room;
	t->recency = t->count + room;
	t->positive = mem_new(room, sizeof *t->positive);
	t->order = mem_new(room, sizeof *t->order);
	gather(t);
	say(t, "score", "customers", 0, (double)t->n, (double)t->n);
	say(t, "score", "positives", 0, positives(t), (double)t->n);
	/* By the rate: the chance of one event or more says the same, save for rounding near 1. */
	mine = say_order(t, "score", t->scored->value < 0 ? t->expected : t->chance);
	if (t->scored->value < 0 && t->n)
		say_calibration(t);
	say_deciles(t, "score", t->scored->value < 0 ? t->chance : NULL);
	count = say_order(t, "count", t->count);
	say_deciles(t, "count", NULL);
	recency = say_order(t, "days_since", t->recency);
	say_deciles(t, "days_since", NULL);
	say_verdict(t->scored, mine, count, recency);
	free(t->chance);
	free(t->positive);
	free(t->order);
}

void
sense_backtest(struct sense *s, struct output *out)
{
	static const char *const names[RECORD] = {
	    "kind", "model", "measure", "decile", "value", "n", "cs_low_n"};
	struct trial t = {.sense = s};

	figures_begin(&t.out, out, names, RECORD);
	for (size_t i = 0; i < s->scoreds; i++) {
		t.scored = &s->scored[i];
		if (t.scored->kind >= 0)
			try_one(s, &t);
	}
	figures_done(&t.out);
}
