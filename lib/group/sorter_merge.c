/* sorter_merge: sorted runs into one, by a tree of losers: one comparison a level for each record.
 */
#include "base/mem.h"
#include "group/sorter_inner.h"
#include <stdlib.h>

enum { PIECE_LEAST = 4 << 10, PIECE_MOST = 1 << 20, AHEAD = 8 };

struct source {
	uint64_t head;
	const char *record;		  /* NULL: at its end */
	const struct entry *entry, *last; /* in memory, or */
	struct extent left;		  /* in a file: what is not in the buffer yet */
	char *buffer;
	size_t cap, len, at;
};

struct merge {
	struct source *source;
	size_t n, cap, piece;
	size_t *loser; /* [0] is the winner, the rest losers on the ways up */
	bool begun;
};

struct merge *
merge_new(uint64_t memory, size_t sources)
{
	struct merge *m = mem_new(1, sizeof *m);
	uint64_t piece = memory / (sources + 1);

	m->source = mem_new(sources + 1, sizeof *m->source);
	m->piece = piece < PIECE_LEAST ? PIECE_LEAST : piece > PIECE_MOST ? PIECE_MOST : piece;
	return m;
}

void
merge_part(struct merge *m, const struct part *p)
{
	if (p->n)
		m->source[m->n++] = (struct source){.entry = p->entry, .last = p->entry + p->n};
}

void
merge_extent(struct merge *m, struct extent e)
{
	m->source[m->n++] =
	    (struct source){.left = e, .cap = m->piece, .buffer = mem_new(m->piece, 1)};
}

/* At least n bytes in the buffer from at on, unless the run ends before. */
static void
load(struct source *s, size_t n)
{
	size_t some;

	if (s->len - s->at >= n)
		return;
	memmove(s->buffer, s->buffer + s->at, s->len - s->at);
	s->len -= s->at;
	s->at = 0;
	if (n > s->cap) {
		s->cap = n;
		s->buffer = mem_resize(s->buffer, n, 1);
	}
	some = s->cap - s->len;
	if (some > s->left.end - s->left.at)
		some = s->left.end - s->left.at;
	some = tmp_read_at(s->left.tmp, s->left.at, s->buffer + s->len, some);
	s->left.at += some;
	s->len += some;
}

static void
advance(struct source *s)
{
	if (s->entry) {
		s->record = s->entry < s->last ? s->entry->record : NULL;
		if (s->last - s->entry > AHEAD)
			__builtin_prefetch(s->entry[AHEAD].record);
		s->entry++;
	} else {
		s->at += s->record ? record_size(s->record) : 0;
		load(s, sizeof(struct lengths));
		s->record = NULL;
		if (s->at < s->len) {
			load(s, record_size(s->buffer + s->at));
			s->record = s->buffer + s->at;
		}
	}
	if (s->record)
		s->head = record_head(s->record);
}

/* Whether a's record comes before b's; a source at its end comes last. */
static bool
before(const struct source *a, const struct source *b)
{
	if (a->record == NULL || b->record == NULL)
		return a->record != NULL;
	if (a->head != b->head)
		return a->head < b->head;
	return record_compare(a->record, b->record) < 0;
}

/* Source w, whose record is new, goes up the tree as far as it wins. */
static void
play(struct merge *m, size_t w)
{
	for (size_t at = (w + m->n) / 2; at > 0; at /= 2) {
		size_t l = m->loser[at];

		if (l == SIZE_MAX) { /* the first to come waits for the other side */
			m->loser[at] = w;
			return;
		}
		if (before(&m->source[l], &m->source[w])) {
			m->loser[at] = w;
			w = l;
		}
	}
	m->loser[0] = w;
}

static void
begin(struct merge *m)
{
	m->loser = mem_new(m->n + 1, sizeof *m->loser);
	for (size_t i = 0; i < m->n; i++)
		m->loser[i] = SIZE_MAX;
	for (size_t i = 0; i < m->n; i++) {
		advance(&m->source[i]);
		play(m, i);
	}
	m->begun = true;
}

const char *
merge_next(struct merge *m)
{
	if (m->n == 0)
		return NULL;
	if (!m->begun) {
		begin(m);
	} else {
		advance(&m->source[m->loser[0]]);
		play(m, m->loser[0]);
	}
	return m->source[m->loser[0]].record;
}

void
merge_free(struct merge *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->n; i++)
		free(m->source[i].buffer);
	free(m->source);
	free(m->loser);
	free(m);
}
