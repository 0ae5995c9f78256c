/*
 * num_order: numbers as bytes that compare as the numbers do, for keys of sorters.  Equal numbers (of one normal form,
 * num_normal) give equal bytes; small ones are short: 345 takes four.
 */
#ifndef VALUE_NUM_ORDER_H
#define VALUE_NUM_ORDER_H
#include "value/num.h"

void num_order(struct buf *, struct num); /* not null */
/* The number again, in its normal form; false: not such bytes. */
bool num_of_order(struct str, struct num *);

#endif
