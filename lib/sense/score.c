/* score: the chance, its place in the population, and the level, for every customer. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/inner.h"
#include <math.h>
#include <stdlib.h>

/* A wave of blocks under way. */
struct job {
	struct sense *sense;
	struct scored *scored;
	double (*score)[SENSE_BLOCK];
	uint8_t (*level)[SENSE_BLOCK];
	size_t n[CROWD_WAVE];
	/* By block, added up in order. */
	double rate_sum[CROWD_WAVE], score_sum[CROWD_WAVE];
	uint64_t unborn[CROWD_WAVE], population[CROWD_WAVE];
};

struct marks
marks_of(const struct scored *c, const struct crowd *crowd, struct arena *a)
{
	return (struct marks){lane_get(&c->score, crowd->block, crowd->n, a),
	    lane_get(&c->pct, crowd->block, crowd->n, a),
	    lane_get(&c->rank, crowd->block, crowd->n, a),
	    lane_get(&c->at_level, crowd->block, crowd->n, a)};
}

static const struct feature *
features(const struct scored *c, struct crowd *crowd)
{
	struct lens lens;

	if (c->kind < 0)
		return NULL;
	lens = lens_now(crowd->sense, (size_t)c->kind);
	return crowd_features(crowd, &lens);
}

/* A score of a kind: only for those who have started. */
static void
rate_block(struct job *j, const struct crowd *crowd, const struct feature *f, size_t at)
{
	const struct sense *s = j->sense;
	const struct kind *k = &s->kind[j->scored->kind];
	enum feature_name plain = j->scored->plain;

	for (size_t i = 0; i < crowd->n; i++) {
		j->score[at][i] = !f[i].here	      ? (double)NAN
				  : plain != FEATURES ? feature_value(s, k, &f[i], plain)
						      : 0;
		j->unborn[at] += !f[i].here;
		if (f[i].here)
			j->rate_sum[at] += empirical_rate(&k->fit, f[i].n, f[i].e);
	}
}

static void
score_block(void *arg, struct crowd *crowd, size_t at)
{
	struct job *j = arg;
	struct scored *c = j->scored;
	const struct feature *f = features(c, crowd);
	double *score = j->score[at];

	j->n[at] = crowd->n;
	j->rate_sum[at] = j->score_sum[at] = 0;
	j->unborn[at] = j->population[at] = 0;
	if (c->kind >= 0)
		rate_block(j, crowd, f, at);
	if (c->value >= 0) {
		struct desk *d = desk_new(j->sense);
		const struct num *v;

		desk_fill(d, c, crowd, f, (struct marks){0});
		v = desk_get(d, c->value)->num;
		for (size_t i = 0; i < crowd->n; i++)
			if (c->kind < 0 || !isnan(score[i]))
				score[i] = v[i].kind == NUM_NULL ? (double)NAN : num_double(v[i]);
		desk_free(d);
	}
	for (size_t i = 0; i < crowd->n; i++) {
		j->score_sum[at] += isnan(score[i]) ? 0 : score[i];
		j->population[at] += isnan(score[i]) ? 0 : 1;
	}
}

static void
score_end(void *arg, size_t block, size_t at)
{
	struct job *j = arg;

	lane_put(&j->scored->score, block, j->score[at], j->n[at]);
	j->scored->mean_rate += j->rate_sum[at];
	j->scored->mean_score += j->score_sum[at];
	j->scored->unborn += j->unborn[at];
	j->scored->population += j->population[at];
}

/* Bands hold by the score; without bands, the levels high, medium and low by its place. */
static size_t
level_at(const struct sense *s, const struct scored *c, double score, double pct,
    const struct feature *f)
{
	const struct score_def *d = c->def;

	if (isnan(score))
		return 0;
	for (size_t i = 0; i < d->bands; i++)
		if (score >= num_double(d->band[i].least))
			return i + 1;
	if (d->bands)
		return 0;
	if (pct < s->want.medium)
		return 3;
	if (f && empirical_rate(&s->kind[c->kind].fit, f->n, f->e) < c->mean_rate)
		return 3;
	return pct >= s->want.high ? 1 : 2;
}

/* The first veto that holds. */
static void
veto_block(struct sense *s, struct scored *c, const struct crowd *crowd, const struct feature *f,
    struct marks m, uint8_t *at_level)
{
	const struct scores *d = s->want.scores;
	struct desk *desk = desk_new(s);

	desk_fill(desk, c, crowd, f, m);
	for (size_t v = d->vetoes; v-- > 0;) {
		const uint8_t *truth = desk_get(desk, s->veto[v])->truth;
		size_t level = 0;

		while (level < c->levels && !str_eq(c->level[level], d->veto[v].level))
			level++;
		for (size_t i = 0; i < crowd->n && level < c->levels; i++)
			if (truth[i] == TRUTH_YES && !isnan(m.score[i]))
				at_level[i] = (uint8_t)(level + 1);
	}
	desk_free(desk);
}

static void
level_block(void *arg, struct crowd *crowd, size_t at)
{
	struct job *j = arg;
	struct scored *c = j->scored;
	struct marks m = {.score = lane_get(&c->score, crowd->block, crowd->n, &crowd->arena),
	    .pct = lane_get(&c->pct, crowd->block, crowd->n, &crowd->arena)};
	const struct feature *f = NULL;

	/* A level by bands does not need to know what the score is made of. */
	if (c->def->bands == 0 || j->sense->want.scores->vetoes)
		f = features(c, crowd);
	j->n[at] = crowd->n;
	for (size_t i = 0; i < crowd->n; i++)
		j->level[at][i] =
		    (uint8_t)level_at(j->sense, c, m.score[i], m.pct[i], f ? &f[i] : NULL);
	if (j->sense->want.scores->vetoes) {
		m.level = j->level[at];
		veto_block(j->sense, c, crowd, f, m, j->level[at]);
	}
}

static void
level_end(void *arg, size_t block, size_t at)
{
	struct job *j = arg;

	lane_put(&j->scored->at_level, block, j->level[at], j->n[at]);
}

static void
score_one(struct job *j, struct scored *c)
{
	struct sense *s = j->sense;

	j->scored = c;
	lane_open(&c->score, s, sizeof(double));
	if (c->kind >= 0)
		fit_kind(s, &s->kind[c->kind]);
	crowds_each(s, score_block, score_end, j);
	lane_end(&c->score);
	c->mean_rate /= c->population ? (double)c->population : 1;
	c->mean_score /= c->population ? (double)c->population : 1;
}

static void
place_one(void *arg, size_t scored)
{
	struct sense *s = arg;

	places_find(s, &s->scored[scored]);
}

static void
level_one(struct job *j, struct scored *c)
{
	j->scored = c;
	lane_open(&c->at_level, j->sense, sizeof(uint8_t));
	crowds_each(j->sense, level_block, level_end, j);
	lane_end(&c->at_level);
}

void
score_all(struct sense *s)
{
	struct job *j = mem_new(1, sizeof *j);
	/* In scratch files each takes its share of --memory. */
	unsigned side_by_side = s->crowds.tape ? 1 : common.jobs;

	j->sense = s;
	j->score = mem_new(CROWD_WAVE, sizeof *j->score);
	j->level = mem_new(CROWD_WAVE, sizeof *j->level);
	for (size_t i = 0; i < s->scoreds; i++)
		score_one(j, &s->scored[i]);
	if (s->needs.places)
		tasks_run(side_by_side, s->scoreds, place_one, s);
	for (size_t i = 0; i < s->scoreds && s->needs.levels; i++)
		level_one(j, &s->scored[i]);
	free(j->score);
	free(j->level);
	free(j);
}
