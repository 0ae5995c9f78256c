/* gzip: the thread that inflates, and the ring of buffers between it and who reads. */
#include "io/gzip.h"
#include "base/mem.h"
#include "io/inflate.h"
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Small where the tests want every edge met (CS_BLOCK). */
#ifdef CS_BLOCK
enum { RING = 4, CHUNK = CS_BLOCK, SOURCE = CS_BLOCK };
#else
enum { RING = 4, CHUNK = 256 * 1024, SOURCE = 128 * 1024 };
#endif

struct chunk {
	unsigned char *at;
	size_t len;
};

struct gzip {
	struct gzip_source source;
	pthread_t thread;
	int wake; /* an eventfd, for gzip_free */

	pthread_mutex_t lock; /* of what follows, up to the thread's own */
	pthread_cond_t changed;
	struct chunk ring[RING];
	size_t made, taken; /* chunks since the beginning: made - taken are full */
	bool starved; /* the thread waits for its source: nothing will come until that moves */
	bool ended, stop;
	struct fault fault; /* msg[0] != 0 when it ended with one */

	size_t used; /* the reader's own: of the chunk being taken */

	const struct inflater *inflater; /* the thread's own */
	void *inflating;
	unsigned char *in;
	struct inflate_io io;
	size_t members; /* whole ones so far */
	bool inside;	/* a member has begun */
	bool source_end;
};

/* Hands the chunk under way over and waits for room for the next; false: nobody wants more. */
static bool
publish(struct gzip *z)
{
	bool go;

	pthread_mutex_lock(&z->lock);
	z->ring[z->made % RING].len = CHUNK - z->io.out_n;
	z->made++;
	pthread_cond_broadcast(&z->changed);
	while (z->made - z->taken == RING && !z->stop)
		pthread_cond_wait(&z->changed, &z->lock);
	go = !z->stop;
	pthread_mutex_unlock(&z->lock);
	z->io.out = z->ring[z->made % RING].at;
	z->io.out_n = CHUNK;
	return go;
}

static void
set_starved(struct gzip *z, bool starved)
{
	pthread_mutex_lock(&z->lock);
	z->starved = starved;
	pthread_cond_broadcast(&z->changed);
	pthread_mutex_unlock(&z->lock);
}

/*
 * More of the source.  What is inflated so far goes out first if that would take time; gzip_free
 * ends the wait, which may be for a pipe that stays silent for ever.
 */
static bool
refill(struct gzip *z)
{
	bool go = true;
	ptrdiff_t n;

	if (!z->source.waiting(z->source.arg)) {
		if (z->io.out_n < CHUNK && !publish(z))
			return false;
		set_starved(z, true);
		go = z->source.wait(z->source.arg, z->wake);
		set_starved(z, false);
	}
	if (!go)
		return false;
	n = z->source.read(z->source.arg, z->in, SOURCE, &z->fault);
	z->io.in = z->in;
	z->io.in_n = n > 0 ? (size_t)n : 0;
	z->source_end = n == 0;
	return n >= 0;
}

static bool
say(struct gzip *z, const char *words)
{
	return fault(&z->fault, "%s", words);
}

static bool
not_a_member(struct gzip *z)
{
	return say(
	    z, z->members ? "not a gzip member after the end of one" : "gzip data are damaged");
}

/* One call of the inflater; false at a fault. */
static bool
inflate_some(struct gzip *z)
{
	if (!z->inside && *z->io.in != 0x1F)
		return not_a_member(z);
	z->inside = true;
	switch (z->inflater->step(z->inflating, &z->io)) {
	case INFLATE_MEMBER_END:
		z->inside = false;
		z->members++;
		z->inflater->reset(z->inflating);
		return true;
	case INFLATE_BAD_HEADER:
		return not_a_member(z);
	case INFLATE_BAD_DATA:
		return say(z, "gzip data are damaged");
	case INFLATE_BAD_SUM:
		return say(z, "gzip checksum does not match");
	case INFLATE_MORE:
		break;
	}
	return true;
}

