/*
 * sought: which patterns match where.  One pass over a text finds the plain texts that patterns
 * need; only patterns whose text is there are run, and those that are nothing but plain text need
 * not be.
 */
#include "base/mem.h"
#include "classify/inner.h"
#include "defs/take.h"
#include "value/literal.h"
#include "value/text.h"
#include <stdlib.h>

/*
 * Full-width forms in the pattern of a scheme that normalizes are what they become in the text;
 * signs among them are still no more than themselves.
 */
static struct str
half_width(struct arena *arena, struct str source)
{
	struct buf b = {0}, one = {0};
	struct str result;
	uint32_t code = 0;

	for (size_t at = 0, n; at < source.len; at += n) {
		n = str_char((struct str){source.at + at, source.len - at}, &code);
		if (n < 2 || !((code >= 0xFF01 && code <= 0xFF5E) || code == 0x3000)) {
			buf_add(&b, source.at + at, n ? n : (n = 1));
			continue;
		}
		one.len = 0;
		text_halfwidth(&one, (struct str){source.at + at, n});
		if (!((one.at[0] | 32) >= 'a' && (one.at[0] | 32) <= 'z') &&
		    !(one.at[0] >= '0' && one.at[0] <= '9'))
			buf_ch(&b, '\\');
		buf_str(&b, buf_slice(&one));
	}
	result = arena_dup(arena, buf_slice(&b));
	buf_clear(&b);
	buf_clear(&one);
	return result;
}

/* Names of groups, by number. */
static void
name_groups(struct classify *c, struct sought *s)
{
	struct str rest = s->source, name;
	ptrdiff_t at;
	int n;

	s->groups = (size_t)pattern_groups(s->pattern);
	s->group = arena_zero(&c->arena, s->groups + 1, sizeof *s->group);
	while ((at = str_find(rest, STR("(?"))) >= 0) {
		rest = (struct str){rest.at + at + 2, rest.len - (size_t)at - 2};
		if (str_starts(rest, STR("P<")) || str_starts(rest, STR("<")))
			name = str_cut(rest, '<', &rest);
		else if (str_starts(rest, STR("'")))
			name = str_cut(rest, '\'', &rest);
		else
			continue;
		name = str_cut(rest, rest.at[-1] == '<' ? '>' : '\'', &rest);
		if ((n = pattern_group(s->pattern, name)) > 0)
			s->group[n] = name;
		if (rest.at == NULL)
			break;
	}
}

static bool
is_caseless(const struct sought *s)
{
	return s->flags.len && memchr(s->flags.at, 'i', s->flags.len);
}

int
sought_add(struct classify *c, const struct tree *t, struct misfit *m)
{
	bool normal = c->want.rules->normalize;
	struct sought s = {
	    .source = normal ? half_width(&c->arena, t->text) : t->text, .flags = t->flags};

	if (normal && memchr(t->flags.at ? t->flags.at : "", 'i', t->flags.len) == NULL)
		s.flags = memchr(t->flags.at ? t->flags.at : "", 'x', t->flags.len) ? STR("ix")
										    : STR("i");
	for (size_t i = 0; i < c->soughts; i++)
		if (str_eq(c->sought[i].source, s.source) && str_eq(c->sought[i].flags, s.flags))
			return (int)i;
	if ((s.pattern = pattern_new(s.source, s.flags, &m->fault)) == NULL) {
		m->place = take_inside(t->place, m->fault.at);
		return -1;
	}
	name_groups(c, &s);
	c->sought = mem_grow(c->sought, c->soughts, &c->sought_cap, sizeof *c->sought);
	c->sought[c->soughts] = s;
	return (int)c->soughts++;
}

void
sought_ready(struct classify *c)
{
	c->needles = needles_new();
	c->owner = arena_zero(&c->arena, c->soughts * LITERAL_SETS + 1, sizeof *c->owner);
	c->anywhere = arena_zero(&c->arena, c->soughts + 1, sizeof *c->anywhere);
	for (size_t i = 0; i < c->soughts; i++) {
		struct sought *s = &c->sought[i];
		struct literals l;

		literal_read(&l, s->source, s->flags, &c->arena);
		s->sets = (uint8_t)l.sets;
		if (l.sets == 0)
			c->anywhere[c->anywheres++] = (uint32_t)i;
		for (size_t k = 0; k < l.sets; k++, c->odd++) {
			c->owner[c->odd] = (uint32_t)i;
			for (size_t w = 0; w < l.set[k].n; w++)
				needles_add(c->needles, l.set[k].text[w], c->odd, l.whole);
		}
	}
	for (size_t i = 0; i < LITERAL_ODD; i++)
		needles_add(c->needles, literal_odd[i], c->odd, false);
	needles_ready(c->needles);
}

