/*
 * held: records that a key puts together (`key`, `keep`, `by`).  keep first without `by`, and keep
 * none, need only know which keys were there and write at once; the others hold their records until
 * the end, in input order.
 */
#ifndef INTAKE_HELD_H
#define INTAKE_HELD_H
#include "base/arena.h"
#include "base/buf.h"
#include "intake/once.h"
#include "value/num.h"

/* A record's version, as number or text; null is the lowest. */
struct version {
	struct num num;
	struct str text;
	bool numeric;
};

struct held;

/* last: of equal versions the later; else the first. */
struct held *held_new(bool last);
/* A record under its key; version is copied.  Returns whether another was merged: it or an earlier
 * one is dropped. */
bool held_add(struct held *, struct hash key, const struct version *, struct str record);
/* A record that has no key: it stays. */
void held_add_single(struct held *, struct str record);
size_t held_bytes(const struct held *);
/* The record number i of those left, in input order; false behind the last.  *i goes on. */
bool held_next(const struct held *, size_t *i, struct str *record);
void held_free(struct held *);

#endif
