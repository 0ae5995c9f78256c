/*
 * dialect: how the records of a raw extract are taken apart: what stands between fields, and what a
 * quotation mark means.  Given in the schema or sniffed from the head of a file; only cs-ingest
 * guesses (conventions.md 1.4).
 */
#ifndef INTAKE_DIALECT_H
#define INTAKE_DIALECT_H
#include "base/str.h"

enum dialect_kind {
	DIALECT_CHAR,
	DIALECT_BLANKS /* runs of blanks and tabs */,
	DIALECT_WHOLE /* no fields: positions */
};
enum dialect_quotes { DIALECT_STRICT, DIALECT_LAX, DIALECT_PLAIN /* quotation marks are text */ };

struct dialect {
	enum dialect_kind kind;
	enum dialect_quotes quotes;
	char delimiter; /* of DIALECT_CHAR */
};

static inline bool
dialect_separates(const struct dialect *d, char c)
{
	return d->kind == DIALECT_CHAR ? c == d->delimiter
				       : d->kind == DIALECT_BLANKS && (c == ' ' || c == '\t');
}

/*
 * The delimiter of comma, tab, semicolon, bar and SOH by which most records of head have the same
 * number of fields, at least two; comma if none does.  quotes says how quotation marks are read.
 */
char dialect_sniff(struct str head, enum dialect_quotes quotes);
/*
 * The number of fields that most records of head have (of equally many: the larger number); 0 if
 * there is no record.
 */
size_t dialect_fields(struct str head, const struct dialect *);
/* "','" or "tab": for messages. */
const char *dialect_name(char delimiter);
/* The same as a word of a schema: comma tab semicolon pipe soh, else as it stands. */
const char *dialect_word(char delimiter);

#endif
