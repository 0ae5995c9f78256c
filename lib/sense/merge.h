/* merge: the columns of partials, for those who write and read them. */
#ifndef SENSE_MERGE_H
#define SENSE_MERGE_H

enum {
	MERGE_MARK, MERGE_KIND, MERGE_SHARD, MERGE_CUSTOMER, MERGE_EVENT, MERGE_TIME, MERGE_ROWS, MERGE_LEFT_OUT,
	MERGE_EVENTS,
	MERGE_COLUMNS
};
extern const char *const merge_names[MERGE_COLUMNS];

#endif
