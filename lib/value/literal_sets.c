/* literal_sets: sets of texts put together. */
#include "value/literal_sets.h"

struct part
part_unknown(void)
{
	return (struct part){.exact = false};
}

struct part
part_nothing(void)
{
	return (struct part){.exact = true};
}

struct part
part_text(struct arena *arena, struct str s)
{
	struct part p = {.exact = true};

	p.all = (struct literal_set){arena_zero(arena, 1, sizeof *p.all.text), 1};
	p.all.text[0] = s.len ? arena_dup(arena, s) : s;
	return p;
}

static size_t
shortest(const struct literal_set *s)
{
	size_t least = s->n ? SIZE_MAX : 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->text[i].len < least)
			least = s->text[i].len;
	return least;
}

/*
 * The longer the shortest text, the fewer texts hold one by chance; past three ideographs it hardly
 * matters.  0: of no use.
 */
static size_t
worth(const struct literal_set *s)
{
	size_t least = shortest(s);

	if (least < LITERAL_SHORTEST || s->n > LITERAL_MOST)
		return 0;
	return (least > 9 ? 9 : least) * LITERAL_MOST + LITERAL_MOST - s->n + 1;
}

/* Among the most telling sets. */
static void
need_add(struct part *p, const struct literal_set *s)
{
	size_t at = p->needs;

	if (worth(s) == 0)
		return;
	while (at > 0 && worth(&p->need[at - 1]) < worth(s))
		at--;
	if (at == LITERAL_SETS)
		return;
	p->needs += p->needs < LITERAL_SETS;
	for (size_t i = p->needs - 1; i > at; i--)
		p->need[i] = p->need[i - 1];
	p->need[at] = *s;
}

struct part
part_loose(const struct part *p)
{
	struct part q = {.exact = false};

	if (!p->exact)
		return *p;
	need_add(&q, &p->all);
	return q;
}

static struct literal_set
joined_sets(struct arena *arena, const struct literal_set *a, const struct literal_set *b)
{
	struct literal_set s = {.text = arena_zero(arena, a->n + b->n + 1, sizeof *s.text)};

	for (size_t i = 0; i < a->n; i++)
		s.text[s.n++] = a->text[i];
	for (size_t i = 0; i < b->n; i++)
		s.text[s.n++] = b->text[i];
	return s;
}

/* What each branch needs one of: the first sets of both together, the second, and so on. */
static struct part
either_needs(struct arena *arena, const struct part *a, const struct part *b)
{
	struct part both = {.exact = false};
	size_t most = a->needs > b->needs ? a->needs : b->needs;

	for (size_t i = 0; i < most && a->needs && b->needs; i++) {
		struct literal_set s = joined_sets(arena, &a->need[i < a->needs ? i : a->needs - 1],
		    &b->need[i < b->needs ? i : b->needs - 1]);

		need_add(&both, &s);
	}
	return both;
}

bool
part_either(struct arena *arena, struct part *p, const struct part *other)
{
	struct part a = part_loose(p), b = part_loose(other);

	if (p->exact && other->exact && p->all.n + other->all.n <= LITERAL_MOST) {
		p->all = joined_sets(arena, &p->all, &other->all);
		return true;
	}
	*p = either_needs(arena, &a, &b);
	return p->needs > 0;
}

static struct str
joined(struct arena *arena, struct str a, struct str b)
{
	char *at;

	if (a.len == 0 || b.len == 0)
		return a.len ? a : b;
	at = arena_take(arena, a.len + b.len);
	memcpy(at, a.at, a.len);
	memcpy(at + a.len, b.at, b.len);
	return (struct str){at, a.len + b.len};
}

/* Each of a before each of b, both exact. */
static struct part
product(struct arena *arena, const struct part *a, const struct part *b)
{
	struct part p = {.exact = true};

	p.all.text = arena_zero(arena, a->all.n * b->all.n + 1, sizeof *p.all.text);
	for (size_t i = 0; i < a->all.n; i++)
		for (size_t k = 0; k < b->all.n; k++)
			p.all.text[p.all.n++] = joined(arena, a->all.text[i], b->all.text[k]);
	return p;
}

struct part
part_repeat(struct arena *arena, const struct part *p, unsigned least, unsigned most)
{
	struct part all = *p, none = part_text(arena, (struct str){"", 0});

	if (least == 1 && most == 1)
		return *p;
	if (least == 0) {
		if (most != 1 || !p->exact)
			return part_unknown();
		part_either(arena, &all, &none);
		return all;
	}
	if (least == most && p->exact && least <= 8 && p->all.n == 1) {
		for (unsigned i = 1; i < least; i++)
			all = product(arena, &all, p);
		return all;
	}
	return part_loose(p);
}

struct chain
chain_begin(struct arena *arena)
{
	return (struct chain){.arena = arena, .run = part_text(arena, (struct str){"", 0})};
}

void
chain_add(struct chain *c, const struct part *p)
{
	if (p->exact &&
	    c->run.all.n * p->all.n <= LITERAL_PRODUCT + (c->run.all.n == 1) * LITERAL_MOST) {
		c->run = product(c->arena, &c->run, p);
		return;
	}
	c->broken = true;
	need_add(&c->found, &c->run.all);
	if (p->exact) {
		c->run = *p;
		return;
	}
	for (size_t i = 0; i < p->needs; i++)
		need_add(&c->found, &p->need[i]);
	c->run = part_text(c->arena, (struct str){"", 0});
}

struct part
chain_end(struct chain *c)
{
	if (!c->broken)
		return c->run;
	need_add(&c->found, &c->run.all);
	return c->found;
}
