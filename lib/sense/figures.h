/* figures: the small streams beside the scores: records of kind, words and figures. */
#ifndef SENSE_FIGURES_H
#define SENSE_FIGURES_H
#include "io/output.h"
#include "record/rows.h"

struct figures {
	struct rows rows;
	struct output *out;
	struct buf text;
};
void figures_begin(struct figures *, struct output *, const char *const *names, size_t n);
void figures_text(struct figures *, struct str);
void figures_number(struct figures *, double x, unsigned digits); /* without zeros at the end; NaN: null */
void figures_end(struct figures *); /* of the record */
void figures_done(struct figures *);

#endif
