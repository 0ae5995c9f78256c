/*
 * suggest: phrases that set the texts without a class apart from those with one.
 *
 * Phrases grow by a unit at a time, and only from phrases that are frequent themselves.  One that
 * hardly ever stands outside a longer one is that longer one.  One with a part
 * that tells more is left out: a rule with the part finds it as well.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/inner.h"
#include "classify/tokens.h"
#include "stat/keyness.h"
#include "value/num.h"
#include <stdlib.h>

enum { SIZES = 5, EXAMPLES = 3 };
/* The chi-square of one in a thousand. */
static const double g2_least = 10.827566;
static const double covered = 0.8, together = 0.5;

/* Phrases of one size: words, or one more of ideographs. */
struct size {
	struct map map;
	uint32_t *a, *b; /* texts without, with a class that hold it */
	size_t *last;	 /* the text that counted it last, + 1 */
	bool *within;	 /* a longer one stands for it */
	bool *weaker;	 /* a part of it tells more */
	size_t cap;
};
struct phrase {
	struct str text;
	size_t size, number;
	uint32_t a, b;
	double z, g2;
	bool words, leads; /* of words; the first of its group */
	uint64_t *in;	   /* by text without a class: a bit */
	size_t group;
	size_t example[EXAMPLES], examples;
};
struct suggest {
	const struct classify *c;
	struct size size[SIZES];
	uint64_t texts_a, texts_b, all_a, all_b; /* texts; words and pairs counted in them */
	struct units units;
	struct buf buf, part;
	struct phrase *phrase;
	size_t phrases, phrase_cap;
};

static size_t
number_of(struct size *s, struct str phrase)
{
	bool added;
	size_t at = map_put(&s->map, phrase, map_hash(phrase), &added);

	if (added && at >= s->cap) {
		s->cap = s->cap ? 2 * s->cap : 1024;
		s->a = mem_resize(s->a, s->cap, sizeof *s->a);
		s->b = mem_resize(s->b, s->cap, sizeof *s->b);
		s->last = mem_resize(s->last, s->cap, sizeof *s->last);
		s->within = mem_resize(s->within, s->cap, sizeof *s->within);
		s->weaker = mem_resize(s->weaker, s->cap, sizeof *s->weaker);
	}
	if (added) {
		s->a[at] = s->b[at] = 0;
		s->last[at] = 0;
		s->within[at] = s->weaker[at] = false;
	}
	return at;
}

/* The phrase of a size that begins with unit i; false: there is none. */
static bool
phrase_at(struct suggest *s, size_t i, size_t size, struct buf *b)
{
	return i < s->units.n &&
	       units_phrase(&s->units, i, size + 1 + (s->units.at[i].kind == UNIT_IDEOGRAPH), b);
}

static bool
is_frequent(struct suggest *s, size_t size, size_t i)
{
	struct size *at = &s->size[size];
	ptrdiff_t n;

	if (!phrase_at(s, i, size, &s->part))
		return false;
	n = map_find(&at->map, buf_slice(&s->part), map_hash(buf_slice(&s->part)));
	return n >= 0 && at->a[n] >= s->c->want.min_n;
}

static void
count_text(struct suggest *s, size_t text, size_t size)
{
	const struct held *held = &s->c->heap.at[text];
	struct size *at = &s->size[size];

	units_read(&s->units, held->text);
	for (size_t i = 0; i < s->units.n; i++) {
		size_t n;

		if (!phrase_at(s, i, size, &s->buf) ||
		    (size && (!is_frequent(s, size - 1, i) || !is_frequent(s, size - 1, i + 1))))
			continue;
		n = number_of(at, buf_slice(&s->buf));
		if (at->last[n] == text + 1)
			continue;
		at->last[n] = text + 1;
		if (held->label.len)
			at->b[n]++;
		else
			at->a[n]++;
		if (size == 0 && held->label.len)
			s->all_b++;
		else if (size == 0)
			s->all_a++;
	}
}

/* Whether it sets the texts apart. */
static bool
tells(const struct suggest *s, const struct size *at, size_t n, double *g2)
{
	*g2 = keyness_g2(at->a[n], s->texts_a, at->b[n], s->texts_b);
	return at->a[n] >= s->c->want.min_n && *g2 >= g2_least &&
	       !tokens_tell_person(at->map.key[n]);
}

