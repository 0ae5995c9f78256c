/*
 * fit: half-life and prior of a kind, by how well what was known at the cut foretells the window
 * after it.
 *
 * Up to EXACT customers every (N, E, y) counts by itself.  Beyond, those that are nearly equal are
 * put together in cells and stand at their mean, which changes the likelihood by its curvature over
 * an eighth of an octave: parameters agree to three digits or better, in seconds instead of
 * minutes.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/inner.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { EXACT = 16384, OCTAVE = 8, LOWEST = -10, EXPOSURES = 64 };
enum { WINDOW_EVENTS = 50, WINDOWS = 3, MARGINAL_HALF_LIFE = 180 };

struct cell_key {
	double y;
	int n, e;
};
struct cells {
	struct empirical_group *at;
	struct cell_key *key;
	size_t n, cap, key_cap, slots, latest;
	uint32_t *slot; /* number + 1; NULL: no cells, every customer by itself */
};

static uint64_t
key_hash(struct cell_key k)
{
	uint64_t y, h;

	memcpy(&y, &k.y, sizeof y);
	h = (y ^ y >> 29) * 0x9e3779b97f4a7c15 + (uint64_t)(unsigned)k.n * 0xbf58476d1ce4e5b9 +
	    (uint64_t)(unsigned)k.e * 0x94d049bb133111eb;
	return h ^ h >> 31;
}

static void
cells_grow(struct cells *c)
{
	size_t slots = c->slots * 2;

	free(c->slot);
	c->slot = mem_new(slots, sizeof *c->slot);
	c->slots = slots;
	for (size_t i = 0; i < c->n; i++) {
		size_t at = key_hash(c->key[i]) & (slots - 1);

		while (c->slot[at])
			at = (at + 1) & (slots - 1);
		c->slot[at] = (uint32_t)i + 1;
	}
}

static size_t
cell_new(struct cells *c, struct cell_key k)
{
	c->at = mem_grow(c->at, c->n, &c->cap, sizeof *c->at);
	c->key = mem_grow(c->key, c->n, &c->key_cap, sizeof *c->key);
	c->at[c->n] = (struct empirical_group){.y = k.y};
	c->key[c->n] = k;
	return c->n++;
}

static size_t
cell_of(struct cells *c, struct cell_key k)
{
	size_t at;

	if (c->slot == NULL)
		return cell_new(c, k);
	if (c->n * 2 >= c->slots)
		cells_grow(c);
	for (at = key_hash(k) & (c->slots - 1); c->slot[at]; at = (at + 1) & (c->slots - 1)) {
		const struct cell_key *found = &c->key[c->slot[at] - 1];

		if (found->y == k.y && found->n == k.n && found->e == k.e)
			return c->slot[at] - 1;
	}
	c->slot[at] = (uint32_t)c->n + 1;
	return cell_new(c, k);
}

static void
cell_count(struct empirical_group *g, const struct feature *f)
{
	g->count++;
	g->n += f->n;
	g->e += f->e;
}

static void
cells_add(struct cells *c, const struct feature *f, double most)
{
	struct cell_key k = {f->ahead, 0, most > 0 ? (int)(EXPOSURES * f->e / most) : 0};
	size_t i;

	if (f->n > 0) {
		double step = floor(OCTAVE * log2(f->n));

		k.n = step < LOWEST * OCTAVE ? 1 : (int)step - LOWEST * OCTAVE + 2;
	}
	i = cell_of(c, k); /* may move the cells */
	cell_count(&c->at[i], f);
	c->latest = i;
}

/* A block of customers of a kind at a cut, who follow the one seen last. */
static void
cells_block(
    struct crowd *crowd, struct lens *lens, double most, struct cells *c, struct feature *last)
{
	const struct feature *f = crowd_features(crowd, lens);

	for (size_t i = 0; i < crowd->n; i++, f++) {
		if (!f->here)
			continue;
		if (last->here && c->slot && f->n == last->n && f->e == last->e &&
		    f->ahead == last->ahead)
			cell_count(&c->at[c->latest], f);
		else
			cells_add(c, f, most);
		*last = *f;
	}
}

/* The customers of a kind at a cut, as groups.  One thread goes through them in the order of their
 * keys. */
static void
cells_fill(
    struct sense *s, size_t kind, int64_t cut, double half_life, int64_t ahead, struct cells *c)
{
	struct lens lens = lens_at(kind, cut, ahead, half_life);
	double most = exposure_of(&lens, days_between(s->kind[kind].start, cut));
	struct feature last = {0};
	struct crowd *crowd = crowd_new(s);

	if (s->crowds.n > EXACT) {
		c->slots = 1024;
		c->slot = mem_new(c->slots, sizeof *c->slot);
	}
	for (size_t block = 0; block < s->crowds.blocks; block++) {
		crowd_load(crowd, block);
		cells_block(crowd, &lens, most, c, &last);
	}
	crowd_free(crowd);
	for (size_t i = 0; i < c->n && c->slot; i++) {
		c->at[i].n /= c->at[i].count;
		c->at[i].e /= c->at[i].count;
	}
	c->n = empirical_group(c->at, c->n);
}

