/*
 * cell: how figures are written for people: grouped in thousands, a real minus sign, changes with
 * their sign, `—` where there is no data, never -0.
 */
#ifndef RENDER_CELL_H
#define RENDER_CELL_H
#include "render/doc.h"

/* How a format writes figures. */
struct figures_as {
	bool plain; /* ASCII minus, no plus, no grouping, no unit: for spreadsheets */
	bool ascii; /* signs and trends without other characters */
};

/* plus: with its sign, unless it is written as 0.  digits -1: as many as it has. */
void cell_number(struct buf *, struct num, int digits, bool plus, struct figures_as);
/* Seconds as people say them, with one digit at most: 45 s, 12 min, 3.4 h, 2.1 d. */
void cell_duration(struct buf *, struct num seconds, enum lang, struct figures_as);
/* "A → B". */
void cell_step(struct buf *, const struct arc *, bool ascii);
/* The cell as text; a trend as a sparkline.  Not escaped: CELL_TEXT is the data's own. */
void cell_print(struct buf *, const struct cell *, enum lang, struct figures_as);
/* ✓ 达标, ! 预警, ✗ 未达标; sign alone: without the word. */
void cell_verdict(struct buf *, enum verdict, enum lang, bool ascii, bool sign_only);
/* ▁▂▅█, a gap for a null. */
void cell_spark(struct buf *, struct trend, bool ascii);
/* Smallest, largest and last that is not null; false: there is none. */
bool trend_ends(struct trend, struct num *min, struct num *max, struct num *last);
/* What an aspect's column is headed with. */
enum word aspect_word(enum aspect);

#endif
