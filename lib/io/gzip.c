/* gzip: from member to member. */
#include "io/gzip.h"
#include "base/mem.h"
#include "io/gzip_head.h"
#include "io/gzip_team.h"
#include <stdlib.h>

/* Small where the tests want every edge met (CS_BLOCK). */
#ifdef CS_BLOCK
enum { SOURCE = CS_BLOCK, AHEAD = CS_BLOCK };
#else
enum { SOURCE = 128 * 1024, AHEAD = 128 * 1024 };
#endif
enum { HELPERS_MOST = 8 };

/* Where in the file the next byte of it lies. */
enum place {
	BETWEEN, /* members */
	HEAD,
	BODY,  /* of a member that is inflated as it comes */
	WHOLE, /* of one that is gathered for the team */
	ENDED  /* at the end, or at a fault */
};

struct gzip {
	struct gzip_source source;
	unsigned char *buffer;
	bool source_end;

	const struct inflater *inflater;
	void *inflating;
	struct inflate_io
	    io;	   /* io.in: what is there of the source; io.out: where the reader wants it */
	bool full; /* the inflater had no more room, and may hold some back */

	enum place place;
	struct gzip_head head;
	size_t members;	    /* whole ones so far, or brought to the team */
	bool unclosed;	    /* the last one was ours and not the empty one that ends them */
	struct fault fault; /* msg[0] != 0 when it ended with one */

	struct gzip_team *team; /* NULL until a member told its size */
	struct gzip_member *gathering;
	size_t wanted; /* bytes of it */
	size_t taken;  /* of the first of the team's members */
	unsigned jobs;

	char *ahead; /* inflated to find out whether anything comes; NULL until asked */
	size_t ahead_n, ahead_taken;
};

struct gzip *
gzip_new(const struct gzip_source *source, struct str head, const struct inflater *inflater,
    unsigned jobs)
{
	struct gzip *z = mem_new(1, sizeof *z);

	z->source = *source;
	z->inflater = inflater;
	z->inflating = inflater->new ();
	z->jobs = jobs;
	z->buffer = mem_new(head.len > SOURCE ? head.len : SOURCE, 1);
	memcpy(z->buffer, head.at, head.len);
	z->io.in = z->buffer;
	z->io.in_n = head.len;
	return z;
}

static void
say(struct gzip *z, const char *words)
{
	z->place = ENDED;
	fault(&z->fault, "%s", words);
}

static void
say_cut(struct gzip *z)
{
	say(z, "gzip ends in the middle; the file was cut off");
}

static void
say_damaged(struct gzip *z, enum inflate_step result)
{
	say(z,
	    result == INFLATE_BAD_SUM ? "gzip checksum does not match" : "gzip data are damaged");
}

/* What a member told of its size, without its head; 0: nothing that could be. */
static size_t
told(const struct gzip_head *h)
{
	return h->size > h->length ? h->size - h->length : 0;
}

static void
begin_body(struct gzip *z)
{
	unsigned helpers = z->jobs > HELPERS_MOST ? HELPERS_MOST : z->jobs;

	z->wanted = told(&z->head);
	z->place = z->wanted ? WHOLE : BODY;
	if (z->wanted == 0)
		return;
	if (z->team == NULL)
		z->team = gzip_team_new(z->inflater, helpers ? helpers - 1 : 0);
	z->gathering = gzip_team_room(z->team);
	z->gathering->ours = z->head.ours;
}

static void
go_on_head(struct gzip *z)
{
	switch (gzip_head_step(&z->head, &z->io.in, &z->io.in_n)) {
	case GZIP_HEAD_MORE:
		break;
	case GZIP_HEAD_END:
		begin_body(z);
		break;
	case GZIP_HEAD_BAD:
		say(z, z->members ? "not a gzip member after the end of one"
				  : "gzip data are damaged");
		break;
	}
}

static void
go_on_body(struct gzip *z)
{
	enum inflate_step result = z->inflater->step(z->inflating, &z->io);

	z->full = z->io.out_n == 0;
	if (result == INFLATE_MORE)
		return;
	if (result != INFLATE_MEMBER_END) {
		say_damaged(z, result);
		return;
	}
	z->inflater->reset(z->inflating);
	z->full = false;
	z->unclosed = false;
	z->members++;
	z->place = BETWEEN;
}

static void
bring(struct gzip *z)
{
	z->gathering->cut = z->gathering->in_n < z->wanted;
	gzip_team_bring(z->team);
	z->members++;
}

static void
go_on_whole(struct gzip *z)
{
	struct gzip_member *m = z->gathering;
	size_t n = z->wanted - m->in_n < z->io.in_n ? z->wanted - m->in_n : z->io.in_n;

	memcpy(m->in + m->in_n, z->io.in, n);
	m->in_n += n;
	z->io.in += n;
	z->io.in_n -= n;
	if (m->in_n == z->wanted) {
		bring(z);
		z->place = BETWEEN;
	}
}

