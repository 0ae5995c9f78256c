/*
 * ledger: the figures of all kpi= streams (cs-kpi --long), found by indicator, place, period and,
 * for causes and the like, one further column and its value.
 *
 * Numbers of places, columns and values are the ledger's own, in order of arrival: nothing is
 * printed in their order.
 */
#ifndef REPORT_LEDGER_H
#define REPORT_LEDGER_H
#include "defs/layout.h"
#include "group/map.h"
#include "record/stream.h"
#include "report/period.h"
#include <pthread.h>

enum { PLACE_TOTAL = 0, SPLIT_NONE = 0, PART_NONE = 0 };

struct figure_key {
	uint32_t kpi, place, split, part;
	int32_t period;
};
struct entry {
	struct num value, num, den, n;
	bool provisional;
};
/* What a stream says of an indicator: used where no catalogue does. */
struct spoken {
	struct str unit, target, better, label;
	int digits;	  /* -1 */
	const char *file; /* the first that has it */
	bool warned;	  /* of rows of totals that are not there */
};
struct ledger {
	struct str by; /* the column of places */
	enum period period;
	struct map kpi, place, split, part, figure;
	struct figure_key *key; /* by the number in figure */
	struct entry *entry;
	size_t entries, cap_key, cap_entry;
	struct spoken *spoken; /* by the number in kpi */
	size_t cap_spoken;
	bool any;		  /* some figure has data: */
	int32_t earliest, latest; /* the first and the last period that has */
	struct fault clash; /* two values for one figure: the first message in order of text */
	pthread_mutex_t lock;
	struct arena arena;
};
struct input_note { /* for the footer */
	const char *file;
	struct books books;
};

void ledger_start(struct ledger *, const struct layout *);
/* Opens the stream and checks its header; ledger_read goes on from there. */
struct reading *ledger_open(struct ledger *, const char *file);
void ledger_read(struct reading *, struct input_note *);
void ledger_close(struct reading *);
/* Dies if one figure came with two values. */
void ledger_finish(struct ledger *);
/* Whether some figure of the period has data. */
bool ledger_has_period(const struct ledger *, int32_t);
/* NULL: there is none.  For PLACE_TOTAL without a row of its own see judge.h. */
const struct entry *ledger_get(const struct ledger *, struct figure_key);
ptrdiff_t ledger_kpi(const struct ledger *, struct str name);
ptrdiff_t ledger_place(const struct ledger *, struct str name);
ptrdiff_t ledger_split(const struct ledger *, struct str column);
struct str ledger_place_name(const struct ledger *, size_t place); /* len 0: the null place */
struct str ledger_part_name(const struct ledger *, size_t part);
/* Places but the total, in order of their names.  In the ledger's arena. */
size_t ledger_places(struct ledger *, uint32_t **places);
/*
 * Values of a column that an indicator has in a period: labels of bin() in order of their edges,
 * then others in order of their names.
 */
size_t ledger_parts(
    struct ledger *, uint32_t kpi, uint32_t split, int32_t period, uint32_t **parts);
/* Whether all of them but null are labels of bin(): "<2", "2-4", ">=4". */
bool ledger_bins(const struct ledger *, const uint32_t *parts, size_t n);
void ledger_clear(struct ledger *);

#endif
