/*
 * gzip_team: a ring of members.  Three counters say all: members brought, members begun, members
 * dropped; the slot i serves the members i, i + size, i + 2 * size ...
 */
#include "io/gzip_team.h"
#include "base/mem.h"
#include "io/gzip_head.h"
#include <pthread.h>
#include <stdlib.h>

/* A little more than a member has, for an inflater that stops when there is no room. */
enum { ROOM = GZIP_MEMBER + 64 };

struct slot {
	struct gzip_member member;
	bool inflated;
};

struct gzip_team {
	const struct inflater *inflater;
	void *own; /* the owner's inflater */
	struct slot *slot;
	size_t size;
	unsigned helpers, running;
	pthread_t *thread;
	pthread_mutex_t lock; /* of what follows, and of slot.inflated */
	pthread_cond_t brought_one, inflated_one;
	size_t brought, begun, dropped;
	bool stop;
};

static struct slot *
slot_of(const struct gzip_team *t, size_t i)
{
	return &t->slot[i % t->size];
}

struct gzip_team *
gzip_team_new(const struct inflater *inflater, unsigned helpers)
{
	struct gzip_team *t = mem_new(1, sizeof *t);

	t->inflater = inflater;
	t->own = inflater->new ();
	t->helpers = helpers;
	t->size = 2 * (size_t)helpers + 2;
	t->slot = mem_new(t->size, sizeof *t->slot);
	t->thread = mem_new(helpers, sizeof *t->thread);
	pthread_mutex_init(&t->lock, NULL);
	pthread_cond_init(&t->brought_one, NULL);
	pthread_cond_init(&t->inflated_one, NULL);
	return t;
}

struct gzip_member *
gzip_team_room(struct gzip_team *t)
{
	struct gzip_member *m = &slot_of(t, t->brought)->member;

	if (t->brought - t->dropped == t->size)
		return NULL;
	if (m->in == NULL) {
		m->in = mem_new(GZIP_MEMBER_PACKED, 1);
		m->out = mem_new(ROOM, 1);
	}
	m->in_n = 0;
	m->cut = false;
	return m;
}

static void
inflate_member(struct gzip_member *m, const struct inflater *inflater, void *state)
{
	struct inflate_io io = {m->in, m->in_n, m->out, ROOM};
	size_t in_n, out_n;

	do {
		in_n = io.in_n;
		out_n = io.out_n;
		m->result = inflater->step(state, &io);
	} while (m->result == INFLATE_MORE && (io.in_n != in_n || io.out_n != out_n));
	inflater->reset(state);
	m->out_n = ROOM - io.out_n;
	/* Its size was not what it told, or it holds more than those that tell it. */
	if (io.in_n || m->out_n > GZIP_MEMBER)
		m->result = m->result == INFLATE_BAD_SUM ? INFLATE_BAD_SUM : INFLATE_BAD_DATA;
}

/* Takes the next member nobody has begun and inflates it.  Holds the lock, lets go of it meanwhile.
 */
static void
inflate_next(struct gzip_team *t, void *state)
{
	struct slot *s = slot_of(t, t->begun++);

	pthread_mutex_unlock(&t->lock);
	inflate_member(&s->member, t->inflater, state);
	pthread_mutex_lock(&t->lock);
	s->inflated = true;
	pthread_cond_signal(&t->inflated_one);
}

static void *
help(void *arg)
{
	struct gzip_team *t = arg;
	void *state = t->inflater->new ();

	pthread_mutex_lock(&t->lock);
	while (!t->stop) {
		if (t->begun == t->brought)
			pthread_cond_wait(&t->brought_one, &t->lock);
		else
			inflate_next(t, state);
	}
	pthread_mutex_unlock(&t->lock);
	t->inflater->free(state);
	return NULL;
}

/* Where no thread is to be had, the owner does it all. */
static void
start_helpers(struct gzip_team *t)
{
	while (t->running < t->helpers) {
		if (pthread_create(&t->thread[t->running], NULL, help, t) != 0) {
			t->helpers = t->running;
			break;
		}
		t->running++;
	}
}

void
gzip_team_bring(struct gzip_team *t)
{
	pthread_mutex_lock(&t->lock);
	t->brought++;
	pthread_cond_signal(&t->brought_one);
	pthread_mutex_unlock(&t->lock);
	if (t->running < t->helpers && t->brought - t->dropped == t->size)
		start_helpers(t);
}

const struct gzip_member *
gzip_team_first(struct gzip_team *t)
{
	struct slot *s = slot_of(t, t->dropped);

	if (gzip_team_empty(t))
		return NULL;
	pthread_mutex_lock(&t->lock);
	while (!s->inflated) {
		if (t->begun != t->brought)
			inflate_next(t, t->own);
		else
			pthread_cond_wait(&t->inflated_one, &t->lock);
	}
	pthread_mutex_unlock(&t->lock);
	return &s->member;
}

bool
gzip_team_empty(const struct gzip_team *t)
{
	return t->brought == t->dropped;
}

void
gzip_team_drop(struct gzip_team *t)
{
	slot_of(t, t->dropped)->inflated = false;
	t->dropped++;
}

void
gzip_team_free(struct gzip_team *t)
{
	pthread_mutex_lock(&t->lock);
	t->stop = true;
	pthread_cond_broadcast(&t->brought_one);
	pthread_mutex_unlock(&t->lock);
	for (unsigned i = 0; i < t->running; i++)
		pthread_join(t->thread[i], NULL);
	for (size_t i = 0; i < t->size; i++) {
		free(t->slot[i].member.in);
		free(t->slot[i].member.out);
	}
	pthread_mutex_destroy(&t->lock);
	pthread_cond_destroy(&t->brought_one);
	pthread_cond_destroy(&t->inflated_one);
	t->inflater->free(t->own);
	free(t->thread);
	free(t->slot);
	free(t);
}
