/* infer_write: guesses as the text of a schema. */
#include "base/mem.h"
#include "intake/infer_inner.h"
#include <stdlib.h>

/* A name of our own for an ASCII header: small letters, digits and underscores. */
static void
plain_name(struct buf *b, struct str s)
{
	size_t begin = b->len;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			buf_ch(b, c);
		else if (b->len > begin && b->at[b->len - 1] != '_')
			buf_ch(b, '_');
	}
	while (b->len > begin && b->at[b->len - 1] == '_')
		b->len--;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

static bool
is_taken(const struct infer *in, struct str name, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (str_eq(in->name[i], name))
			return true;
	return false;
}

/* The column's name in the clean stream, before names[i] are replaced by them. */
static struct str
own_name(struct infer *in, size_t i)
{
	static const char *const taken[] = {
	    "and", "or", "not", "in", "between", "is", "null", "true", "false", "where", "per"};
	struct str header = in->header ? in->name[i] : (struct str){0};
	struct buf b = {0};
	struct str name;
	bool bad;

	if (is_ascii(header))
		plain_name(&b, header);
	else
		for (size_t k = 0; k < header.len; k++)
			buf_ch(&b, (unsigned char)header.at[k] < 0x20 || header.at[k] == '`'
				       ? ' '
				       : header.at[k]);
	bad = b.len == 0 || (b.at[0] >= '0' && b.at[0] <= '9') ||
	      str_starts(buf_slice(&b), STR("cs_"));
	for (size_t k = 0; k < sizeof taken / sizeof taken[0]; k++)
		bad = bad || str_eq(buf_slice(&b), str_of(taken[k]));
	if (bad || b.len > 200) {
		b.len = 0;
		buf_fmt(&b, "field_%zu", i + 1);
	}
	if (is_taken(in, buf_slice(&b), i))
		buf_fmt(&b, "_%zu", i + 1);
	name = arena_dup(&in->arena, buf_slice(&b));
	buf_clear(&b);
	return name;
}

static void
write_column(struct infer *in, size_t i, const struct str *headers, struct buf *b, const bool *null)
{
	struct str header = headers[i];
	size_t same = 0;

	for (size_t k = 0; k < in->columns; k++)
		same += str_eq(headers[k], header);
	if (in->header && header.len == 0 && in->guess[i].empty == in->guess[i].rows)
		return;
	if (is_ascii(in->name[i]))
		buf_fmt(b, "column %.*s ", STR_ARG(in->name[i]));
	else
		buf_fmt(b, "column `%.*s` ", STR_ARG(in->name[i]));
	guess_write(&in->guess[i], b, null, in->head);
	if (in->source->plan.dialect.kind == DIALECT_WHOLE || !in->header || same > 1 ||
	    header.len == 0)
		buf_fmt(b, "    at %zu\n", i + 1);
	if (in->header && header.len) {
		buf_z(b, "    from ");
		guess_text(b, header);
		buf_ch(b, '\n');
	}
}

static void
write_nulls(struct buf *b, const bool *null)
{
	size_t n = 0;

	for (size_t i = 0; i < GUESS_WORDS; i++) {
		if (!null[i])
			continue;
		buf_z(b, n++ ? ", " : "null ");
		guess_text(b, str_of(guess_word(i)));
	}
	if (n)
		buf_ch(b, '\n');
}

/* Of times with an offset: the first one's, so that the schema can be run. */
static void
write_zone(const struct infer *in, struct buf *b)
{
	for (size_t i = 0; i < in->columns; i++) {
		const struct guess *g = &in->guess[i];

		for (size_t k = 0; k < g->formats; k++)
			if (guess_format_has_zone(g->format[k])) {
				buf_fmt(b,
				    "zone \"%.*s\"    # a guess: that of the first time with an "
				    "offset; times are written in this zone, as "
				    "\"Asia/Shanghai\"\n",
				    STR_ARG(g->offset));
				return;
			}
	}
}

static void
write_repeated(const struct infer *in, struct buf *b)
{
	if (in->repeated == 0)
		return;
	buf_fmt(b, "# %zu record%s equal to the header, passed over as repeated headers",
	    in->repeated, in->repeated == 1 ? "" : "s");
	if (in->columns == 1 || in->repeated > in->records)
		buf_z(b, "; if they are data, say `header none` and `at N`");
	buf_ch(b, '\n');
}

static void
write_dialect(const struct infer *in, struct buf *b, const bool *null)
{
	const struct source *s = in->source;
	const char *word = dialect_word(s->plan.dialect.delimiter);

	buf_fmt(b,
	    "# Proposed by cs-ingest --infer from %s, %zu records; read it before you use it.\n",
	    diag_file(s->name), in->records);
	buf_fmt(b, "# sniffed: encoding %s, delimiter %s\n", s->encoding, word ? word : "none");
	buf_fmt(b, "delimiter %s\n", s->plan.dialect.kind == DIALECT_BLANKS ? "blanks" : word);
	buf_fmt(b, "encoding %s\n", s->encoding);
	if (in->lax)
		buf_z(b, "quotes lax    # quotation marks stand inside fields\n");
	if (in->header == 0)
		buf_z(b, "header none\n");
	else if (in->header > 1)
		buf_fmt(b, "header %llu\n", (unsigned long long)in->header);
	write_nulls(b, null);
	write_zone(in, b);
	write_repeated(in, b);
	buf_ch(b, '\n');
}

void
infer_write(struct infer *in, struct output *out)
{
	struct buf top = {0}, columns = {0};
	struct str *headers = mem_new(in->columns, sizeof *headers);
	bool null[GUESS_WORDS] = {false};

	memcpy(headers, in->name, in->columns * sizeof *headers);
	for (size_t i = 0; i < in->columns; i++)
		in->name[i] = own_name(in, i);
	for (size_t i = 0; i < in->columns; i++)
		guess_settle(&in->guess[i]);
	guess_nulls(in->guess, in->columns, null);
	for (size_t i = 0; i < in->columns; i++)
		write_column(in, i, headers, &columns, null);
	write_dialect(in, &top, null);
	output_write(out, top.at, top.len);
	output_write(out, columns.at, columns.len);
	buf_clear(&top);
	buf_clear(&columns);
	free(headers);
}
