/* shards: what streams of partials say of the data they were made of. */
#include "group/shards.h"
#include "base/diag.h"
#include "base/mem.h"
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t
shards_hash(const struct batch *b)
{
	uint64_t sum = 0;

	for (size_t row = 0; row < b->n; row++) {
		const char *at = b->text.at + b->start[row];
		size_t left = b->text.len - b->start[row];
		const char *end = memchr(at, '\n', left);
		size_t len = end ? (size_t)(end - at) : left;

		if (len && at[len - 1] == '\r')
			len--;
		sum += XXH3_64bits(at, len);
	}
	return sum;
}

void
shards_mark(struct buf *b, const char *fingerprint)
{
	buf_fmt(b, "1:%s", fingerprint);
}

void
shards_name(struct buf *b, uint64_t hash, struct str name)
{
	buf_fmt(b, "%016llx", (unsigned long long)hash);
	if (name.len) {
		buf_ch(b, ':');
		buf_str(b, name);
	}
}

struct shard *
shards_at(struct shards *s, struct str name)
{
	bool added;
	size_t at = map_put(&s->names, name, map_hash(name), &added);

	if (added) {
		s->at = mem_grow(s->at, at, &s->cap, sizeof *s->at);
		s->at[at] = (struct shard){0};
	}
	return &s->at[at];
}

void
shards_merge(struct shards *into, const struct shards *from)
{
	for (size_t i = 0; i < from->names.n; i++) {
		struct shard *sum = shards_at(into, from->names.key[i]);

		sum->counted += from->at[i].counted;
		sum->said += from->at[i].said;
		sum->read += from->at[i].read;
		sum->ends += from->at[i].ends;
	}
}

static void
check(const struct shard *s, struct str name)
{
	if (s->ends == 0)
		die("shard %.*s has no end record: its partial was cut short", STR_ARG(name));
	if (s->ends > 1 && s->read > 0)
		die("shard %.*s comes %llu times; if these are different data that happen to be "
		    "equal, name them with --shard",
		    STR_ARG(name), (unsigned long long)s->ends);
	if (s->counted != s->said)
		die("shard %.*s was cut short: its records add up to %llu, its end says %llu",
		    STR_ARG(name), (unsigned long long)s->counted, (unsigned long long)s->said);
}

/* By name, so that of several faults the same one is told whatever came first. */
static int
by_name(const void *a, const void *b, void *arg)
{
	const struct shards *s = arg;

	return str_cmp(s->names.key[*(const size_t *)a], s->names.key[*(const size_t *)b]);
}

void
shards_check(const struct shards *s, uint64_t want)
{
	size_t *order = mem_new(s->names.n + 1, sizeof *order);
	uint64_t ends = 0;

	for (size_t i = 0; i < s->names.n; i++)
		order[i] = i;
	if (s->names.n)
		qsort_r(order, s->names.n, sizeof *order, by_name, (void *)(uintptr_t)s);
	for (size_t i = 0; i < s->names.n; i++) {
		check(&s->at[order[i]], s->names.key[order[i]]);
		ends += s->at[order[i]].ends;
	}
	if (want && ends != want)
		die("--shards: %llu shards came, expected %llu", (unsigned long long)ends,
		    (unsigned long long)want);
	free(order);
}

uint64_t
shards_read(const struct shards *s)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < s->names.n; i++)
		sum += s->at[i].read;
	return sum;
}

uint64_t
shards_united(const struct shards *s)
{
	uint64_t sum = shards_read(s);

	for (size_t i = 0; i < s->names.n; i++)
		sum += XXH3_64bits(s->names.key[i].at, s->names.key[i].len);
	return sum;
}

void
shards_clear(struct shards *s)
{
	map_clear(&s->names);
	free(s->at);
	*s = (struct shards){0};
}
