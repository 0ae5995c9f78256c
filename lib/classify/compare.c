/* compare: our classes held against a column of theirs. */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/crosstab.h"
#include "classify/inner.h"
#include <math.h>
#include <stdlib.h>

enum { CATEGORIES = 4096 };

/* What of ours is compared: `class` (the path), `class_id`, or a column of a level. */
static void
choose_ours(struct classify *c, struct str ours)
{
	for (size_t i = 0; i < c->levels; i++)
		if (str_eq(c->level[i], ours)) {
			c->ours = OURS_LEVEL;
			c->ours_level = i;
			return;
		}
	if (str_eq(ours, STR("class_id")))
		c->ours = OURS_ID;
	else if (str_eq(ours, STR("class")))
		c->ours = OURS_CLASS;
	else
		die("--compare: '%s'; expected class, class_id or a column of the levels",
		    diag_text(ours));
	if (c->ours == OURS_ID && !c->has_id)
		die("--compare: no class has an `id`; expected =class or a column of the levels");
}

void
compare_begin(struct classify *c)
{
	struct str ours, theirs;
	struct fault f;
	ptrdiff_t at;

	if (c->want.compare == NULL)
		return;
	theirs = str_cut(str_of(c->want.compare), '=', &ours);
	if ((at = header_need(c->in, theirs, &f)) < 0)
		die("--compare: %s", f.msg);
	c->theirs = bind_slot(c, (size_t)at);
	choose_ours(c, ours.at ? ours : c->has_id ? STR("class_id") : STR("class"));
}

static void
add_ours(struct hand *h, const struct result *r)
{
	const struct classify *c = h->c;

	if (c->ours == OURS_ID)
		buf_str(&h->buf, result_id(c, r));
	else if (c->ours == OURS_LEVEL)
		buf_str(&h->buf, result_level(c, r, c->ours_level));
	else
		for (size_t i = 0; i < c->levels && result_level(c, r, i).len; i++) {
			if (i)
				buf_ch(&h->buf, '/');
			buf_str(&h->buf, result_level(c, r, i));
		}
}

static void
confusion_put(struct confusion *x, struct str pair, uint64_t n)
{
	bool added;
	size_t at = map_put(&x->pair, pair, map_hash(pair), &added);

	if (added) {
		x->n = mem_grow(x->n, at, &x->cap, sizeof *x->n);
		x->n[at] = 0;
	}
	x->n[at] += n;
}

void
compare_add(struct hand *h)
{
	const struct classify *c = h->c;

	for (size_t i = 0; c->want.compare && i < h->results; i++) {
		const struct result *r = &h->result[i];
		struct str theirs = h->batch->col[c->theirs][r->row];

		if (r->match > 1)
			continue;
		if (theirs.len == 0) {
			h->confusion.uncoded++;
			continue;
		}
		h->buf.len = 0;
		buf_str(&h->buf, theirs);
		buf_ch(&h->buf, '\0'); /* no field holds it */
		add_ours(h, r);
		confusion_put(&h->confusion, buf_slice(&h->buf), 1);
	}
}

void
confusion_merge(struct confusion *into, const struct confusion *from)
{
	into->uncoded += from->uncoded;
	for (size_t i = 0; i < from->pair.n; i++)
		confusion_put(into, from->pair.key[i], from->n[i]);
}

void
confusion_clear(struct confusion *x)
{
	map_clear(&x->pair);
	free(x->n);
	*x = (struct confusion){0};
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The names on both sides, sorted, each once. */
static size_t
categories(const struct confusion *x, struct str *name)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < x->pair.n; i++) {
		name[n] = str_cut(x->pair.key[i], '\0', &name[n + 1]);
		n += 2;
	}
	qsort(name, n, sizeof *name, by_bytes);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !str_eq(name[kept - 1], name[i]))
			name[kept++] = name[i];
	return kept;
}

static size_t
number_of(const struct str *name, size_t n, struct str one)
{
	const struct str *at = bsearch(&one, name, n, sizeof *name, by_bytes);

	return (size_t)(at - name);
}

void
classify_compare(const struct classify *c, struct output *out)
{
	const struct confusion *x = &c->confusion;
	struct rows rows = {.delimiter = common.delimiter_out};
	struct str *name = mem_new(2 * x->pair.n + 2, sizeof *name), ours, none = {0};
	size_t n = categories(x, name);
	uint64_t *cell;
	struct agreement a;

	if (n > CATEGORIES)
		die("--compare: more than %d different classes; is it the right column?",
		    CATEGORIES);
	cell = mem_new(n * n + 1, sizeof *cell);
	for (size_t i = 0; i < x->pair.n; i++) {
		size_t row = number_of(name, n, str_cut(x->pair.key[i], '\0', &ours));

		cell[row * n + number_of(name, n, ours)] = x->n[i];
	}
	crosstab_head(&rows);
	crosstab_write(&rows, &(struct crosstab){name, n, cell}, &a);
	crosstab_line(&rows, "uncoded", none, none, x->uncoded, 0, (double)NAN, (double)NAN);
	if (out)
		output_write(out, rows.out.at, rows.out.len);
	if (a.n)
		inform("compared: %llu of %llu equal (%.1f %%), kappa %.3f, standard error %.3f",
		    (unsigned long long)a.equal, (unsigned long long)a.n,
		    100.0 * (double)a.equal / (double)a.n, isnan(a.kappa) ? 0.0 : a.kappa,
		    isnan(a.se) ? 0.0 : a.se);
	buf_clear(&rows.out);
	free(cell);
	free(name);
}