/* Holds a phrase of this size against its parts. */
static void
weigh(struct suggest *s, size_t size)
{
	struct size *at = &s->size[size], *parts = &s->size[size - 1];
	double g2, other;

	for (size_t n = 0; n < at->map.n; n++) {
		if (!tells(s, at, n, &g2))
			continue;
		units_read(&s->units, at->map.key[n]);
		for (size_t i = 0; i < 2; i++) {
			ptrdiff_t p;

			if (!phrase_at(s, i, size - 1, &s->part))
				continue;
			p = map_find(
			    &parts->map, buf_slice(&s->part), map_hash(buf_slice(&s->part)));
			if (p >= 0 && at->a[n] >= covered * parts->a[p]) {
				parts->within[p] = true;
				at->weaker[n] |= parts->weaker[p];
			} else if (p >= 0 && tells(s, parts, (size_t)p, &other) && other >= g2) {
				at->weaker[n] = true;
			}
		}
	}
}

static void
choose(struct suggest *s, size_t size)
{
	struct size *at = &s->size[size];

	for (size_t n = 0; n < at->map.n; n++) {
		struct phrase p = {.text = at->map.key[n],
		    .size = size,
		    .number = n,
		    .a = at->a[n],
		    .b = at->b[n]};

		if (at->within[n] || at->weaker[n] || !tells(s, at, n, &p.g2))
			continue;
		p.z = keyness_z(p.a, s->all_a, p.b, s->all_b);
		units_read(&s->units, p.text);
		p.words = s->units.at[0].kind == UNIT_WORD;
		s->phrase = mem_grow(s->phrase, s->phrases, &s->phrase_cap, sizeof p);
		s->phrase[s->phrases++] = p;
	}
}

static int
by_g2(const void *a, const void *b)
{
	const struct phrase *x = a, *y = b;

	if (x->g2 != y->g2)
		return x->g2 > y->g2 ? -1 : 1;
	return str_cmp(x->text, y->text);
}

/* Which texts hold which of the phrases that are left. */
static void
locate(struct suggest *s)
{
	const struct heap *heap = &s->c->heap;
	size_t words = heap->n / 64 + 1;
	struct map map = {0};

	for (size_t i = 0; i < s->phrases; i++) {
		map_put(&map, s->phrase[i].text, map_hash(s->phrase[i].text), NULL);
		s->phrase[i].in = mem_new(words, sizeof(uint64_t));
	}
	for (size_t t = 0; t < heap->n; t++) {
		if (heap->at[t].label.len)
			continue;
		units_read(&s->units, heap->at[t].text);
		for (size_t i = 0; i < s->units.n * SIZES; i++) {
			ptrdiff_t at = -1;

			if (phrase_at(s, i / SIZES, i % SIZES, &s->buf))
				at = map_find(
				    &map, buf_slice(&s->buf), map_hash(buf_slice(&s->buf)));
			if (at < 0 || s->phrase[at].in[t / 64] >> t % 64 & 1)
				continue;
			s->phrase[at].in[t / 64] |= (uint64_t)1 << t % 64;
			if (s->phrase[at].examples < EXAMPLES)
				s->phrase[at].example[s->phrase[at].examples++] = t;
		}
	}
	map_clear(&map);
}

/* The share of the texts with either phrase that hold both. */
static bool
go_together(const struct suggest *s, const struct phrase *p, const struct phrase *q)
{
	size_t words = s->c->heap.n / 64 + 1;
	uint64_t both = 0;

	for (size_t w = 0; w < words; w++)
		both += (uint64_t)__builtin_popcountll(p->in[w] & q->in[w]);
	return (double)both >= together * (double)(p->a + q->a - both);
}

/* Phrases that mostly stand in the same texts: the first of them leads the group. */
static void
group(struct suggest *s)
{
	size_t groups = 0;

	for (size_t i = 0; i < s->phrases; i++) {
		struct phrase *p = &s->phrase[i];

		for (size_t k = 0; k < i && p->group == 0; k++)
			if (s->phrase[k].leads && go_together(s, p, &s->phrase[k]))
				p->group = s->phrase[k].group;
		p->leads = p->group == 0;
		if (p->leads)
			p->group = ++groups;
	}
}

