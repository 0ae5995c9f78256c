/* backtest: the scores of an earlier moment held against what came, beside the rules that anybody
 * can apply. */
#include "base/mem.h"
#include "sense/figures.h"
#include "sense/ranking.h"
#include <math.h>
#include <stdlib.h>

static const double TOP = 0.1;
static const double TELLING = 0.0005; /* of an AUC */
enum { DECILES = 10, RECORD = 7 };

/* One who had started at the moment: what was foretold and what came, and the rules that anybody
 * can apply. */
struct
try {
	bool here;
	double chance, expected; /* foretold: the chance, or the score that is none; events */
	double came, count, recency;
};
/* Of a population, as they are added up in the order of keys. */
struct sums {
	double chance, expected, came, brier, square;
	double mean_expected, mean_came, xx, yy, xy; /* of the correlation */
	uint64_t n, positives;
};
struct trial {
	struct sense *sense;
	const struct scored *scored;
	struct figures out;
	struct sums sums;
	struct try (*wave)[SENSE_BLOCK];
	size_t n[CROWD_WAVE];
	void (*take)(struct trial *, const struct try *, uint64_t who);
	double (*value)(const struct trial *, const struct try *); /* that is ranked by */
	struct ranking *ranking;
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
gather_block(void *arg, struct crowd *crowd, size_t at)
{
	struct trial *t = arg;
	const struct sense *s = t->sense;
	const struct kind *k = &s->kind[t->scored->kind];
	const double *score = lane_get(&t->scored->score, crowd->block, crowd->n, &crowd->arena);
	struct lens lens = lens_now(s, (size_t)t->scored->kind);
	const struct feature *f;

	lens.ahead = (int64_t)(s->want.horizon * SENSE_DAY);
	f = crowd_features(crowd, &lens);
	t->n[at] = crowd->n;
	for (size_t i = 0; i < crowd->n; i++, f++)
		/* Who never came has been silent since the start. */
		t->wave[at][i] = (struct try){.here = !isnan(score[i]),
		    .chance = t->scored->value < 0
				  ? empirical_chance(&k->fit, f->n, f->e, s->want.horizon)
				  : score[i],
		    .expected = s->want.horizon * empirical_rate(&k->fit, f->n, f->e),
		    .came = f->ahead,
		    .count = f->events,
		    .recency =
			f->last == SENSE_NEVER ? -f->exposure : -days_between(f->last, s->moment)};
}

static void
gather_end(void *arg, size_t block, size_t at)
{
	struct trial *t = arg;

	for (size_t i = 0; i < t->n[at]; i++)
		if (t->wave[at][i].here)
			t->take(t, &t->wave[at][i], block * SENSE_BLOCK + i);
}

/* Goes through all who had started, in the order of their keys. */
static void
each(struct trial *t, void (*take)(struct trial *, const struct try *, uint64_t who))
{
	t->take = take;
	crowds_each(t->sense, gather_block, gather_end, t);
}

static void
take_sums(struct trial *t, const struct try *x, uint64_t who)
{
	struct sums *s = &t->sums;
	double n = (double)t->scored->population, positive = x->came > 0;
	double miss = x->chance - positive, off = x->expected - x->came;

	(void)who;
	s->n++;
	s->positives += x->came > 0;
	s->chance += x->chance;
	s->expected += x->expected;
	s->came += x->came;
	s->brier += miss * miss;
	s->square += off * off;
	s->mean_expected += x->expected / n;
	s->mean_came += x->came / n;
}

static void
take_products(struct trial *t, const struct try *x, uint64_t who)
{
	struct sums *s = &t->sums;
	double a = x->expected - s->mean_expected, b = x->came - s->mean_came;

	(void)who;
	s->xx += a * a;
	s->yy += b * b;
	s->xy += a * b;
}

static void
take_rank(struct trial *t, const struct try *x, uint64_t who)
{
	ranking_add(t->ranking,
	    &(struct unit){
		.value = t->value(t, x), .chance = x->chance, .who = who, .positive = x->came > 0});
}

/* By the rate: the chance of one event or more says the same, save for rounding near 1. */
static double
by_score(const struct trial *t, const struct try *x)
{
	return t->scored->value < 0 ? x->expected : x->chance;
}

static double
by_count(const struct trial *t, const struct try *x)
{
	(void)t;
	return x->count;
}

static double
by_recency(const struct trial *t, const struct try *x)
{
	(void)t;
	return x->recency;
}

/* What is found on the way down an order. */
struct descent {
	uint64_t n, at,
	    twice; /* twice the sum of the positives' mid-ranks from below: whole, so exact */
	uint64_t run_at, run_positives; /* of equal values */
	double run_value;
	uint64_t top, top_positives;
	double chance[DECILES];
	uint64_t seen[DECILES];
};

static void
run_end(struct descent *d)
{
	d->twice += d->run_positives * (2 * d->n + 1 - d->run_at - d->at);
	d->run_at = d->at;
	d->run_positives = 0;
}

static void
descend(struct descent *d, const struct unit *u)
{
	size_t decile = 0;

	if (d->at && u->value != d->run_value)
		run_end(d);
	d->run_value = u->value;
	while (d->at >= d->n * (decile + 1) / DECILES)
		decile++;
	d->chance[decile] += u->chance;
	d->seen[decile] += u->positive;
	d->top_positives += u->positive && d->at < d->top;
	d->run_positives += u->positive;
	d->at++;
}

/* By tenths of the customers, the most likely first. */
static void
say_deciles(struct trial *t, const char *model, const struct descent *down, bool chance)
{
	for (size_t d = 0; d < DECILES; d++) {
		double n = (double)(down->n * (d + 1) / DECILES - down->n * d / DECILES);

		if (chance)
			say(t, model, "decile_chance", d + 1, down->chance[d] / n, n);
		say(t, model, "decile_observed", d + 1, (double)down->seen[d] / n, n);
	}
}

/* What every rule has: how well it sorts. */
static double
say_order(struct trial *t, const char *model, const struct descent *down)
{
	double yes = (double)t->sums.positives, no = (double)t->sums.n - yes,
	       top = (double)down->top;
	double auc = yes > 0 && no > 0
			 ? ((double)down->twice / 2 - yes * (yes + 1) / 2) / (yes * no)
			 : (double)NAN;
	double capture = yes > 0 ? (double)down->top_positives / yes : (double)NAN;

	say(t, model, "auc", 0, auc, (double)t->sums.n);
	say(t, model, "lift_10", 0, capture * (double)t->sums.n / top, top);
	say(t, model, "capture_10", 0, capture, top);
	return auc;
}

static struct descent
order_by(struct trial *t, double (*value)(const struct trial *, const struct try *))
{
	struct descent d = {.n = t->sums.n, .top = (uint64_t)ceil(TOP * (double)t->sums.n - 1e-9)};
	struct unit u;

	t->ranking = ranking_new(t->sense, true);
	t->value = value;
	each(t, take_rank);
	for (ranking_sort(t->ranking); ranking_next(t->ranking, &u);)
		descend(&d, &u);
	run_end(&d);
	ranking_free(t->ranking);
	return d;
}

/* What only a chance has: whether it is right. */
static void
say_calibration(struct trial *t)
{
	struct sums *s = &t->sums;
	double n = (double)s->n, yes = (double)s->positives;

	each(t, take_products);
	say(t, "score", "brier", 0, s->brier / n, n);
	say(t, "score", "mean_chance", 0, s->chance / n, n);
	say(t, "score", "observed", 0, yes / n, n);
	say(t, "score", "calibration", 0, yes > 0 ? s->chance / yes : (double)NAN, n);
	say(t, "score", "expected_events", 0, s->expected, n);
	say(t, "score", "observed_events", 0, s->came, n);
	say(t, "score", "correlation", 0,
	    s->xx > 0 && s->yy > 0 ? s->xy / sqrt(s->xx * s->yy) : (double)NAN, n);
	say(t, "score", "rmse", 0, sqrt(s->square / n), n);
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

static double
try_rule(
    struct trial *t, const char *model, double (*value)(const struct trial *, const struct try *))
{
	struct descent d = order_by(t, value);
	double auc = say_order(t, model, &d);

	say_deciles(t, model, &d, false);
	return auc;
}

static void
try_one(struct trial *t)
{
	double mine, count, recency;
	struct descent d;

	t->sums = (struct sums){0};
	each(t, take_sums);
	say(t, "score", "customers", 0, (double)t->sums.n, (double)t->sums.n);
	say(t, "score", "positives", 0, (double)t->sums.positives, (double)t->sums.n);
	d = order_by(t, by_score);
	mine = say_order(t, "score", &d);
	if (t->scored->value < 0 && t->sums.n)
		say_calibration(t);
	say_deciles(t, "score", &d, t->scored->value < 0);
	count = try_rule(t, "count", by_count);
	recency = try_rule(t, "days_since", by_recency);
	say_verdict(t->scored, mine, count, recency);
}

void
sense_backtest(struct sense *s, struct output *out)
{
	static const char *const names[RECORD] = {
	    "kind", "model", "measure", "decile", "value", "n", "cs_low_n"};
	struct trial t = {.sense = s};

	t.wave = mem_new(CROWD_WAVE, sizeof *t.wave);
	figures_begin(&t.out, out, names, RECORD);
	for (size_t i = 0; i < s->scoreds; i++) {
		t.scored = &s->scored[i];
		if (t.scored->kind >= 0)
			try_one(&t);
	}
	figures_done(&t.out);
	free(t.wave);
}