static void
cells_clear(struct cells *c)
{
	free(c->at);
	free(c->key);
	free(c->slot);
}

struct grid {
	struct sense *sense;
	size_t kind;
	int64_t cut, ahead;
	struct empirical_fit fit[SENSE_HALF_LIVES];
};

static void
fit_half_life(void *arg, size_t i)
{
	struct grid *g = arg;
	const struct sense_wants *want = &g->sense->want;
	struct cells c = {0};

	cells_fill(g->sense, g->kind, g->cut, want->half_life[i], g->ahead, &c);
	g->fit[i] = empirical_marginal(c.at, c.n);
	g->fit[i] = empirical_predictive(c.at, c.n, want->window, g->fit[i]);
	cells_clear(&c);
}

static void
fit_predictive(struct sense *s, struct kind *k, int64_t cut, int64_t ahead)
{
	const struct sense_wants *want = &s->want;
	struct grid g = {.sense = s, .kind = (size_t)(k - s->kind), .cut = cut, .ahead = ahead};
	size_t best = 0;

	tasks_run(common.jobs, want->half_lives, fit_half_life, &g);
	for (size_t i = 0; i < want->half_lives; i++) {
		k->tried[i] = g.fit[i].value;
		if (g.fit[i].value > g.fit[best].value)
			best = i;
	}
	k->how = FIT_PREDICTIVE;
	k->fit = g.fit[best];
	k->half_life = want->half_life[best];
}

/* Where nothing chooses one. */
static double
usual_half_life(const struct sense *s)
{
	return s->want.half_lives == 1 ? s->want.half_life[0] : MARGINAL_HALF_LIFE;
}

static void
fit_marginal(struct sense *s, struct kind *k)
{
	struct cells c = {0};

	k->how = FIT_MARGINAL;
	k->half_life = usual_half_life(s);
	cells_fill(s, (size_t)(k - s->kind), s->moment, k->half_life, 0, &c);
	k->fit = empirical_marginal(c.at, c.n);
	cells_clear(&c);
}

struct window {
	struct sense *sense;
	size_t kind;
	int64_t from, to;
	_Atomic uint64_t n;
};

static void
count_block(void *arg, struct crowd *c, size_t at)
{
	struct window *w = arg;
	uint64_t n = 0;

	(void)at;
	for (const struct hit *h = c->hit + c->first[0]; h < c->hit + c->first[c->n]; h++)
		n += h->kind == w->kind && h->second > w->from && h->second <= w->to &&
		     !w->sense->event[h->event].feedback;
	w->n += n;
}

static uint64_t
events_between(struct sense *s, size_t kind, int64_t from, int64_t to)
{
	struct window w = {.sense = s, .kind = kind, .from = from, .to = to};

	crowds_each(s, count_block, NULL, &w);
	return w.n;
}

/* Why the fit is not by what came after; false: it can be. */
static bool
too_little(struct sense *s, const struct kind *k)
{
	/* The first day and the last both count. */
	double days = days_between(k->start, s->moment) + 1, half_life = usual_half_life(s);
	char decay[48] = "no decay";
	bool few_days = days < WINDOWS * s->want.window;

	if (!few_days && k->window_events >= WINDOW_EVENTS)
		return false;
	if (!isinf(half_life))
		snprintf(decay, sizeof decay, "half-life %g days", half_life);
	if (few_days)
		warn("%.*s: %.0f days of data are fewer than %d windows of %.0f: fitted to what "
		     "was (%s), not to "
		     "what came after",
		    STR_ARG(k->name), days > 0 ? days : 0, WINDOWS, s->want.window, decay);
	else
		warn("%.*s: %llu events in the last %.0f days are fewer than %d: fitted to what "
		     "was (%s), not to "
		     "what came after",
		    STR_ARG(k->name), (unsigned long long)k->window_events, s->want.window,
		    WINDOW_EVENTS, decay);
	return true;
}

void
fit_kind(struct sense *s, struct kind *k)
{
	const struct sense_wants *want = &s->want;
	int64_t ahead = (int64_t)(want->window * SENSE_DAY), cut = s->moment - ahead;

	if (want->fixed) {
		k->how = FIT_GIVEN;
		k->fit = (struct empirical_fit){want->a, want->b, 0};
		k->half_life = want->half_life[0];
		return;
	}
	k->window_events = events_between(s, (size_t)(k - s->kind), cut, s->moment);
	if (want->marginal || too_little(s, k))
		fit_marginal(s, k);
	else
		fit_predictive(s, k, cut, ahead);
	if (k->fit.a > EMPIRICAL_EVEN / 10)
		warn("%.*s: events are as even as chance makes them: all customers have nearly the "
		     "same score",
		    STR_ARG(k->name));
}
