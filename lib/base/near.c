/* near: which of some names was meant (Damerau-Levenshtein distance by characters, ASCII case
 * aside). */
#include "base/diag.h"
#include <stdio.h>

enum { NEAR_CHARS = 64, FEW_NAMES = 12, FEW_BYTES = 300 };

struct word {
	uint32_t at[NEAR_CHARS];
	size_t n;
};

/* false: too long to be compared, or not text. */
static bool
spell(struct word *w, struct str s)
{
	w->n = 0;
	while (s.len) {
		uint32_t c;
		size_t n = str_char(s, &c);

		if (n == 0 || w->n == NEAR_CHARS)
			return false;
		w->at[w->n++] = c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
		s.at += n;
		s.len -= n;
	}
	return true;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, changes and exchanges of neighbours that make b of a. */
static size_t
distance(const struct word *a, const struct word *b)
{
	size_t rows[3][NEAR_CHARS + 1] = {{0}};
	size_t *before = rows[0], *last = rows[1], *row = rows[2];

	for (size_t j = 0; j <= b->n; j++)
		last[j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		size_t *free_row = before;

		row[0] = i;
		for (size_t j = 1; j <= b->n; j++) {
			bool same = a->at[i - 1] == b->at[j - 1];

			row[j] = least(last[j - 1] + !same, least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a->at[i - 1] == b->at[j - 2] &&
			    a->at[i - 2] == b->at[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = free_row;
	}
	return last[b->n];
}

const struct str *
diag_near(struct str word, const struct str *names, size_t n)
{
	const struct str *best = NULL;
	size_t best_distance = 0;
	struct word want, have;

	if (!spell(&want, word) || want.n == 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t longer, far;

		if (!spell(&have, names[i]) || have.n == 0)
			continue;
		longer = want.n > have.n ? want.n : have.n;
		if (longer - least(want.n, have.n) > longer / 3)
			continue;
		far = distance(&want, &have);
		if (far <= longer / 3 && (best == NULL || far < best_distance)) {
			best = &names[i];
			best_distance = far;
		}
	}
	return best;
}

static bool
few(const struct str *names, size_t n)
{
	size_t bytes = 0;

	if (n == 0 || n > FEW_NAMES)
		return false;
	for (size_t i = 0; i < n; i++)
		bytes += names[i].len;
	return bytes <= FEW_BYTES;
}

const char *
diag_hint(struct str word, const struct str *names, size_t n)
{
	/* Each byte of a name may take four. */
	static _Thread_local char text[FEW_BYTES * 4 + FEW_NAMES * 12 + 64];
	const struct str *near = diag_near(word, names, n);
	size_t len = 0;

	text[0] = '\0';
	if (near != NULL) {
		snprintf(text, sizeof text, "; did you mean '%s'?", diag_text(*near));
		return text;
	}
	if (!few(names, n))
		return text;
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof text - len, "%s'%s'",
		    i > 0    ? ", "
		    : n == 1 ? "; there is "
			     : "; there are ",
		    diag_text(names[i]));
	return text;
}
