/*
 * workcal_days: what a calendar is made of, for workcal.c, which builds it, and workcal_time.c, which counts by it.
 */
#ifndef VALUE_WORKCAL_DAYS_H
#define VALUE_WORKCAL_DAYS_H
#include "value/workcal.h"

enum { WORKCAL_SPANS = 16 };

struct workcal_exception {
	int32_t day;
	char type;
	int32_t more; /* working days that exceptions up to this one add to the regular ones */
	size_t order; /* the later of two for one day holds */
};

struct workcal {
	int32_t from[WORKCAL_SPANS], to[WORKCAL_SPANS]; /* seconds of a working day */
	size_t spans;
	int32_t per_day, cutoff; /* cutoff -1: none */
	bool works[8];		 /* 1 = Monday */
	struct workcal_exception *exception;
	size_t n, cap;
	bool ready;
};

#endif
