/* figures: the small streams beside the scores. */
#include "sense/figures.h"
#include "base/opt.h"
#include "value/num.h"
#include <math.h>

void
figures_begin(struct figures *t, struct output *out, const char *const *names, size_t n)
{
	*t = (struct figures){.rows = {.delimiter = common.delimiter_out}, .out = out};
	for (size_t i = 0; i < n; i++)
		rows_field(&t->rows, str_of(names[i]));
	rows_end(&t->rows);
}

void
figures_text(struct figures *t, struct str text)
{
	rows_field(&t->rows, text);
}

void
figures_number(struct figures *t, double x, unsigned digits)
{
	t->text.len = 0;
	if (isfinite(x))
		num_print(&t->text, num_round(num_real(x), (int)digits));
	rows_field(&t->rows, buf_slice(&t->text));
}

void
figures_end(struct figures *t)
{
	rows_end(&t->rows);
}

void
figures_done(struct figures *t)
{
	output_write(t->out, t->rows.out.at, t->rows.out.len);
	buf_clear(&t->rows.out);
	buf_clear(&t->text);
}
