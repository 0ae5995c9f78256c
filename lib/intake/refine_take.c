/* refine_take: cells out of the block's fields: joined, trimmed, null words. */
#include "intake/refine_inner.h"
#include "value/text.h"

enum { FIRST = 1, LAST = 2, BOTH = FIRST | LAST };

/* Blanks are ASCII ones or begin and end with these bytes (U+00A0, U+3000, U+FEFF). */
static const unsigned char may_be_blank[256] = {BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH,
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH,
    BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, [0xC2] = FIRST, [0xE3] = FIRST,
    [0xEF] = FIRST, [0xA0] = LAST, [0x80] = LAST, [0xBF] = LAST};

static inline struct str
trimmed(struct str s)
{
	if (s.len && (may_be_blank[(unsigned char)s.at[0]] & FIRST ||
			 may_be_blank[(unsigned char)s.at[s.len - 1]] & LAST))
		return text_trim(s);
	return s;
}

static inline struct str
without_null_words(const struct schema *schema, struct str s)
{
	for (size_t i = 0; i < schema->nulls; i++)
		if (str_eq(s, schema->null[i]))
			return (struct str){0};
	return s;
}

static struct str
join(struct refine *r, const struct take *take, size_t row)
{
	const struct schema *schema = r->bind->schema;

	r->scratch.len = 0;
	for (size_t i = 0; i < take->slots; i++) {
		struct str part = trimmed(r->fields.cell[take->slot[i]][row]);

		part = without_null_words(schema, part);
		if (part.len && r->scratch.len)
			buf_ch(&r->scratch, ' ');
		buf_str(&r->scratch, part);
	}
	return arena_dup(&r->arena, buf_slice(&r->scratch));
}

struct str
refine_taken(struct refine *r, size_t column, size_t row)
{
	const struct take *take = (const struct take *)r->plan->takes + column;

	if (take->slots == 1)
		return trimmed(r->fields.cell[take->slot[0]][row]);
	return join(r, take, row);
}

void
refine_take(struct refine *r, size_t c)
{
	const struct take *take = (const struct take *)r->plan->takes + c;
	const struct schema *schema = r->bind->schema;
	struct str *to = r->value[c];
	const struct str *from = take->slots == 1 ? r->fields.cell[take->slot[0]] : NULL;

	for (size_t row = 0, n = r->fields.n; row < n; row++)
		to[row] = from ? trimmed(from[row]) : join(r, take, row);
	for (size_t row = 0; schema->nulls && row < r->fields.n; row++)
		if (to[row].len)
			to[row] = without_null_words(schema, to[row]);
}
