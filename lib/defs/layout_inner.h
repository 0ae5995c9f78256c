/* layout_inner: what layout.c (report, sections, presets) and element.c (what stands in a section) share. */
#ifndef DEFS_LAYOUT_INNER_H
#define DEFS_LAYOUT_INNER_H
#include "defs/layout.h"

struct layout_reader {
	struct layout *layout;
	const struct opt_list *set;
	bool *taken;
	struct section *section; /* where elements go; NULL: none so far */
	struct section **last_section;
	struct element **last_element;
};
/* tiles, text, list, table, chart or reading. */
bool element_take(struct layout_reader *, const struct statement *, struct misfit *);

#endif
