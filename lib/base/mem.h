/*
 * mem: memory that is there or ends the program (status 2, one line).  Sizes are products checked
 * for overflow.  What is returned belongs to the caller, who frees it with free().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stddef.h>

void *mem_new(size_t n, size_t size);                /* zeroed */
void *mem_resize(void *old, size_t n, size_t size);  /* as reallocarray */
/* Room for one more in an array of *cap: doubles when n == *cap.  Returns the array. */
void *mem_grow(void *old, size_t n, size_t *cap, size_t size);
/*
 * n bytes, not zeroed, where the machine may back them with large pages: for tables read at random, whose every look
 * would cost a walk through the page tables besides.  For sizes of 2 MiB and more.
 */
void *mem_large(size_t n);
char *mem_dup(const char *z);

#endif
