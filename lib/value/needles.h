/*
 * needles: thousands of plain texts sought in a text in one pass.  Each needle is known by four of its bytes (two, if it is short):
 * a table of bits says for every place of the text whether some needle may stand there, and only then is it compared.
 *
 *	needles_add(n, STR("信号"), 7, false); ... needles_ready(n);
 *	needles_lower(&low, text);
 *	needles_find(n, buf_slice(&low), &seen);
 *	for (i = 0; i < seen.n; i++) ... seen.owner[i] ... needles_seen_reset(&seen);
 *
 * Ready, it is shared by all workers; each has its own seen.
 */
#ifndef VALUE_NEEDLES_H
#define VALUE_NEEDLES_H
#include "base/buf.h"
#include "base/str.h"

struct needles;
struct needles *needles_new(void);
/* Two bytes or more; borrowed.  owner: any number below NEEDLES_OWNERS; sure: see seen. */
enum { NEEDLES_OWNERS = 1 << 24 };
void needles_add(struct needles *, struct str text, uint32_t owner, bool sure);
void needles_ready(struct needles *);
void needles_free(struct needles *);

/* Whose needles were found: each owner once, in no particular order. */
enum { NEEDLES_NO, NEEDLES_SEEN, NEEDLES_SURE /* one that was added as sure */ };
struct needles_seen {
	uint32_t *owner;
	size_t n;
	uint8_t *state; /* by owner */
};
void needles_seen_new(struct needles_seen *, const struct needles *);
void needles_seen_reset(struct needles_seen *);
void needles_seen_clear(struct needles_seen *);

/* Appends the text with ASCII letters small. */
void needles_lower(struct buf *, struct str);
void needles_find(const struct needles *, struct str lowered, struct needles_seen *);

#endif
