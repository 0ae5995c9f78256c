/*
 * when_field: the fields of a time form, one letter of strptime each, read from the head of a text.
 */
#ifndef VALUE_WHEN_FIELD_H
#define VALUE_WHEN_FIELD_H
#include "base/str.h"

/* What was read. */
struct when_fields {
	int64_t epoch;
	int64_t hour, minute, second; /* durations have long ones */
	int year, month, mday, yday, offset;
	int32_t nano;
	uint8_t digits;
	bool epoch_given, pm, am;
};

/* Takes the field off the head of s; false if it is not there.  wide: H, M or S without an upper end (durations), or 0. */
bool when_field(char field, char wide, struct str *s, struct when_fields *);

#endif
