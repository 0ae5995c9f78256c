/* literal_sets: sets of texts put together. */
#include "value/literal_sets.h"

struct part
part_unknown(void)
{
	return (struct part){0};
}

struct part
part_nothing(void)
{
	return (struct part){.exact = true};
}

struct part
part_text(struct arena *arena, struct str s)
{
	struct part p = {.text = arena_zero(arena, 1, sizeof *p.text), .n = 1, .exact = true};

	p.text[0] = s.len ? arena_dup(arena, s) : s;
	return p;
}

struct part
part_loose(const struct part *p)
{
	struct part q = *p;

	q.exact = false;
	return q;
}

bool
part_either(struct arena *arena, struct part *p, const struct part *other)
{
	struct part both = {.exact = p->exact && other->exact};
	bool known = (p->n || p->exact) && (other->n || other->exact);

	if (!known || p->n + other->n > LITERAL_MOST) {
		*p = part_unknown();
		return false;
	}
	both.text = arena_zero(arena, p->n + other->n + 1, sizeof *both.text);
	for (size_t i = 0; i < p->n; i++)
		both.text[both.n++] = p->text[i];
	for (size_t i = 0; i < other->n; i++)
		both.text[both.n++] = other->text[i];
	*p = both;
	return true;
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

	p.text = arena_zero(arena, a->n * b->n + 1, sizeof *p.text);
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			p.text[p.n++] = joined(arena, a->text[i], b->text[k]);
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
	if (least == most && p->exact && least <= 8 && p->n == 1) {
		for (unsigned i = 1; i < least; i++)
			all = product(arena, &all, p);
		return all;
	}
	return part_loose(p);
}

static size_t
shortest(const struct part *p)
{
	size_t least = p->n ? SIZE_MAX : 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->text[i].len < least)
			least = p->text[i].len;
	return least;
}

bool
part_needs(const struct part *p, struct str **text, size_t *n)
{
	if (shortest(p) < LITERAL_SHORTEST)
		return false;
	*text = p->text;
	*n = p->n;
	return true;
}

/* The longer the shortest text, the fewer texts hold one by chance; past three ideographs it hardly
 * matters. */
static size_t
worth(const struct part *p)
{
	size_t least = shortest(p);

	return least < LITERAL_SHORTEST
		   ? 0
		   : (least > 9 ? 9 : least) * LITERAL_MOST + LITERAL_MOST - p->n;
}

struct chain
chain_begin(struct arena *arena)
{
	return (struct chain){.arena = arena, .run = part_text(arena, (struct str){"", 0})};
}

static void
consider(struct chain *c, const struct part *p)
{
	if (worth(p) > worth(&c->best))
		c->best = part_loose(p);
}

void
chain_add(struct chain *c, const struct part *p)
{
	if (p->exact && c->run.n * p->n <= LITERAL_PRODUCT + (c->run.n == 1) * LITERAL_MOST) {
		c->run = product(c->arena, &c->run, p);
		return;
	}
	c->broken = true;
	consider(c, &c->run);
	if (p->exact) {
		c->run = *p;
		return;
	}
	consider(c, p);
	c->run = part_text(c->arena, (struct str){"", 0});
}

struct part
chain_end(struct chain *c)
{
	if (!c->broken)
		return c->run;
	consider(c, &c->run);
	return c->best;
}
