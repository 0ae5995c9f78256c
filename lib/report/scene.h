/*
 * scene: expressions of a layout over the places of a report.  A row for the total (SCENE_TOTAL)
 * and one for each place; indicators, the place and the period are columns, change() yoy() rank()
 * and the like are computed ones.
 */
#ifndef REPORT_SCENE_H
#define REPORT_SCENE_H
#include "defs/scope.h"
#include "expr/eval.h"
#include "report/judge.h"

enum { SCENE_TOTAL = 0 }; /* places follow in the judge's order: row i is judge->place[i - 1] */

struct scene {
	struct judge *judge;
	struct defs_scope scope;
	size_t rows;
	struct vec *col;
	size_t cols, cap;
};

void scene_start(struct scene *, struct judge *, struct str now);
/* Values of all rows, in the judge's arena.  What is wrong with the expression ends the program
 * with its place. */
struct vec scene_values(struct scene *, const struct tree *, enum type want);
/* For --dry-run and before anything is read: the same without a result.  NULL trees pass. */
void scene_check(struct scene *, const struct tree *, enum type want);
void scene_check_saying(struct scene *, const struct saying *);
bool scene_holds(struct scene *, const struct tree *, size_t row);
/* The text in the report's language, figures as their indicator says; len 0 if it was not given. */
struct str scene_say(struct scene *, const struct saying *, size_t row);
uint32_t scene_place(const struct scene *, size_t row);
void scene_clear(struct scene *);

#endif
