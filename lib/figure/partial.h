/* partial: the fixed columns of a stream of partials (conventions.md 10), for its writer and its reader. */
#ifndef FIGURE_PARTIAL_H
#define FIGURE_PARTIAL_H

/* Before and behind the group columns; the states follow. */
static const char *const partial_head[] = {"cs_partial", "cs_kind", "cs_shard"};
static const char *const partial_tail[] = {"cs_rows", "cs_left_out"};
enum { PARTIAL_HEAD = 3, PARTIAL_TAIL = 2 };

#endif
