/*
 * progress: how many records were read, told at a terminal after two seconds, with --progress every ten, and at SIGUSR1
 * (conventions.md 7.3).  One thread at a time calls it.
 */
#ifndef RECORD_PROGRESS_H
#define RECORD_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

/* The only mutable global of this layer: a signal's handler can be given nothing. */
struct progress {
	_Atomic uint64_t records;
	bool shown;       /* a line of ours is on the terminal */
	int64_t next;     /* milliseconds: when to speak again; 0: never */
	int64_t interval; /* from then on */
	bool plain;       /* whole lines, for logs */
};
extern struct progress progress;

void progress_begin(void);
void progress_add(uint64_t records);
/* Before any message: takes our line off the terminal. */
void progress_erase(void);
#endif
