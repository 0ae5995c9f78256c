/*
 * bin: the labels that bin() of expressions gives, "<2", "2-4", ">=4", and their order, which is
 * that of their edges.
 */
#ifndef REPORT_BIN_H
#define REPORT_BIN_H
#include "base/str.h"

bool bin_label(struct str);
/* Labels by their edges, before all other texts, which stand in order of their bytes. */
int bin_compare(struct str, struct str);

#endif
