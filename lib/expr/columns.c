/* columns: a batch as expressions take it. */
#include "base/opt.h"
#include "expr/eval.h"

static size_t
line_of(const void *batch, size_t row)
{
	return batch_line(batch, row);
}

struct columns
columns_of(const struct batch *b, struct vec *vec, const size_t *slot, size_t cols)
{
	for (size_t i = 0; i < cols; i++)
		vec[i] = (struct vec){.type = TYPE_ANY, .text = b->col[slot ? slot[i] : i]};
	return (struct columns){.n = b->n,
	    .col = vec,
	    .cols = cols,
	    .notes = b->notes,
	    .line = line_of,
	    .arg = b,
	    .strict = common.strict};
}
