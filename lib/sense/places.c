/* places: where each score stands in the population: percentiles, and the range for the summary. */
#include "base/mem.h"
#include "base/opt.h"
#include "group/sorter.h"
#include "io/tmp.h"
#include "sense/ranking.h"
#include "stat/rank.h"
#include <math.h>
#include <stdlib.h>

static const double range[SENSE_RANGE] = {0, 0.05, 0.5, 0.8, 0.95, 1};

static double
turned(const struct scored *c, double pct)
{
	return c->def->lower_is_worse ? 100 - pct : pct;
}

/* The share of the others that is below, or above where that is worse; one alone has none. */
static double
rank_at(const struct scored *c, size_t below, size_t shared, size_t n)
{
	size_t passed = c->def->lower_is_worse ? n - below - shared : below;

	return n > 1 ? (double)passed / (double)(n - 1) : 0;
}

/* As the percentiles. */
static void
ranks_held(struct scored *c, const double *value, const uint32_t *order, double *rank, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && value[order[end]] == value[order[i]]; end++)
			;
		for (size_t k = i; k < end; k++)
			rank[order[k]] = rank_at(c, i, end - i, n);
	}
}

/* From those who have a score to their places among all; in order, so that nothing is overwritten.
 */
static void
spread(double *x, const double *score, size_t n, size_t m)
{
	for (size_t i = n; i-- > 0;)
		x[i] = isnan(score[i]) ? (double)NAN : x[--m];
}

/* In memory: all at once. */
static void
places_held(const struct sense *s, struct scored *c)
{
	size_t n = s->crowds.n, m = 0;
	const double *score = (const double *)(const void *)c->score.at;
	double *value = mem_resize(NULL, n + 1, sizeof *value);
	double *pct = (double *)(void *)c->pct.at, *rank = (double *)(void *)c->rank.at;
	uint32_t *order = mem_resize(NULL, n + 1, sizeof *order);

	for (size_t i = 0; i < n; i++)
		if (!isnan(score[i]))
			value[m++] = score[i];
	rank_order(value, order, m);
	rank_percentiles(value, order, pct, m);
	for (size_t i = 0; i < SENSE_RANGE; i++)
		c->range[i] = m ? rank_quantile(value, order, m, range[i]) : (double)NAN;
	for (size_t i = 0; i < m; i++)
		pct[i] = turned(c, pct[i]);
	spread(pct, score, n, m);
	if (rank) {
		ranks_held(c, value, order, rank, m);
		spread(rank, score, n, m);
	}
	free(value);
	free(order);
}

/*
 * Past memory: customers by score; who stands where, and how many share each score, to scratch
 * files, since a place is known when the last of those who share it has come; then places by
 * customer.
 */
struct place_of {
	double pct, rank;
};
struct places {
	const struct sense *sense;
	struct scored *scored;
	struct ranking *ranking;
	struct tmp *who, *shared;
	struct sorter *back;
	double low[SENSE_RANGE]; /* the value below a quantile */
};

static void
add_scores(struct places *p, size_t block)
{
	size_t from = block * SENSE_BLOCK, all = p->sense->crowds.n;
	size_t n = all - from < SENSE_BLOCK ? all - from : SENSE_BLOCK;
	struct arena a = {0};
	const double *score = lane_get(&p->scored->score, block, n, &a);

	for (size_t i = 0; i < n; i++)
		if (!isnan(score[i]))
			ranking_add(p->ranking, &(struct unit){.value = score[i], .who = from + i});
	arena_clear(&a);
}

/* The values between which the quantiles lie, as R type 7 (rank_quantile). */
static void
take_range(struct places *p, size_t at, double value)
{
	size_t n = p->scored->population;

	for (size_t i = 0; i < SENSE_RANGE; i++) {
		double g = (double)(n - 1) * range[i];
		size_t low = (size_t)floor(g);

		if (at == low)
			p->scored->range[i] = p->low[i] = value;
		else if (at == low + 1)
			p->scored->range[i] = p->low[i] + (g - floor(g)) * (value - p->low[i]);
	}
}

