/* score: the chance, its place in the population, and the level, for every customer. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/inner.h"
#include "stat/rank.h"
#include <math.h>
#include <stdlib.h>

struct job {
	struct sense *sense;
	struct scored *scored;
	double *rate_sum, *score_sum; /* by block, added up in order */
	uint64_t *unborn;
};

static size_t
block_end(const struct sense *s, size_t block)
{
	size_t end = (block + 1) * SENSE_BLOCK;

	return end < s->people.n ? end : s->people.n;
}

static size_t
blocks_of(const struct sense *s)
{
	return (s->people.n + SENSE_BLOCK - 1) / SENSE_BLOCK;
}

/* A score of a kind: only for those who have started. */
static void
rate_block(struct job *j, size_t block)
{
	struct sense *s = j->sense;
	struct scored *c = j->scored;
	const struct kind *k = &s->kind[c->kind];
	struct lens lens = lens_now(s, (size_t)c->kind);

	for (size_t who = block * SENSE_BLOCK; who < block_end(s, block); who++) {
		struct feature f = feature_at(s, &lens, who);

		c->score[who] = f.here ? 100 * empirical_chance(&k->fit, f.n, f.e, s->want.horizon)
				       : (double)NAN;
		j->unborn[block] += !f.here;
		if (f.here)
			j->rate_sum[block] += empirical_rate(&k->fit, f.n, f.e);
	}
}

static void
score_block(void *arg, size_t block)
{
	struct job *j = arg;
	struct scored *c = j->scored;
	size_t from = block * SENSE_BLOCK, n = block_end(j->sense, block) - from;

	if (c->kind >= 0)
		rate_block(j, block);
	if (c->value >= 0) {
		struct desk *d = desk_new(j->sense);
		const struct num *v;

		desk_fill(d, c, from, n);
		v = desk_get(d, c->value)->num;
		for (size_t i = 0; i < n; i++)
			if (c->kind < 0 || !isnan(c->score[from + i]))
				c->score[from + i] =
				    v[i].kind == NUM_NULL ? (double)NAN : num_double(v[i]);
		desk_free(d);
	}
	for (size_t i = from; i < from + n; i++)
		j->score_sum[block] += isnan(c->score[i]) ? 0 : c->score[i];
}

static void
rank_scores(struct sense *s, struct scored *c)
{
	size_t n = s->people.n, m = 0;
	double *value = mem_new(n + 1, sizeof *value), *pct = mem_new(n + 1, sizeof *pct);
	uint32_t *order = mem_new(n + 1, sizeof *order);

	for (size_t i = 0; i < n; i++)
		if (!isnan(c->score[i]))
			value[m++] = c->score[i];
	rank_order(value, order, m);
	rank_percentiles(value, order, pct, m);
	c->population = m;
	for (size_t i = n; i-- > 0;) {
		c->pct[i] = isnan(c->score[i]) ? (double)NAN : pct[--m];
		if (c->def->lower_is_worse)
			c->pct[i] = 100 - c->pct[i];
	}
	free(value);
	free(pct);
	free(order);
}

/* Bands hold by the score; without bands, the levels high, medium and low by its place. */
static size_t
level_at(const struct sense *s, const struct scored *c, struct lens *lens, size_t who)
{
	const struct score_def *d = c->def;

	if (isnan(c->score[who]))
		return 0;
	for (size_t i = 0; i < d->bands; i++)
		if (c->score[who] >= num_double(d->band[i].least))
			return i + 1;
	if (d->bands)
		return 0;
	if (c->pct[who] < s->want.medium)
		return 3;
	if (c->kind >= 0) {
		struct feature f = feature_at(s, lens, who);

		if (empirical_rate(&s->kind[c->kind].fit, f.n, f.e) < c->mean_rate)
			return 3;
	}
	return c->pct[who] >= s->want.high ? 1 : 2;
}

/* The first veto that holds. */
static void
veto_block(struct sense *s, struct scored *c, size_t from, size_t n)
{
	const struct scores *d = s->want.scores;
	struct desk *desk = desk_new(s);

	desk_fill(desk, c, from, n);
	for (size_t v = d->vetoes; v-- > 0;) {
		const uint8_t *truth = desk_get(desk, s->veto[v])->truth;
		size_t level = 0;

		while (level < c->levels && !str_eq(c->level[level], d->veto[v].level))
			level++;
		for (size_t i = 0; i < n && level < c->levels; i++)
			if (truth[i] == TRUTH_YES && !isnan(c->score[from + i]))
				c->at_level[from + i] = (uint8_t)(level + 1);
	}
	desk_free(desk);
}

static void
level_block(void *arg, size_t block)
{
	struct job *j = arg;
	struct sense *s = j->sense;
	size_t from = block * SENSE_BLOCK, end = block_end(s, block);
	struct lens lens = {0};

	if (j->scored->kind >= 0)
		lens = lens_now(s, (size_t)j->scored->kind);
	for (size_t who = from; who < end; who++)
		j->scored->at_level[who] = (uint8_t)level_at(s, j->scored, &lens, who);
	if (s->want.scores->vetoes)
		veto_block(s, j->scored, from, end - from);
}

static void
score_one(struct sense *s, struct scored *c)
{
	size_t n = s->people.n, blocks = blocks_of(s);
	struct job j = {s, c, mem_new(blocks + 1, sizeof(double)),
	    mem_new(blocks + 1, sizeof(double)), mem_new(blocks + 1, sizeof(uint64_t))};

	c->score = mem_new(n + 1, sizeof *c->score);
	c->pct = mem_new(n + 1, sizeof *c->pct);
	c->at_level = mem_new(n + 1, sizeof *c->at_level);
	if (c->kind >= 0)
		fit_kind(s, &s->kind[c->kind]);
	tasks_run(common.jobs, blocks, score_block, &j);
	rank_scores(s, c);
	c->unborn = 0;
	for (size_t b = 0; b < blocks; b++) {
		c->mean_rate += j.rate_sum[b];
		c->mean_score += j.score_sum[b];
		c->unborn += j.unborn[b];
	}
	c->mean_rate /= c->population ? (double)c->population : 1;
	c->mean_score /= c->population ? (double)c->population : 1;
	tasks_run(common.jobs, blocks, level_block, &j);
	free(j.rate_sum);
	free(j.score_sum);
	free(j.unborn);
}

void
score_all(struct sense *s)
{
	for (size_t i = 0; i < s->scoreds; i++)
		score_one(s, &s->scored[i]);
}
