/* batch: the line of a record. */
#include "record/batch.h"

size_t
batch_line(const struct batch *b, size_t row)
{
	size_t low = 0, high = b->skips; /* the number of lines passed over before row */

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->skip[mid] <= row)
			low = mid + 1;
		else
			high = mid;
	}
	return row + low;
}
