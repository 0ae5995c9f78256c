/* rows: fields out, quoted where needed.  Most need no quotes, so that is found out 16 bytes at a
 * time. */
#include "record/rows.h"
#include "base/diag.h"

/* Byte by byte: whether the field is quoted; a line break or a NUL must not come this far. */
static bool
needs_quotes(struct str field, char delimiter)
{
	bool quotes = field.len && (field.at[0] == ' ' || field.at[field.len - 1] == ' ');

	for (size_t i = 0; i < field.len; i++) {
		char c = field.at[i];

		if (c == '\n' || c == '\r' || c == '\0')
			die("a field to be written holds a line break or a NUL byte: '%s'",
			    diag_text(field));
		quotes = quotes || c == delimiter || c == '"';
	}
	return quotes;
}

static void
add_quoted(struct buf *b, struct str field)
{
	char *to = buf_room(b, 2 * field.len + 2), *at = to;

	*at++ = '"';
	for (size_t i = 0; i < field.len; i++) {
		if (field.at[i] == '"')
			*at++ = '"';
		*at++ = field.at[i];
	}
	*at++ = '"';
	b->len += (size_t)(at - to);
}

#ifdef __SSE2__
#include <emmintrin.h>

static inline bool
special(__m128i x, char delimiter)
{
	__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8('\r')), x);
	__m128i mark = _mm_or_si128(
	    _mm_cmpeq_epi8(x, _mm_set1_epi8(delimiter)), _mm_cmpeq_epi8(x, _mm_set1_epi8('"')));

	return _mm_movemask_epi8(_mm_or_si128(low, mark)) != 0;
}

static inline __m128i
load16(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline void
store16(char *p, __m128i x)
{
	_mm_storeu_si128((__m128i *)(void *)p, x);
}

static inline bool
copy_long(char *to, struct str f, char delimiter)
{
	__m128i x = load16(f.at + f.len - 16);
	bool odd = special(x, delimiter);

	store16(to + f.len - 16, x);
	for (size_t i = 0; i + 16 < f.len; i += 16) {
		x = load16(f.at + i);
		odd |= special(x, delimiter);
		store16(to + i, x);
	}
	return odd;
}

/* Up to 15 bytes as two halves that overlap: no byte outside the field is touched. */
static inline bool
copy_short(char *to, struct str f, char delimiter)
{
	bool odd = false;

	if (f.len >= 8) {
		uint64_t a, b;

		memcpy(&a, f.at, 8);
		memcpy(&b, f.at + f.len - 8, 8);
		memcpy(to, &a, 8);
		memcpy(to + f.len - 8, &b, 8);
		return special(_mm_set_epi64x((long long)a, (long long)b), delimiter);
	}
	if (f.len >= 4) {
		uint32_t a, b;

		memcpy(&a, f.at, 4);
		memcpy(&b, f.at + f.len - 4, 4);
		memcpy(to, &a, 4);
		memcpy(to + f.len - 4, &b, 4);
		return special(_mm_set_epi32((int)a, (int)a, (int)b, (int)b), delimiter);
	}
	for (size_t i = 0; i < f.len; i++) {
		char c = to[i] = f.at[i];

		odd |= c == delimiter || c == '"' || (unsigned char)c <= '\r';
	}
	return odd;
}

/* Copies the field; true if a byte in it asks for a closer look. */
static inline bool
copy(char *to, struct str f, char delimiter)
{
	return f.len >= 16 ? copy_long(to, f, delimiter) : copy_short(to, f, delimiter);
}

#else

static inline bool
copy(char *to, struct str f, char delimiter)
{
	bool odd = false;

	for (size_t i = 0; i < f.len; i++) {
		char c = to[i] = f.at[i];

		odd |= c == delimiter || c == '"' || (unsigned char)c <= '\r';
	}
	return odd;
}

#endif

static inline char *
room(struct buf *b, size_t n)
{
	return b->cap - b->len >= n ? b->at + b->len : buf_room(b, n);
}

/* Copies a field to where there is room for it; false if it must be quoted, and nothing counts as
 * copied. */
static inline bool
copy_plain(char *to, struct str field, char delimiter)
{
	if (field.len == 0)
		return true;
	if (!copy(to, field, delimiter) && field.at[0] != ' ' && field.at[field.len - 1] != ' ')
		return true;
	return !needs_quotes(field, delimiter);
}

void
rows_quote(struct buf *b, struct str field, char delimiter)
{
	if (copy_plain(room(b, field.len + 1), field, delimiter))
		b->len += field.len;
	else
		add_quoted(b, field);
}

void
rows_field(struct rows *r, struct str field)
{
	size_t lead = r->fields != 0;
	char *to = room(&r->out, field.len + 1);

	*to = r->delimiter; /* not counted before a first field */
	r->fields++;
	if (copy_plain(to + lead, field, r->delimiter)) {
		r->out.len += lead + field.len;
		return;
	}
	r->out.len += lead;
	add_quoted(&r->out, field);
}

/* Whether a cell that stands in the text without quotes may go out so. */
static inline bool
bare(struct str s)
{
	return s.len == 0 || (s.at[0] != ' ' && s.at[s.len - 1] != ' ');
}

void
rows_cells(struct rows *r, const struct batch *b, size_t row, const size_t *slot, size_t n)
{
	const char *end = b->text.at + b->text.len;

	for (size_t i = 0; i < n;) {
		struct str piece = b->col[slot[i]][row];
		size_t lead = r->fields != 0;
		bool in_text = piece.at >= b->text.at && piece.at < end && bare(piece);
		size_t first = i++;
		char *to;

		for (; i < n && in_text; i++) {
			struct str next = b->col[slot[i]][row];

			if (next.at != piece.at + piece.len + 1 || next.at > end ||
			    next.at[-1] != r->delimiter || !bare(next))
				break;
			piece.len += 1 + next.len;
		}
		if (i == first + 1) {
			rows_field(r, piece);
			continue;
		}
		to = room(&r->out, piece.len + 1);
		*to = r->delimiter;
		memcpy(to + lead, piece.at, piece.len);
		r->out.len += lead + piece.len;
		r->fields += i - first;
	}
}

void
rows_end(struct rows *r)
{
	if (r->out.len == r->begun) /* one column, null: a bare empty line would be no record */
		buf_add(&r->out, "\"\"", 2);
	buf_ch(&r->out, '\n');
	r->begun = r->out.len;
	r->fields = 0;
	r->books.written++;
}
