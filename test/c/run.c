/* run: order, content and end are the same for any number of workers; blocks grow and stay aligned.
 */
#include "record/run.h"
#include "base/mem.h"
#include "unit.h"
#include <sched.h>
#include <stdlib.h>

enum { MANY = 3000 };

struct job {
	uint64_t blocks, given, committed;
	uint64_t flush_until; /* blocks before this one come in drops */
	struct buf out;
	size_t states, done, mapped;
};

static bool
give(void *arg, struct block *b)
{
	struct job *job = arg;
	size_t ahead = job->given % 7 * 11;

	if (job->given == job->blocks)
		return false;
	EXPECT(b->index == job->given);
	block_begin(b, ahead, 100);
	EXPECT(((uintptr_t)b->at + ahead) % 4096 == 0);
	EXPECT(b->cap >= 100 && b->len == 0);
	memset(b->at, 'a' + (int)(job->given % 26), 100);
	b->len = 100;
	if (job->given % 97 == 0) {
		uintptr_t place = (uintptr_t)b->at % 4096;

		block_room(b, 5000000);
		EXPECT(b->cap >= 5000000 && b->at[99] == b->at[0] && b->len == 100);
		EXPECT((uintptr_t)b->at % 4096 == place);
		b->at[5000000 + RUN_PAD - 1] = 0;
	}
	b->flush = job->given++ < job->flush_until;
	b->first_line = job->given;
	return true;
}

static void *
worker(void *arg)
{
	struct job *job = arg;
	size_t *n = mem_new(1, sizeof *n);

	job->states++;
	return n;
}

static void
map(void *arg, void *state, struct block *b, struct part *p)
{
	size_t *n = state;

	(void)arg;
	++*n;
	if (b->index % 5 == 0)
		sched_yield();
	EXPECT(p->rows.out.len == 0 && p->rejects.len == 0 && p->rows.books.read == 0);
	EXPECT(p->lines == 0 && p->extra == NULL && p->first_line == b->index + 1);
	buf_fmt(&p->rows.out, "%llu%c ", (unsigned long long)b->index, b->at[99]);
	buf_ch(&p->rejects, 'r');
	p->rows.books.read = p->lines = 1;
	p->extra = state;
}

static void
commit(void *arg, const struct block *b, struct part *p)
{
	struct job *job = arg;

	EXPECT(b->index == job->committed++);
	buf_str(&job->out, buf_slice(&p->rows.out));
}

static void
done(void *arg, void *state)
{
	struct job *job = arg;
	size_t *n = state;

	job->done++;
	job->mapped += *n;
	free(n);
}

static void
run(uint64_t blocks, uint64_t flush_until, unsigned jobs, struct buf *out)
{
	struct job job = {.blocks = blocks, .flush_until = flush_until};
	const struct run r = {give, worker, map, commit, done, &job};

	run_blocks(&r, jobs);
	EXPECT(job.committed == blocks && job.mapped == blocks);
	EXPECT(job.states == job.done && job.states >= 1 && job.states <= jobs);
	EXPECT(blocks > flush_until + 1 || job.states == 1); /* no threads for little */
	*out = job.out;
}

int
main(void)
{
	static const uint64_t blocks[] = {0, 1, 2, 3, 20, MANY}, drops[] = {0, 1, 10, MANY};

	for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++)
		for (size_t k = 0; k < sizeof drops / sizeof drops[0]; k++) {
			struct buf one, more;

			run(blocks[i], drops[k], 1, &one);
			for (unsigned jobs = 2; jobs < 10; jobs += 3) {
				run(blocks[i], drops[k], jobs, &more);
				EXPECT(str_eq(buf_slice(&one), buf_slice(&more)));
				buf_clear(&more);
			}
			buf_clear(&one);
		}
	return unit_end();
}
