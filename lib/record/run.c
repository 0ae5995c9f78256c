/*
 * run: a ring of slots between the reader and the workers.  Three counters say all: blocks read,
 * blocks taken by a worker, blocks committed; slot i serves the blocks i, i + size, i + 2 * size
 * ...
 */
#include "record/run.h"
#include "base/mem.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct slot {
	struct block block;
	struct part part;
	bool mapped;
};

struct ring {
	const struct run *run;
	struct slot *slot;
	size_t size;
	void **state; /* of each worker */
	unsigned workers;
	pthread_mutex_t lock;
	pthread_cond_t filled, emptied; /* a block to map, or the end; a slot to read into */
	uint64_t read, taken, committed;
	bool ended, committing;
};

/* One worker's thread. */
struct hand {
	struct ring *ring;
	void *state;
	pthread_t thread;
};

static struct slot *
slot_of(struct ring *r, uint64_t index)
{
	return &r->slot[index % r->size];
}

static void
part_empty(struct part *p)
{
	struct buf out = p->rows.out, apart = p->rows.apart;

	out.len = apart.len = 0;
	p->rows = (struct rows){.out = out, .apart = apart};
	p->rejects.len = 0;
	notes_clear(&p->notes);
	p->first_line = 0;
	p->lines = 0;
	p->extra = NULL;
}

static void
map_slot(struct ring *r, struct slot *s, void *state)
{
	s->part.first_line = s->block.first_line;
	r->run->map(r->run->arg, state, &s->block, &s->part);
}

static void
commit_slot(struct ring *r, struct slot *s)
{
	r->run->commit(r->run->arg, &s->block, &s->part);
	part_empty(&s->part);
	s->mapped = false;
}

/* Reads the next block into its slot, which is free. */
static bool
read_slot(struct ring *r, uint64_t index)
{
	struct slot *s = slot_of(r, index);

	s->block.flush = false;
	s->block.extra = NULL;
	s->block.first_line = 0;
	s->block.len = 0;
	s->block.index = index;
	return r->run->read(r->run->arg, &s->block);
}

/* Commits what is next in order and complete, unless somebody is at it: he will find ours.  Holds
 * the lock. */
static void
commit_ready(struct ring *r)
{
	if (r->committing)
		return;
	r->committing = true;
	while (r->committed < r->taken && slot_of(r, r->committed)->mapped) {
		struct slot *s = slot_of(r, r->committed);

		pthread_mutex_unlock(&r->lock);
		commit_slot(r, s);
		pthread_mutex_lock(&r->lock);
		r->committed++;
		pthread_cond_signal(&r->emptied);
	}
	r->committing = false;
}

static void *
work(void *arg)
{
	struct hand *hand = arg;
	struct ring *r = hand->ring;

	pthread_mutex_lock(&r->lock);
	for (;;) {
		struct slot *s;

		while (r->taken == r->read && !r->ended)
			pthread_cond_wait(&r->filled, &r->lock);
		if (r->taken == r->read)
			break;
		s = slot_of(r, r->taken++);
		pthread_mutex_unlock(&r->lock);
		map_slot(r, s, hand->state);
		pthread_mutex_lock(&r->lock);
		s->mapped = true;
		commit_ready(r);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

static void *
state_of(struct ring *r, unsigned i)
{
	const struct run *run = r->run;

	while (r->workers <= i) {
		r->state[r->workers] = run->worker ? run->worker(run->arg) : NULL;
		r->workers++;
	}
	return r->state[i];
}

/* Maps and commits, here and now, the blocks read so far. */
static void
drain_here(struct ring *r)
{
	while (r->committed < r->read) {
		struct slot *s = slot_of(r, r->committed);

		map_slot(r, s, state_of(r, 0));
		commit_slot(r, s);
		r->taken = ++r->committed;
	}
}

/*
 * Alone, as long as that is enough: a block with flush goes through at once, another waits for what
 * comes behind it. False at the end of the input; true with two blocks in the ring.
 */
static bool
read_alone(struct ring *r)
{
	while (read_slot(r, r->read)) {
		bool flush = slot_of(r, r->read)->block.flush;

		r->read++;
		if (flush)
			drain_here(r);
		else if (r->read - r->committed == 2)
			return true;
	}
	drain_here(r);
	return false;
}

/* The reader's part while workers run. */
static void
read_on(struct ring *r)
{
	bool more = true;

	while (more) {
		pthread_mutex_lock(&r->lock);
		while (r->read - r->committed == r->size)
			pthread_cond_wait(&r->emptied, &r->lock);
		pthread_mutex_unlock(&r->lock);
		more = read_slot(r, r->read);
		pthread_mutex_lock(&r->lock);
		if (more)
			r->read++;
		else
			r->ended = true;
		if (more)
			pthread_cond_signal(&r->filled);
		else
			pthread_cond_broadcast(&r->filled);
		pthread_mutex_unlock(&r->lock);
	}
}

/* Where not even one thread is to be had, the calling one does it all. */
static void
run_here(struct ring *r)
{
	do
		drain_here(r);
	while (read_slot(r, r->read) && ++r->read);
}

static void
run_threads(struct ring *r, unsigned jobs)
{
	struct hand *hand = mem_new(jobs, sizeof *hand);
	unsigned n = 0;

	for (; n < jobs; n++) {
		hand[n].ring = r;
		hand[n].state = state_of(r, n);
		if (pthread_create(&hand[n].thread, NULL, work, &hand[n]) != 0)
			break;
	}
	if (n == 0)
		run_here(r);
	else
		read_on(r);
	for (unsigned i = 0; i < n; i++)
		pthread_join(hand[i].thread, NULL);
	free(hand);
}

static void
ring_free(struct ring *r)
{
	for (size_t i = 0; i < r->size; i++) {
		free(r->slot[i].block.memory);
		buf_clear(&r->slot[i].part.rows.out);
		buf_clear(&r->slot[i].part.rows.apart);
		buf_clear(&r->slot[i].part.rejects);
		notes_clear(&r->slot[i].part.notes);
	}
	free(r->slot);
	free(r->state);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->filled);
	pthread_cond_destroy(&r->emptied);
}

void
run_blocks(const struct run *run, unsigned jobs)
{
	struct ring r = {.run = run,
	    .size = (size_t)jobs * 2 + 2,
	    .lock = PTHREAD_MUTEX_INITIALIZER,
	    .filled = PTHREAD_COND_INITIALIZER,
	    .emptied = PTHREAD_COND_INITIALIZER};

	assert(jobs > 0);
	r.slot = mem_new(r.size, sizeof *r.slot);
	r.state = mem_new(jobs, sizeof *r.state);
	if (read_alone(&r))
		run_threads(&r, jobs);
	assert(r.committed == r.read);
	state_of(&r, 0);
	for (unsigned i = 0; i < r.workers; i++)
		if (run->done)
			run->done(run->arg, r.state[i]);
	ring_free(&r);
}
