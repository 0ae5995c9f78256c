/* guess_settle: the one reading that holds for all values of a column. */
#include "intake/guess.h"

/* Of the values that none of the chosen formats reads, the format that reads most. */
static size_t
best_format(const struct guess *g, uint64_t chosen, uint64_t *left)
{
	uint64_t most = 0;
	size_t best = GUESS_FORMATS;

	*left = 0;
	for (size_t k = 0; k < g->sets; k++)
		*left += g->set[k].formats & chosen ? 0 : g->set[k].n;
	for (size_t i = 0; i < GUESS_FORMATS; i++) {
		uint64_t n = 0;

		for (size_t k = 0; k < g->sets; k++)
			if (!(g->set[k].formats & chosen) && g->set[k].formats >> i & 1)
				n += g->set[k].n;
		if (n > most) {
			most = n;
			best = i;
		}
	}
	return best;
}

/* A few formats that together read every value; the one that reads most comes first. */
static bool
settle_formats(struct guess *g)
{
	uint64_t chosen = 0, left;

	if (g->no_time.n > 0 || g->more_sets)
		return false;
	for (;;) {
		size_t best = best_format(g, chosen, &left);

		if (left == 0)
			break;
		if (g->formats == GUESS_MIXED)
			return false;
		g->format[g->formats++] = best;
		chosen |= (uint64_t)1 << best;
	}
	g->type = COL_DATE;
	for (size_t i = 0; i < g->formats; i++)
		if (!guess_format_is_date(g->format[i]))
			g->type = COL_TIME;
	return g->formats > 0;
}

static bool
settle_clock(struct guess *g)
{
	for (size_t i = 0; i < GUESS_CLOCKS; i++)
		if (g->clock[i] == g->n) {
			g->clock_form = i;
			/* Half days have no duration. */
			g->type = strstr(guess_clock(i), "%p") ? COL_TEXT : COL_DURATION;
			return true;
		}
	g->clock_form = GUESS_CLOCKS;
	return false;
}

static bool
settle_type(struct guess *g)
{
	g->clock_form = GUESS_CLOCKS;
	if (g->n == 0)
		return false;
	for (int k = 0; k < 3; k++)
		if (g->canonical[k] == g->n) {
			g->type = (enum column_type)(COL_TIME + k);
			return true;
		}
	if (settle_formats(g))
		return true;
	g->formats = 0;
	if (g->phones == g->n || g->ids == g->n)
		return false;
	if (settle_clock(g))
		return g->type == COL_DURATION;
	g->type = g->truths == g->n && g->binaries < g->n     ? COL_TRUTH
		  : g->integers + g->cleaned_integers == g->n ? COL_INTEGER
		  : g->decimals + g->cleaned == g->n	      ? COL_DECIMAL
							      : COL_TEXT;
	return g->type != COL_TEXT;
}

void
guess_settle(struct guess *g)
{
	g->n = g->rows - g->empty;
	for (size_t i = 0; i < GUESS_WORDS; i++)
		g->n -= g->word[i];
	g->type = COL_TEXT;
	g->typed = settle_type(g);
	if (!g->typed)
		g->type = COL_TEXT;
}

/* A word like "none" or "-" may well be a value where it stands among text. */
void
guess_nulls(const struct guess *g, size_t columns, bool *null)
{
	for (size_t w = 0; w < GUESS_WORDS; w++) {
		bool typed = false, text = false;

		for (size_t i = 0; i < columns; i++) {
			typed = typed || (g[i].typed && g[i].word[w] > 0);
			text = text || (!g[i].typed && g[i].word[w] > 0);
		}
		null[w] = w < GUESS_STRONG ? typed || text : typed && !text;
	}
}