static void
number(struct rows *rows, struct buf *b, double x, unsigned digits)
{
	b->len = 0;
	num_print_digits(b, num_real(x), digits);
	rows_plain(rows, buf_slice(b));
}

/* As it would stand in a rule. */
static void
rule_field(struct suggest *s, const struct phrase *p, struct rows *rows)
{
	struct str rest = p->text;

	s->buf.len = 0;
	buf_z(&s->buf, p->words ? "class ? = /\\b" : "class ? = /");
	while (p->words && rest.at) {
		buf_str(&s->buf, str_cut(rest, ' ', &rest));
		if (rest.at)
			buf_z(&s->buf, "\\W+");
	}
	if (!p->words)
		buf_str(&s->buf, p->text);
	buf_z(&s->buf, p->words ? "\\b/i" : "/");
	rows_field(rows, buf_slice(&s->buf));
}

static void
examples_field(struct suggest *s, const struct phrase *p, struct rows *rows)
{
	s->buf.len = 0;
	for (size_t i = 0; i < p->examples; i++) {
		const struct held *held = &s->c->heap.at[p->example[i]];

		if (i)
			buf_ch(&s->buf, ' ');
		if (s->c->want.id)
			buf_str(&s->buf, held->id);
		else
			buf_fmt(&s->buf, "%zu", p->example[i] + 1);
	}
	rows_field(rows, buf_slice(&s->buf));
}

static void
write(struct suggest *s, struct output *out)
{
	static const char *const names[] = {
	    "group", "phrase", "n", "share", "matched", "g2", "z", "rule", "examples"};
	struct rows rows = {.delimiter = common.delimiter_out};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		rows_field(&rows, str_of(names[i]));
	rows_end(&rows);
	for (size_t i = 0; i < s->phrases; i++) {
		const struct phrase *p = &s->phrase[i];

		number(&rows, &s->buf, (double)p->group, 0);
		rows_field(&rows, p->text);
		number(&rows, &s->buf, p->a, 0);
		number(&rows, &s->buf, (double)p->a / (double)s->texts_a, 4);
		number(&rows, &s->buf, p->b, 0);
		number(&rows, &s->buf, p->g2, 4);
		number(&rows, &s->buf, p->z, 4);
		rule_field(s, p, &rows);
		examples_field(s, p, &rows);
		rows_end(&rows);
	}
	output_write(out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
}

static void
clear(struct suggest *s)
{
	for (size_t i = 0; i < SIZES; i++) {
		map_clear(&s->size[i].map);
		free(s->size[i].a);
		free(s->size[i].b);
		free(s->size[i].last);
		free(s->size[i].within);
		free(s->size[i].weaker);
	}
	for (size_t i = 0; i < s->phrases; i++)
		free(s->phrase[i].in);
	free(s->phrase);
	units_clear(&s->units);
	buf_clear(&s->buf);
	buf_clear(&s->part);
}

void
suggest_write(const struct classify *c, struct output *out)
{
	struct suggest s = {.c = c};
	size_t all;

	for (size_t t = 0; t < c->heap.n; t++) {
		s.texts_a += c->heap.at[t].label.len == 0;
		s.texts_b += c->heap.at[t].label.len > 0;
	}
	for (size_t size = 0; size < SIZES; size++) {
		for (size_t t = 0; t < c->heap.n; t++)
			count_text(&s, t, size);
		if (size)
			weigh(&s, size);
	}
	for (size_t size = 0; size < SIZES; size++)
		choose(&s, size);
	if (s.phrases)
		qsort(s.phrase, s.phrases, sizeof *s.phrase, by_g2);
	all = s.phrases;
	if (s.phrases > c->want.top)
		s.phrases = (size_t)c->want.top;
	locate(&s);
	group(&s);
	write(&s, out);
	inform("%llu texts without a class, %llu with one; %zu phrases set them apart, %zu shown",
	    (unsigned long long)s.texts_a, (unsigned long long)s.texts_b, all, s.phrases);
	clear(&s);
}