/* Until the end, a fault, or nobody wants more. */
static void
inflate_all(struct gzip *z)
{
	for (;;) {
		if (z->io.in_n == 0 && !z->source_end && !refill(z))
			return;
		/* At the end the inflater may still hold some back for want of room. */
		if (z->io.in_n == 0 && z->source_end) {
			if (z->inside)
				say(z, "gzip ends in the middle; the file was cut off");
			return;
		}
		if (!inflate_some(z))
			return;
		while (z->io.out_n == 0) {
			if (!publish(z) || (z->inside && !inflate_some(z)))
				return;
		}
	}
}

static void *
thread_main(void *arg)
{
	struct gzip *z = arg;
	inflate_all(z);
	pthread_mutex_lock(&z->lock);
	if (z->io.out_n < CHUNK && z->made - z->taken < RING) {
		z->ring[z->made % RING].len = CHUNK - z->io.out_n;
		z->made++;
	}
	z->ended = true;
	pthread_cond_broadcast(&z->changed);
	pthread_mutex_unlock(&z->lock);
	return NULL;
}

struct gzip *
gzip_new(const struct gzip_source *source, struct str head)
{
	struct gzip *z = mem_new(1, sizeof *z);
	int cause;

	z->source = *source;
	z->inflater = &inflater_zlib;
	z->inflating = z->inflater->new ();
	z->in = mem_new(head.len > SOURCE ? head.len : SOURCE, 1);
	memcpy(z->in, head.at, head.len);
	z->io.in = z->in;
	z->io.in_n = head.len;
	for (size_t i = 0; i < RING; i++)
		z->ring[i].at = mem_new(CHUNK, 1);
	z->io.out = z->ring[0].at;
	z->io.out_n = CHUNK;
	z->wake = eventfd(0, EFD_CLOEXEC);
	if (z->wake < 0)
		die("cannot start a thread: %s", strerror(errno));
	pthread_mutex_init(&z->lock, NULL);
	pthread_cond_init(&z->changed, NULL);
	cause = pthread_create(&z->thread, NULL, thread_main, z);
	if (cause != 0)
		die("cannot start a thread: %s", strerror(cause));
	return z;
}

/* Waits for a chunk; false: there will be none. */
static bool
chunk_ready(struct gzip *z)
{
	bool ready;

	/* One begun is ours until it is used up. */
	if (z->used > 0)
		return true;
	pthread_mutex_lock(&z->lock);
	while (z->made == z->taken && !z->ended)
		pthread_cond_wait(&z->changed, &z->lock);
	ready = z->made != z->taken;
	pthread_mutex_unlock(&z->lock);
	return ready;
}

static void
give_back(struct gzip *z)
{
	z->used = 0;
	pthread_mutex_lock(&z->lock);
	z->taken++;
	pthread_cond_broadcast(&z->changed);
	pthread_mutex_unlock(&z->lock);
}

ptrdiff_t
gzip_read(struct gzip *z, void *at, size_t n, struct fault *f)
{
	const struct chunk *c = &z->ring[z->taken % RING];

	if (!chunk_ready(z)) {
		if (z->fault.msg[0] == '\0')
			return 0;
		*f = z->fault;
		return -1;
	}
	if (n > c->len - z->used)
		n = c->len - z->used;
	memcpy(at, c->at + z->used, n);
	z->used += n;
	if (z->used == c->len)
		give_back(z);
	return (ptrdiff_t)n;
}

/* While the thread is at work, or about to be, the answer is due shortly, so it is waited for. */
bool
gzip_waiting(struct gzip *z)
{
	bool answer;

	pthread_mutex_lock(&z->lock);
	while (
	    z->made == z->taken && !z->ended && (!z->starved || z->source.waiting(z->source.arg)))
		pthread_cond_wait(&z->changed, &z->lock);
	answer = z->made != z->taken || z->ended;
	pthread_mutex_unlock(&z->lock);
	return answer;
}

void
gzip_free(struct gzip *z)
{
	pthread_mutex_lock(&z->lock);
	z->stop = true;
	pthread_cond_broadcast(&z->changed);
	pthread_mutex_unlock(&z->lock);
	eventfd_write(z->wake, 1);
	pthread_join(z->thread, NULL);
	close(z->wake);
	z->inflater->free(z->inflating);
	for (size_t i = 0; i < RING; i++)
		free(z->ring[i].at);
	pthread_mutex_destroy(&z->lock);
	pthread_cond_destroy(&z->changed);
	free(z->in);
	free(z);
}
