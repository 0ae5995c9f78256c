/* canon: the canonical text of definitions and its hash, the fingerprint. */
#include "base/mem.h"
#include "defs/loader.h"
#include <stdio.h>
#include <xxhash.h>

void
canon_name(struct buf *b, struct str name)
{
	tree_print(&(struct tree){.op = T_NAME, .text = name}, b);
}

void
canon_text(struct buf *b, struct str text)
{
	if (text.len == 0)
		buf_z(b, "''");
	else
		tree_print(&(struct tree){.op = T_TEXT, .text = text}, b);
}

static void
let_print(const struct let *l, struct buf *b)
{
	buf_z(b, "let ");
	canon_name(b, l->name);
	buf_z(b, " = ");
	tree_print(l->tree, b);
	buf_ch(b, '\n');
}

/* By rank; those that repeat stay in their order. */
static void
attributes_print(const struct statement *st, struct buf *b)
{
	size_t last = 0;

	for (const struct attribute *a = st->attribute; a; a = a->next)
		last = a->rank > last ? a->rank : last;
	for (size_t rank = 0; rank <= last; rank++)
		for (const struct attribute *a = st->attribute; a; a = a->next)
			if (a->rank == rank && a->text.len)
				buf_fmt(b, "\t%.*s\n", STR_ARG(a->text));
}

void
statement_print(const struct statement *st, struct buf *b)
{
	if (st->text.len == 0)
		return;
	buf_str(b, st->text);
	if (st->tree) {
		buf_z(b, " = ");
		tree_print(st->tree, b);
	}
	buf_ch(b, '\n');
	for (const struct let *l = st->let; l; l = l->next) {
		buf_ch(b, '\t');
		let_print(l, b);
	}
	attributes_print(st, b);
}

/* In the order of declaration, so that what is printed can be read again. */
void
defs_canon(struct defs *d)
{
	const struct statement *st = d->first;
	const struct let *let = d->let;
	struct buf b = {0};

	while (st || let) {
		if (let && (!st || let->order < st->order)) {
			let_print(let, &b);
			let = let->next;
		} else {
			statement_print(st, &b);
			st = st->next;
		}
	}
	d->text = arena_dup(d->arena, buf_slice(&b));
	buf_clear(&b);
	snprintf(d->fingerprint, sizeof(d->fingerprint), "%016llx",
	    (unsigned long long)XXH3_64bits(d->text.at, d->text.len));
}
