/*
 * learn: a naive Bayes classifier fitted to the texts that have a class, with its cross-validation.
 *
 * Each class's texts are dealt into folds in the order of a hash of their bytes and the seed; equal
 * texts go to the same fold, so that none is guessed by a model that has seen it.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/crosstab.h"
#include "classify/inner.h"
#include "classify/model.h"
#include <math.h>
#include <stdlib.h>
#include <xxhash.h>

static const double alphas[] = {1, 0.3, 0.1, 0.03};
static const char *const alpha_names[] = {"1", "0.3", "0.1", "0.03"};
enum { ALPHAS = sizeof alphas / sizeof alphas[0] };

struct learn {
	const struct classify *c;
	struct model model;
	struct bayes_texts texts;
	size_t token_cap, n; /* n: tokens of all texts */
	struct units units;
	struct buf buf;
	const struct held **held; /* by text */
	uint32_t *fold;
	struct bayes_guess *guess; /* by alpha, text */
	uint64_t right[ALPHAS];
	size_t best;
};

static void
seen(void *arg, struct str token)
{
	struct learn *l = arg;

	if (tokens_tell_person(token))
		return;
	l->texts.token = mem_grow(l->texts.token, l->n, &l->token_cap, sizeof *l->texts.token);
	l->texts.token[l->n++] = (uint32_t)map_put(&l->model.token, token, map_hash(token), NULL);
}

static int
by_label(const void *a, const void *b)
{
	return str_cmp(
	    (*(const struct held *const *)a)->label, (*(const struct held *const *)b)->label);
}

/* Classes are numbered in the order of their names, so that ties do not depend on the order of the
 * input. */
static void
number_classes(struct learn *l)
{
	const struct held **by_name = mem_new(l->texts.n + 1, sizeof *by_name);

	memcpy(by_name, l->held, l->texts.n * sizeof *by_name);
	qsort(by_name, l->texts.n, sizeof *by_name, by_label);
	for (size_t i = 0; i < l->texts.n; i++)
		map_put(&l->model.class, by_name[i]->label, map_hash(by_name[i]->label), NULL);
	free(by_name);
	for (size_t i = 0; i < l->texts.n; i++)
		l->texts.class[i] = (uint32_t)map_find(
		    &l->model.class, l->held[i]->label, map_hash(l->held[i]->label));
	l->texts.classes = l->model.class.n;
}

static void
read_texts(struct learn *l)
{
	const struct heap *heap = &l->c->heap;

	l->held = mem_new(heap->n + 1, sizeof *l->held);
	l->texts.first = mem_new(heap->n + 1, sizeof *l->texts.first);
	l->texts.class = mem_new(heap->n + 1, sizeof *l->texts.class);
	for (size_t i = 0; i < heap->n; i++) {
		if (heap->at[i].label.len == 0)
			continue;
		l->held[l->texts.n] = &heap->at[i];
		units_read(&l->units, heap->at[i].text);
		tokens_each(&l->units, &l->buf, seen, l);
		l->texts.first[++l->texts.n] = l->n;
	}
	number_classes(l);
	l->texts.tokens = l->model.token.n;
	if (l->texts.classes < 2)
		die("--learn: texts of %zu classes; expected two or more", l->texts.classes);
}

struct dealt {
	uint64_t hash;
	uint32_t class, text;
};

static int
by_hash(const void *a, const void *b)
{
	const struct dealt *x = a, *y = b;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->text > y->text) - (x->text < y->text);
}

static void
deal(struct learn *l)
{
	struct dealt *d = mem_new(l->texts.n + 1, sizeof *d);
	uint64_t folds = l->c->want.folds;
	uint32_t fold = 0;

	l->fold = mem_new(l->texts.n + 1, sizeof *l->fold);
	for (size_t i = 0; i < l->texts.n; i++) {
		struct str s = l->held[i]->text;

		d[i] =
		    (struct dealt){XXH3_64bits_withSeed(s.len ? s.at : "", s.len, l->c->want.seed),
			l->texts.class[i], (uint32_t)i};
	}
	qsort(d, l->texts.n, sizeof *d, by_hash);
	for (size_t i = 0; i < l->texts.n; i++) {
		if (i > 0 && (d[i].class != d[i - 1].class || d[i].hash != d[i - 1].hash))
			fold = (uint32_t)((fold + 1) % folds);
		l->fold[d[i].text] = fold;
	}
	free(d);
}

static void
cross(struct learn *l)
{
	l->guess = mem_new(l->texts.n * ALPHAS + 1, sizeof *l->guess);
	bayes_cross(&l->texts, l->fold, (uint32_t)l->c->want.folds, alphas, ALPHAS, l->guess);
	for (size_t a = 0; a < ALPHAS; a++) {
		for (size_t i = 0; i < l->texts.n; i++) {
			const struct bayes_guess *g = &l->guess[a * l->texts.n + i];

			l->right[a] += !g->none && g->class == l->texts.class[i];
		}
		if (l->right[a] > l->right[l->best])
			l->best = a;
	}
}

