/* refine_fail: what becomes of a value that breaks a rule, and the words for it. */
#include "intake/refine_inner.h"

void
refine_null(struct refine *r, size_t c, size_t row)
{
	r->value[c][row].len = 0; /* an empty field stays where it lies (result.c) */
	if (r->num[c])
		r->num[c][row] = NUM_NONE;
	if (r->truth[c])
		r->truth[c][row] = TRUTH_NULL;
}

/* Eight or fourteen digits in a column of times are a day, not a person. */
static bool
is_stamp(const struct schema_column *c, struct str text)
{
	if (c->type < COL_TIME || c->type > COL_MONTH || (text.len != 8 && text.len != 14))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
	return true;
}

void
refine_words(struct buf *b, const struct schema_column *c, const char *what, struct str text)
{
	buf_str(b, c->name);
	buf_z(b, ": ");
	buf_z(b, what);
	if (text.len == 0)
		return;
	buf_z(b, ": '");
	if (c->private) {
		struct buf masked = {0};

		text_mask(&masked, text, c->mask == MASK_NONE ? MASK_ALL : c->mask);
		diag_quote(b, buf_slice(&masked));
		buf_clear(&masked);
	} else if (is_stamp(c, text)) {
		buf_str(b, text);
	} else {
		diag_quote(b, text);
	}
	buf_ch(b, '\'');
}

static void
say_kept(struct refine *r, size_t c, size_t row, const char *what, const char *done)
{
	const struct schema_column *def = r->bind->column[c].def;
	struct buf text = {0}, words = {0};

	buf_z(&words, what);
	buf_z(&words, done);
	refine_words(&text, def, buf_cstr(&words), refine_taken(r, c, row));
	notes_add(r->notes, what, r->fields.line[row], false, "%s", buf_cstr(&text));
	buf_clear(&text);
	buf_clear(&words);
}

void
refine_flaw(
    struct refine *r, enum rule rule, int column, size_t row, struct str value, const char *what)
{
	struct flaw *flaw;

	if (r->bad[row])
		return;
	r->bad[row] = true;
	flaw = flaw_add(r->flaws, rule, column, value, what);
	flaw->at = r->fields.at[row];
	flaw->len = r->fields.len[row];
	flaw->line = r->fields.line[row];
}

/* A value that breaks a rule: the record goes, or the value, or neither. */
void
refine_fail(struct refine *r, size_t c, size_t row, enum rule rule, const char *what)
{
	const struct schema_column *def = r->bind->column[c].def;

	r->tally[c].invalid++;
	if (def->invalid == INVALID_KEEP && rule != RULE_REQUIRED) {
		if (!r->bad[row])
			say_kept(r, c, row, what, ", kept");
		return;
	}
	if (def->invalid == INVALID_NULL && rule != RULE_REQUIRED &&
	    (!def->required || rule <= RULE_ZONE)) {
		if (!r->bad[row])
			say_kept(r, c, row, what, ", made null");
		refine_null(r, c, row);
		return;
	}
	refine_flaw(r, rule, (int)c, row, refine_taken(r, c, row), what);
	if (rule <= RULE_ZONE)
		refine_null(r, c, row);
}