static void
hit(struct hand *h, uint32_t sought, size_t row)
{
	struct hits *s = &h->hits[sought];

	if (s->truth == NULL) {
		s->truth = arena_take(h->batch->arena, h->batch->n);
		memcpy(s->truth, h->none, h->batch->n);
		h->touched[h->touches++] = sought;
	}
	if (s->truth[row] == TRUTH_YES)
		return;
	s->truth[row] = TRUTH_YES;
	s->row = mem_grow(s->row, s->n, &s->cap, sizeof *s->row);
	s->row[s->n++] = (uint32_t)row;
}

static void
try(struct hand *h, uint32_t sought, size_t row, struct str text)
{
	const struct sought *s = &h->c->sought[sought];
	enum matched how;

	if (h->hits[sought].truth && h->hits[sought].truth[row] == TRUTH_YES)
		return;
	how = match_test(h->matcher, s->pattern, text);
	if (how == MATCH_YES)
		hit(h, sought, row);
	else if (how == MATCH_LIMIT)
		notes_add(h->batch->notes, "match limit", batch_line(h->batch, row), true,
		    "match limit: the pattern /%.*s/ needs too many steps for this text of %zu "
		    "bytes",
		    STR_ARG(s->source), text.len);
}

/* Patterns all of whose sets are there. */
static void
try_seen(struct hand *h, size_t row, struct str text)
{
	const struct classify *c = h->c;

	for (size_t i = 0; i < h->seen.n; i++) {
		uint32_t sought;

		if (h->seen.owner[i] == c->odd)
			continue;
		sought = c->owner[h->seen.owner[i]];
		if (++h->sets[sought] < c->sought[sought].sets)
			continue;
		if (h->seen.state[h->seen.owner[i]] == NEEDLES_SURE)
			hit(h, sought, row);
		else
			try(h, sought, row, text);
	}
	for (size_t i = 0; i < h->seen.n; i++)
		if (h->seen.owner[i] != c->odd)
			h->sets[c->owner[h->seen.owner[i]]] = 0;
}

static void
search(struct hand *h, size_t row, struct str text)
{
	const struct classify *c = h->c;
	struct str lowered = text;
	bool odd;

	if (!c->want.rules->normalize) {
		h->lower.len = 0;
		needles_lower(&h->lower, text);
		lowered = buf_slice(&h->lower);
	}
	needles_find(c->needles, lowered, &h->seen);
	odd = h->seen.state[c->odd] != NEEDLES_NO;
	try_seen(h, row, text);
	needles_seen_reset(&h->seen);
	for (size_t i = 0; i < c->anywheres; i++)
		try(h, c->anywhere[i], row, text);
	for (uint32_t i = 0; odd && i < c->soughts; i++)
		if (c->sought[i].sets && is_caseless(&c->sought[i]))
			try(h, i, row, text);
}

/* The texts as they are searched. */
static void
take_texts(struct hand *h)
{
	const struct classify *c = h->c;
	const struct batch *b = h->batch;
	uint8_t *none = arena_take(b->arena, b->n);

	memset(none, TRUTH_NULL, b->n);
	for (size_t k = 0; k < c->texts; k++) {
		h->text[k] = arena_zero(b->arena, b->n, sizeof **h->text);
		for (size_t row = 0; row < b->n; row++) {
			struct str s = b->col[c->text[k]][row];

			if (s.len && c->want.rules && c->want.rules->normalize) {
				h->buf.len = 0;
				text_fold(&h->buf, s);
				s = arena_dup(b->arena, buf_slice(&h->buf));
			}
			h->text[k][row] = s;
			if (s.len)
				none[row] = TRUTH_NO;
		}
	}
	h->none = none;
}

void
sought_run(struct hand *h)
{
	for (size_t i = 0; i < h->touches; i++) {
		h->hits[h->touched[i]].truth = NULL;
		h->hits[h->touched[i]].n = 0;
	}
	h->touches = 0;
	take_texts(h);
	for (size_t row = 0; h->c->soughts && row < h->batch->n; row++)
		for (size_t k = 0; k < h->c->texts; k++)
			if (h->text[k][row].len)
				search(h, row, h->text[k][row]);
}