/* Uses what is there of the source, or what the inflater still holds. */
static void
go_on(struct gzip *z)
{
	switch (z->place) {
	case BETWEEN:
		z->head = (struct gzip_head){0};
		z->place = HEAD;
		break;
	case HEAD:
		go_on_head(z);
		break;
	case BODY:
		go_on_body(z);
		break;
	case WHOLE:
		go_on_whole(z);
		break;
	case ENDED:
		break;
	}
}

/* The source has no more. */
static void
end(struct gzip *z)
{
	enum place at = z->place;

	z->place = ENDED;
	if (at == WHOLE)
		bring(z);
	else if (at != BETWEEN)
		say_cut(z);
}

static void
refill(struct gzip *z)
{
	ptrdiff_t n = z->source.read(z->source.arg, z->buffer, SOURCE, &z->fault);

	z->io.in = z->buffer;
	z->io.in_n = n > 0 ? (size_t)n : 0;
	if (n < 0)
		z->place = ENDED;
	if (n == 0)
		end(z);
}

static bool
team_empty(const struct gzip *z)
{
	return z->team == NULL || gzip_team_empty(z->team);
}

/* Whether the next byte of the source has a place to go to. */
static bool
has_room(const struct gzip *z)
{
	switch (z->place) {
	case BETWEEN:
		return z->team == NULL || gzip_team_room(z->team) != NULL;
	case BODY:
		return z->io.out_n && team_empty(z);
	case ENDED:
		return false;
	default:
		return true;
	}
}

/* Done with the first of the team's members.  If it was damaged, nobody looks at those behind it.
 */
static void
drop_first(struct gzip *z, const struct gzip_member *m)
{
	z->taken = 0;
	if (m->result == INFLATE_MEMBER_END) {
		z->unclosed = m->ours && m->out_n;
		gzip_team_drop(z->team);
		return;
	}
	if (m->result == INFLATE_MORE && m->cut)
		say_cut(z);
	else
		say_damaged(z, m->result);
	gzip_team_free(z->team);
	z->team = NULL;
}

/* Of the first of the team's members. */
static size_t
take_from_team(struct gzip *z, unsigned char *at, size_t n)
{
	const struct gzip_member *m = gzip_team_first(z->team);

	if (n > m->out_n - z->taken)
		n = m->out_n - z->taken;
	memcpy(at, m->out + z->taken, n);
	z->taken += n;
	if (z->taken == m->out_n)
		drop_first(z, m);
	return n;
}

/*
 * Goes on in the source as far as that needs no waiting, so that the team always has work, and
 * gives what is inflated.  patient: waits if nothing is.  0: the end, a fault, or (not patient)
 * nothing yet.
 */
static size_t
some(struct gzip *z, unsigned char *at, size_t n, bool patient)
{
	size_t got;

	z->io.out = at;
	z->io.out_n = n;
	for (;;) {
		while (has_room(z)) {
			if (z->io.in_n || (z->place == BODY && z->full))
				go_on(z);
			else if ((patient && z->io.out_n == n && team_empty(z)) ||
				 z->source.waiting(z->source.arg))
				refill(z);
			else
				break;
		}
		if (z->io.out_n < n)
			return n - z->io.out_n;
		if (team_empty(z))
			return 0;
		/* An empty member gives nothing: on to the next. */
		got = take_from_team(z, at, n);
		if (got)
			return got;
	}
}

static size_t
take_ahead(struct gzip *z, void *at, size_t n)
{
	if (n > z->ahead_n - z->ahead_taken)
		n = z->ahead_n - z->ahead_taken;
	memcpy(at, z->ahead + z->ahead_taken, n);
	z->ahead_taken += n;
	return n;
}

ptrdiff_t
gzip_read(struct gzip *z, void *at, size_t n, struct fault *f)
{
	size_t got;

	if (z->ahead_taken < z->ahead_n)
		return (ptrdiff_t)take_ahead(z, at, n);
	got = some(z, at, n, true);
	if (got)
		return (ptrdiff_t)got;
	if (z->fault.msg[0] == '\0' && z->unclosed)
		say_cut(z);
	if (z->fault.msg[0] == '\0')
		return 0;
	*f = z->fault;
	return -1;
}

bool
gzip_waiting(struct gzip *z)
{
	if (z->ahead_taken < z->ahead_n || !team_empty(z))
		return true;
	if (z->ahead == NULL)
		z->ahead = mem_new(AHEAD, 1);
	z->ahead_taken = 0;
	z->ahead_n = some(z, (unsigned char *)z->ahead, AHEAD, false);
	return z->ahead_n || z->place == ENDED;
}

void
gzip_free(struct gzip *z)
{
	if (z->team != NULL)
		gzip_team_free(z->team);
	z->inflater->free(z->inflating);
	free(z->ahead);
	free(z->buffer);
	free(z);
}