/* The classes of the texts against the guesses of folds that have not seen them; a text without a
 * guess is the empty class, the first. */
static uint64_t *
cells(const struct learn *l)
{
	const struct bayes_guess *guess = &l->guess[l->best * l->texts.n];
	size_t n = l->texts.classes + 1;
	uint64_t *cell = mem_new(n * n, sizeof *cell);

	for (size_t i = 0; i < l->texts.n; i++)
		cell[(l->texts.class[i] + 1) * n + (guess[i].none ? 0 : guess[i].class + 1)]++;
	return cell;
}

/* The mean of the classes' F1: 2 both / (theirs + ours). */
static double
macro_f1(const uint64_t *cell, size_t n)
{
	double sum = 0;

	for (size_t i = 1; i < n; i++) {
		uint64_t both = cell[i * n + i], all = 0;

		for (size_t k = 0; k < n; k++)
			all += cell[i * n + k] + cell[k * n + i];
		sum += all ? 2 * (double)both / (double)all : 0;
	}
	return sum / (double)(n - 1);
}

static void
report_cut(const struct learn *l, struct rows *rows)
{
	const struct bayes_steps *s = &l->model.steps;
	double cut = bayes_cut(s, l->c->want.precision);
	uint64_t right = 0, of = 0;
	struct str none = {0};

	for (size_t i = 0; i < s->n; i++)
		if (s->step[i].margin >= cut || (i == 0 && cut == 0)) {
			right += s->step[i].right;
			of += s->step[i].n;
		}
	crosstab_line(rows, "given", none, none, of, l->texts.n, (double)of / (double)l->texts.n,
	    (double)NAN);
	crosstab_line(rows, "right", none, none, right, of,
	    of ? (double)right / (double)of : (double)NAN, (double)NAN);
}

static void
report(const struct learn *l, struct agreement *a, struct output *out)
{
	struct rows rows = {.delimiter = common.delimiter_out};
	size_t n = l->texts.classes + 1;
	struct str none = {0}, *name = mem_new(n, sizeof *name);
	uint64_t *cell = cells(l), texts = l->texts.n;

	for (size_t i = 1; i < n; i++)
		name[i] = l->model.class.key[i - 1];
	crosstab_head(&rows);
	for (size_t i = 0; i < ALPHAS; i++)
		crosstab_line(&rows, "alpha", none, str_of(alpha_names[i]), l->right[i], texts,
		    (double)l->right[i] / (double)texts, (double)NAN);
	crosstab_write(&rows, &(struct crosstab){name, n, cell}, a);
	crosstab_line(&rows, "macro_f1", none, none, texts, 0, macro_f1(cell, n), (double)NAN);
	report_cut(l, &rows);
	output_write(out, rows.out.at, rows.out.len);
	inform("%zu texts of %zu classes, %zu tokens; of %llu guessed by folds that had not seen "
	       "them %llu "
	       "right (%.1f %%), kappa %.3f, alpha %s",
	    l->texts.n, l->texts.classes, l->texts.tokens, (unsigned long long)texts,
	    (unsigned long long)a->equal, 100.0 * (double)a->equal / (double)texts,
	    isnan(a->kappa) ? 0.0 : a->kappa, alpha_names[l->best]);
	buf_clear(&rows.out);
	free(cell);
	free(name);
}

static void
clear(struct learn *l)
{
	bayes_clear(&l->model.bayes);
	map_clear(&l->model.token);
	map_clear(&l->model.class);
	buf_clear(&l->model.text);
	units_clear(&l->units);
	buf_clear(&l->buf);
	free(l->texts.token);
	free(l->texts.first);
	free(l->texts.class);
	free(l->held);
	free(l->fold);
	free(l->guess);
}

void
learn_write(const struct classify *c, struct output *out, struct output *model)
{
	struct learn l = {.c = c};
	struct agreement a;

	read_texts(&l);
	deal(&l);
	cross(&l);
	bayes_calibrate(&l.model.steps, &l.guess[l.best * l.texts.n], l.texts.class, l.texts.n);
	bayes_fit(&l.model.bayes, &l.texts, alphas[l.best]);
	for (size_t i = 0; i < c->texts; i++) {
		if (i)
			buf_ch(&l.model.text, ',');
		buf_fmt(&l.model.text, "`%.*s`", STR_ARG(c->text_name[i]));
	}
	report(&l, &a, out);
	model_write(&l.model, &a, c->want.folds, c->want.seed, model);
	clear(&l);
}