static void
count_shared(struct places *p)
{
	uint64_t shared = 0, at = 0;
	double before = 0;
	struct unit u;

	for (ranking_sort(p->ranking); ranking_next(p->ranking, &u); at++) {
		take_range(p, at, u.value);
		if (shared && u.value != before) {
			tmp_write(p->shared, &shared, sizeof shared);
			shared = 0;
		}
		shared++;
		before = u.value;
		tmp_write(p->who, &u.who, sizeof u.who);
	}
	tmp_write(p->shared, &shared, sizeof shared);
	tmp_rewind(p->shared);
	tmp_rewind(p->who);
}

static void
turn_back(struct places *p)
{
	size_t n = p->scored->population;
	uint64_t shared, who, at = 0;
	struct buf key = {0};

	while (tmp_read(p->shared, &shared, sizeof shared) == sizeof shared) {
		struct place_of place = {
		    turned(p->scored, 100 * ((double)(at + at + shared) / 2) / (double)n),
		    rank_at(p->scored, at, shared, n)};

		at += shared;
		for (; shared; shared--) {
			tmp_read(p->who, &who, sizeof who);
			key.len = 0;
			sorter_key_number(&key, who);
			sorter_add(
			    p->back, buf_slice(&key), (struct str){(char *)&place, sizeof place});
		}
	}
	buf_clear(&key);
}

static void
put_places(struct places *p)
{
	size_t n = p->sense->crowds.n;
	double *pct = mem_new(SENSE_BLOCK, sizeof *pct), *rank = mem_new(SENSE_BLOCK, sizeof *rank);
	struct place_of place;
	struct str key, load;
	uint64_t who;

	sorter_finish(p->back);
	who = sorter_next(p->back, &key, &load) ? sorter_take_number(&key) : UINT64_MAX;
	for (size_t i = 0; i < n; i++) {
		place = (struct place_of){NAN, NAN};
		if (who == i) {
			memcpy(&place, load.at, sizeof place);
			who = sorter_next(p->back, &key, &load) ? sorter_take_number(&key)
								: UINT64_MAX;
		}
		pct[i % SENSE_BLOCK] = place.pct;
		rank[i % SENSE_BLOCK] = place.rank;
		if ((i + 1) % SENSE_BLOCK != 0 && i + 1 != n)
			continue;
		lane_put(&p->scored->pct, i / SENSE_BLOCK, pct, i % SENSE_BLOCK + 1);
		if (p->sense->needs.ranks)
			lane_put(&p->scored->rank, i / SENSE_BLOCK, rank, i % SENSE_BLOCK + 1);
	}
	free(rank);
	free(pct);
}

static void
places_spilled(struct sense *s, struct scored *c)
{
	struct places p = {.sense = s,
	    .scored = c,
	    .ranking = ranking_new(s, false),
	    .who = tmp_new(),
	    .shared = tmp_new(),
	    .back = sorter_new(common.memory / 4)};

	for (size_t i = 0; i < SENSE_RANGE; i++)
		c->range[i] = NAN;
	for (size_t block = 0; block < s->crowds.blocks; block++)
		add_scores(&p, block);
	count_shared(&p);
	ranking_free(p.ranking);
	turn_back(&p);
	tmp_free(p.who);
	tmp_free(p.shared);
	put_places(&p);
	sorter_free(p.back);
}

void
places_find(struct sense *s, struct scored *c)
{
	lane_open(&c->pct, s, sizeof(double));
	if (s->needs.ranks)
		lane_open(&c->rank, s, sizeof(double));
	if (s->crowds.tape)
		places_spilled(s, c);
	else
		places_held(s, c);
	lane_end(&c->pct);
	lane_end(&c->rank);
}
