/* summary: the population of each score: its mean and range, the parameters, what was counted and
 * what was not. */
#include "sense/figures.h"
#include "sense/inner.h"
#include <math.h>

enum { LEVELS = 256, TENTHS = 10 };

struct summary {
	struct sense *sense;
	const struct scored *scored;
	struct figures *out;
	pthread_mutex_t lock; /* of what is counted */
	uint64_t at_level[LEVELS], events, early, silent;
	uint64_t now[TENTHS], then[TENTHS], changed; /* scores by tenths of the scale */
};

static void
say(struct summary *m, const char *measure, double x, unsigned digits)
{
	figures_text(m->out, m->scored->def->name);
	figures_text(m->out, str_of(measure));
	figures_number(m->out, x, digits);
	figures_end(m->out);
}

static void
say_word(struct summary *m, const char *measure, struct str word)
{
	figures_text(m->out, m->scored->def->name);
	figures_text(m->out, str_of(measure));
	figures_text(m->out, word);
	figures_end(m->out);
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
	static const char *const names[SENSE_RANGE] = {
	    "score_min", "score_p5", "score_p50", "score_p80", "score_p95", "score_max"};
	const struct scored *c = m->scored;

	say(m, "mean_score", c->population ? c->mean_score : (double)NAN, 4);
	for (size_t i = 0; i < SENSE_RANGE; i++)
		say(m, names[i], c->range[i], 4);
}

static void
say_levels(struct summary *m)
{
	const struct scored *c = m->scored;
	struct buf name = {0};

	for (size_t l = 0; l < c->levels; l++) {
		name.len = 0;
		buf_z(&name, "level_");
		buf_str(&name, c->level[l]);
		say(m, buf_cstr(&name), (double)m->at_level[l + 1], 0);
	}
	buf_clear(&name);
}

/* Customers without an event, events used, events before their customer's start. */
static void
say_counts(struct summary *m, const struct kind *k)
{
	say(m, "not_yet_started", (double)m->scored->unborn, 0);
	say(m, "without_event", (double)m->silent, 0);
	say(m, "events", (double)m->events, 0);
	say(m, "events_without_customer", (double)k->strangers, 0);
	say(m, "events_in_the_future", (double)k->future, 0);
	say(m, "events_before_the_start", (double)m->early, 0);
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

static size_t
tenth_of(double score)
{
	return score >= 100 ? 9 : score > 0 ? (size_t)(score / 10) : 0;
}

/* How far scores have moved since the month before, as the stability index over tenths of the
 * scale.  Half a customer stands everywhere, so that nothing is divided by none. */
static void
say_movement(struct summary *m)
{
	double n = 5, k = 5, sum = 0;

	for (size_t i = 0; i < TENTHS; i++) {
		n += (double)m->now[i];
		k += (double)m->then[i];
	}
	for (size_t i = 0; i < TENTHS; i++) {
		double now = ((double)m->now[i] + 0.5) / n, then = ((double)m->then[i] + 0.5) / k;

		sum += (now - then) * log(now / then);
	}
	say(m, "with_previous", k - 5, 0);
	say(m, "level_changed", (double)m->changed, 0);
	say(m, "stability_index", sum, 6);
}

static void
count_movement(struct summary *m, const struct crowd *c, const struct marks *marks)
{
	const struct sense *s = m->sense;
	size_t scored = (size_t)(m->scored - s->scored);

	for (size_t i = 0; i < c->n; i++) {
		const struct last *last = &c->last[i * s->scoreds + scored];
		bool mine = !isnan(marks->score[i]);

		m->now[mine ? tenth_of(marks->score[i]) : 0] += mine;
		if (last->level == 0 || isnan(last->score))
			continue;
		m->then[tenth_of(last->score)]++;
		m->changed +=
		    mine && marks->level[i] &&
		    !str_eq(previous_level(s, last), m->scored->level[marks->level[i] - 1]);
	}
}

/* Everything that is counted, in one pass: whole numbers, so threads may add them in any order. */
static void
count_block(void *arg, struct crowd *c, size_t at)
{
	struct summary *m = arg, own = {.sense = m->sense, .scored = m->scored};
	struct marks marks = marks_of(m->scored, c, &c->arena);
	struct lens lens;
	const struct feature *f;

	(void)at;
	for (size_t i = 0; i < c->n; i++)
		own.at_level[marks.level[i]]++;
	if (m->scored->kind >= 0) {
		lens = lens_at((size_t)m->scored->kind, m->sense->moment, 0, INFINITY);
		f = crowd_features(c, &lens);
		for (size_t i = 0; i < c->n; i++, f++) {
			own.events += f->events;
			own.early += f->early;
			own.silent += f->here && f->events == 0;
		}
	}
	if (c->last)
		count_movement(&own, c, &marks);
	pthread_mutex_lock(&m->lock);
	for (size_t i = 0; i < LEVELS; i++)
		m->at_level[i] += own.at_level[i];
	for (size_t i = 0; i < TENTHS; i++) {
		m->now[i] += own.now[i];
		m->then[i] += own.then[i];
	}
	m->events += own.events;
	m->early += own.early;
	m->silent += own.silent;
	m->changed += own.changed;
	pthread_mutex_unlock(&m->lock);
}

static void
say_score(struct summary *m)
{
	const struct sense *s = m->sense;
	const struct scored *c = m->scored;

	say(m, "customers", (double)s->crowds.n, 0);
	say(m, "scored", (double)c->population, 0);
	say_word(m, "cs_low_n", c->population < s->want.min_n ? STR("1") : STR("0"));
	if (c->kind >= 0)
		say_counts(m, &s->kind[c->kind]);
	say_levels(m);
	say_range(m);
	if (c->kind >= 0) {
		say(m, "mean_rate_30d", c->population ? 30 * c->mean_rate : (double)NAN, 6);
		say_fit(m, &s->kind[c->kind]);
	}
	if (s->previous)
		say_movement(m);
}

void
sense_summary(struct sense *s, struct output *out)
{
	static const char *const names[] = {"kind", "measure", "value"};
	struct summary m = {.sense = s};
	struct figures figures;

	figures_begin(&figures, out, names, 3);
	for (size_t i = 0; i < s->scoreds; i++) {
		m = (struct summary){.sense = s, .scored = &s->scored[i], .out = &figures};
		pthread_mutex_init(&m.lock, NULL);
		crowds_each(s, count_block, NULL, &m);
		say_score(&m);
		pthread_mutex_destroy(&m.lock);
	}
	figures_done(&figures);
}
