/* summary: the population of each score: its mean and range, the parameters, what was counted and
 * what was not. */
#include "base/mem.h"
#include "sense/figures.h"
#include "sense/inner.h"
#include "stat/rank.h"
#include <math.h>
#include <stdlib.h>

struct summary {
	struct sense *sense;
	const struct scored *scored;
	struct figures out;
};

static void
say(struct summary *m, const char *measure, double x, unsigned digits)
{
	figures_text(&m->out, m->scored->def->name);
	figures_text(&m->out, str_of(measure));
	figures_number(&m->out, x, digits);
	figures_end(&m->out);
}

static void
say_word(struct summary *m, const char *measure, struct str word)
{
	figures_text(&m->out, m->scored->def->name);
	figures_text(&m->out, str_of(measure));
	figures_text(&m->out, word);
	figures_end(&m->out);
}

static void
say_days(struct summary *m, const char *measure, double days)
{
	if (isinf(days))
		say_word(m, measure, STR("none"));
	else
		say(m, measure, days, 3);
}

/* Of those who have a score. */
static void
say_range(struct summary *m)
{
	static const struct {
		const char *name;
		double p;
	} at[] = {{"score_min", 0}, {"score_p5", 0.05}, {"score_p50", 0.5}, {"score_p80", 0.8},
	    {"score_p95", 0.95}, {"score_max", 1}};
	const struct scored *c = m->scored;
	size_t n = m->sense->people.n, k = 0;
	double *value = mem_new(n + 1, sizeof *value);
	uint32_t *order = mem_new(n + 1, sizeof *order);

	for (size_t i = 0; i < n; i++)
		if (!isnan(c->score[i]))
			value[k++] = c->score[i];
	rank_order(value, order, k);
	say(m, "mean_score", k ? c->mean_score : (double)NAN, 4);
	for (size_t i = 0; i < sizeof at / sizeof *at; i++)
		say(m, at[i].name, k ? rank_quantile(value, order, k, at[i].p) : (double)NAN, 4);
	free(value);
	free(order);
}

static void
say_levels(struct summary *m)
{
	const struct scored *c = m->scored;
	uint64_t *count = mem_new(c->levels + 1, sizeof *count);
	struct buf name = {0};

	for (size_t i = 0; i < m->sense->people.n; i++)
		count[c->at_level[i]]++;
	for (size_t l = 0; l < c->levels; l++) {
		name.len = 0;
		buf_z(&name, "level_");
		buf_str(&name, c->level[l]);
		say(m, buf_cstr(&name), (double)count[l + 1], 0);
	}
	buf_clear(&name);
	free(count);
}

/* Customers without an event, events used, events before their customer's start. */
static void
say_counts(struct summary *m, size_t kind)
{
	const struct sense *s = m->sense;
	const struct kind *k = &s->kind[kind];
	struct lens lens = lens_at(kind, s->moment, 0, INFINITY);
	uint64_t events = 0, early = 0, silent = 0;

	for (size_t i = 0; i < s->people.n; i++) {
		struct feature f = feature_at(s, &lens, i);

		events += f.events;
		early += f.early;
		silent += f.here && f.events == 0;
	}
	say(m, "not_yet_started", (double)m->scored->unborn, 0);
	say(m, "without_event", (double)silent, 0);
	say(m, "events", (double)events, 0);
	say(m, "events_without_customer", (double)k->strangers, 0);
	say(m, "events_in_the_future", (double)k->future, 0);
	say(m, "events_before_the_start", (double)early, 0);
}

static void
say_fit(struct summary *m, const struct kind *k)
{
	static const char *const how[] = {"predictive", "marginal", "given"};
	const struct sense_wants *want = &m->sense->want;
	struct buf name = {0};

	say_word(m, "fit", str_of(how[k->how]));
	say(m, "a", k->fit.a, 6);
	say(m, "b", k->fit.b, 6);
	say_days(m, "half_life", k->half_life);
	say(m, "log_likelihood", k->how == FIT_GIVEN ? (double)NAN : k->fit.value, 4);
	if (k->how == FIT_PREDICTIVE)
		say(m, "window_events", (double)k->window_events, 0);
	for (size_t i = 0; i < want->half_lives && k->how == FIT_PREDICTIVE; i++) {
		name.len = 0;
		if (isinf(want->half_life[i]))
			buf_z(&name, "log_likelihood_none");
		else
			buf_fmt(&name, "log_likelihood_%g", want->half_life[i]);
		say(m, buf_cstr(&name), k->tried[i], 4);
	}
	buf_clear(&name);
}

/* How far scores have moved since the month before, as the stability index over tenths of the
 * scale. */
static void
say_movement(struct summary *m, size_t scored)
{
	const struct sense *s = m->sense;
	double now[10], then[10], n = 5, k = 5, sum = 0, changed = 0;
	struct str level;
	double score;

	for (size_t i = 0; i < 10; i++)
		now[i] = then[i] =
		    0.5; /* half a customer everywhere, so that nothing is divided by none */
	for (size_t i = 0; i < s->people.n; i++) {
		double mine = m->scored->score[i];
		size_t tenth = mine >= 100 ? 9 : mine > 0 ? (size_t)(mine / 10) : 0;

		if (!isnan(mine)) {
			now[tenth]++;
			n++;
		}
		if (!previous_of(s, scored, i, &score, &level) || isnan(score))
			continue;
		then[score >= 100 ? 9 : score > 0 ? (size_t)(score / 10) : 0]++;
		k++;
		changed += !isnan(mine) && m->scored->at_level[i] &&
			   !str_eq(level, m->scored->level[m->scored->at_level[i] - 1]);
	}
	for (size_t i = 0; i < 10; i++)
		sum += (now[i] / n - then[i] / k) * log(now[i] / n / (then[i] / k));
	say(m, "with_previous", k - 5, 0);
	say(m, "level_changed", changed, 0);
	say(m, "stability_index", sum, 6);
}

void
sense_summary(struct sense *s, struct output *out)
{
	static const char *const names[] = {"kind", "measure", "value"};
	struct summary m = {.sense = s};

	figures_begin(&m.out, out, names, 3);
	for (size_t i = 0; i < s->scoreds; i++) {
		const struct scored *c = m.scored = &s->scored[i];

		say(&m, "customers", (double)s->people.n, 0);
		say(&m, "scored", (double)c->population, 0);
		say_word(&m, "cs_low_n", c->population < s->want.min_n ? STR("1") : STR("0"));
		if (c->kind >= 0)
			say_counts(&m, (size_t)c->kind);
		say_levels(&m);
		say_range(&m);
		if (c->kind >= 0) {
			say(&m, "mean_rate_30d", c->population ? 30 * c->mean_rate : (double)NAN,
			    6);
			say_fit(&m, &s->kind[c->kind]);
		}
		if (s->previous)
			say_movement(&m, i);
	}
	figures_done(&m.out);
}
