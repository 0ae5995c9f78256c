/* crosstab: two codings as a stream. */
#include "classify/crosstab.h"
#include "base/mem.h"
#include "value/num.h"
#include <math.h>
#include <stdlib.h>

enum { DIGITS = 6 };

static void
number(struct rows *rows, double x)
{
	struct buf b = {0};

	if (!isnan(x))
		num_print_digits(&b, num_real(x), DIGITS);
	rows_plain(rows, buf_slice(&b));
	buf_clear(&b);
}

static void
count(struct rows *rows, uint64_t n)
{
	struct buf b = {0};

	buf_fmt(&b, "%llu", (unsigned long long)n);
	rows_plain(rows, buf_slice(&b));
	buf_clear(&b);
}

void
crosstab_line(struct rows *rows, const char *kind, struct str theirs, struct str ours, uint64_t n,
    uint64_t of, double value, double se)
{
	rows_field(rows, str_of(kind));
	rows_field(rows, theirs);
	rows_field(rows, ours);
	count(rows, n);
	if (of)
		count(rows, of);
	else
		rows_field(rows, (struct str){0});
	number(rows, value);
	number(rows, se);
	rows_end(rows);
}

void
crosstab_head(struct rows *rows)
{
	static const char *const names[] = {"kind", "theirs", "ours", "n", "of", "value", "se"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		rows_field(rows, str_of(names[i]));
	rows_end(rows);
}

static double
share(uint64_t n, uint64_t of)
{
	return of ? (double)n / (double)of : (double)NAN;
}

static void
write_class(struct rows *rows, const struct crosstab *t, size_t i)
{
	struct str none = {0};
	uint64_t theirs = 0, ours = 0, both = t->cell[i * t->n + i];

	for (size_t k = 0; k < t->n; k++) {
		theirs += t->cell[i * t->n + k];
		ours += t->cell[k * t->n + i];
	}
	if (t->name[i].len == 0)
		return;
	crosstab_line(
	    rows, "recall", t->name[i], none, both, theirs, share(both, theirs), (double)NAN);
	crosstab_line(
	    rows, "precision", none, t->name[i], both, ours, share(both, ours), (double)NAN);
}

void
crosstab_write(struct rows *rows, const struct crosstab *t, struct agreement *a)
{
	struct str none = {0};

	agreement_of(t->cell, t->n, a);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->n; k++)
			if (t->cell[i * t->n + k])
				crosstab_line(rows, "cell", t->name[i], t->name[k],
				    t->cell[i * t->n + k], 0, (double)NAN, (double)NAN);
	for (size_t i = 0; i < t->n; i++)
		write_class(rows, t, i);
	crosstab_line(
	    rows, "equal", none, none, a->equal, a->n, share(a->equal, a->n), (double)NAN);
	crosstab_line(rows, "kappa", none, none, a->equal, a->n, a->kappa, a->se);
}
