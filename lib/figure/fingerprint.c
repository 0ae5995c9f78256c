/* fingerprint: a hash of everything that the states of a run depend on. */
#include "figure/inner.h"
#include <stdio.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

/* What two runs must share for their states to be one: definitions, groups, condition, and the
 * states they lead to. */
void
figure_fingerprint(struct figure *f)
{
	struct buf b = {0};

	buf_str(&b, f->want.catalogue->defs->text);
	for (size_t g = 0; g < f->want.groups; g++) {
		buf_z(&b, "\n-g ");
		buf_str(&b, f->want.group[g].name);
		buf_ch(&b, '=');
		tree_print(f->want.group[g].tree, &b);
	}
	if (f->want.where) {
		buf_z(&b, "\n-w ");
		tree_print(f->want.where, &b);
	}
	for (size_t i = 0; i < f->indicators; i++) {
		buf_z(&b, "\n-i ");
		buf_str(&b, f->indicator[i].def->name);
		buf_ch(&b, '=');
		tree_print(f->indicator[i].def->tree, &b);
	}
	for (size_t s = 0; s < f->states; s++)
		buf_fmt(&b, "\n%d", (int)f->state[s].kind);
	if (f->provisional) {
		buf_z(&b, "\n--now ");
		buf_str(&b, f->want.now);
	}
	snprintf(f->fingerprint, sizeof f->fingerprint, "%016llx",
	    (unsigned long long)XXH3_64bits(b.at, b.len));
	buf_clear(&b);
}
