/* sorter: against qsort, in memory and by runs, alone and joined. */
#include "group/sorter.h"
#include "base/arena.h"
#include "base/mem.h"
#include "base/opt.h"
#include "unit.h"
#include <stdlib.h>

struct pair {
	struct str key, load;
};

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	return (*seed >> 33) % below;
}

static int
by_pair(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	return c ? c : str_cmp(x->load, y->load);
}

/* Bytes of a small alphabet with NULs, so that many are equal or begin others; some share a long
 * beginning. */
static struct str
bytes(struct arena *a, uint64_t *seed, size_t most)
{
	static const char letters[] = {'\0', '\0', 'a', 'b', '\x7f', '\xff'};
	size_t n = draw(seed, most + 1), same = draw(seed, 3) ? 0 : n - n / 8;
	char *at = arena_take(a, n + 1);

	for (size_t i = 0; i < n; i++)
		at[i] = i < same ? 'c' : letters[draw(seed, sizeof letters)];
	return (struct str){at, n};
}

static struct pair *
pairs(struct arena *a, uint64_t seed, size_t n, size_t key, size_t load)
{
	struct pair *p = arena_zero(a, n + 1, sizeof *p);

	for (size_t i = 0; i < n; i++) {
		p[i].key = i && draw(&seed, 3) == 0 ? p[draw(&seed, i)].key : bytes(a, &seed, key);
		p[i].load = bytes(a, &seed, load);
	}
	return p;
}

/* Frees s; *spilled: whether runs were written. */
static void
compare(struct sorter *s, const struct pair *sorted, size_t n, bool *spilled)
{
	struct str key, load;
	size_t i = 0, wrong = 0;

	EXPECT(sorter_records(s) == n);
	for (sorter_finish(s); sorter_next(s, &key, &load); i++)
		wrong += i >= n || !str_eq(key, sorted[i].key) || !str_eq(load, sorted[i].load);
	EXPECT(wrong == 0);
	EXPECT(i == n);
	EXPECT(!sorter_next(s, &key, &load));
	*spilled = sorter_spilled(s) > 0;
	sorter_free(s);
}

static void
round_of(uint64_t seed, size_t n, size_t key, size_t load, uint64_t memory, bool runs)
{
	struct arena a = {0};
	struct pair *p = pairs(&a, seed, n, key, load);
	struct sorter *one = sorter_new(memory), *of[3];
	bool spilled;

	for (size_t i = 0; i < n; i++)
		sorter_add(one, p[i].key, p[i].load);
	for (size_t k = 0; k < 3; k++)
		of[k] = sorter_new(memory);
	for (size_t i = 0; i < n; i++)
		sorter_add(of[i % 7 % 3], p[n - 1 - i].key, p[n - 1 - i].load);
	qsort(p, n, sizeof *p, by_pair);
	compare(one, p, n, &spilled);
	EXPECT(spilled == runs);
	sorter_join(of[seed % 3], of[(seed + 1) % 3]);
	sorter_join(of[seed % 3], of[(seed + 2) % 3]);
	compare(of[seed % 3], p, n, &spilled);
	arena_clear(&a);
}

static void
parts_of_keys(void)
{
	struct buf a = {0}, b = {0};
	struct str rest;

	sorter_key_text(&a, STR("ab"));
	sorter_key_number(&a, 258);
	sorter_key_text(&a, STR(""));
	sorter_key_number(&a, UINT64_MAX);
	rest = buf_slice(&a);
	EXPECT(str_eq(sorter_take_text(&rest), STR("ab")));
	EXPECT(sorter_take_number(&rest) == 258);
	EXPECT(sorter_take_text(&rest).len == 0);
	EXPECT(sorter_take_number(&rest) == UINT64_MAX && rest.len == 0);
	a.len = b.len = 0;
	sorter_key_text(&a, STR("a"));
	sorter_key_text(&b, STR("a\x01"));
	EXPECT(str_cmp(buf_slice(&a), buf_slice(&b)) < 0);
	a.len = b.len = 0;
	sorter_key_number(&a, 255);
	sorter_key_number(&b, 256);
	EXPECT(str_cmp(buf_slice(&a), buf_slice(&b)) < 0);
	buf_clear(&a);
	buf_clear(&b);
}

int
main(void)
{
	common.tmpdir = "/tmp";
	parts_of_keys();
	for (uint64_t seed = 1; seed <= 20; seed++) {
		round_of(seed, seed * 37 % 400, 12, 4, 1 << 20, false);
		round_of(seed, 4000, seed, 30, 0, true);
	}
	round_of(21, 0, 1, 1, 0, false);
	round_of(22, 1, 0, 0, 0, false);
	round_of(23, 200000, 9, 5, 64 << 20, false); /* threads */
	round_of(24, 200000, 20, 100, 0, true);	     /* hundreds of runs, several passes */
	round_of(25, 300, 30000, 90000, 0, true);    /* records larger than the memory */
	round_of(26, 60000, 0, 40, 1 << 23, false);  /* equal keys */
	return unit_end();
}
