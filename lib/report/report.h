/*
 * report: the model of a report, from a layout and figures.
 *
 *	report_check(&wants);        names and expressions of the layout, before anything is read
 *	report_build(&doc, &wants);  when the ledger is filled; once a place with --split
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
#include "report/list.h"
#include "report/scene.h"

struct report_wants {
	const struct layout *layout;
	struct ledger *ledger;
	const struct listings *listings;
	const struct preset *preset; /* NULL: everything, in order */
	enum lang lang;
	bool charts, definitions;
	int32_t period;
	ptrdiff_t place; /* the ledger's number of the one place it is about; -1: all */
	struct str now;	 /* len 0: figures are as of the period's end */
	const struct input_note *input;
	size_t inputs;
	/* An index over reports of places: their files, in order of the names of places
	 * (ledger_places); NULL: none. */
	const struct str *link;
};

/* Dies with the place of the first fault. */
void report_check(const struct report_wants *);
void report_build(struct doc *, const struct report_wants *);

#endif
