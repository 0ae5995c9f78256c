/* gather: cases come out whole, in the order of their keys, each source by time and input order, whatever the memory. */
#include "gather/gather.h"
#include "base/mem.h"
#include "base/opt.h"
#include "unit.h"
#include <stdlib.h>

enum { CASES = 700, EVENTS = 9000, BIG = 17 };

struct seen {
	struct buf text;
	size_t cases, events, tickets, alone;
	bool good;
};

static uint64_t
next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static struct str
id_of(char *room, unsigned id)
{
	return (struct str){room, (size_t)snprintf(room, 16, "T%03u", id)};
}

/* What came out of a batch, as text in the order of the cases. */
static void
map(void *arg, void *state, const struct cases *c, struct part *part)
{
	(void)arg;
	(void)state;
	for (size_t i = 0; i < c->n; i++) {
		const struct gather_rows *t = &c->rows[0], *e = &c->rows[1];

		buf_fmt(&part->rows.out, "%.*s%s %u:", STR_ARG(c->key[i]), c->alone[i] ? "alone" : "",
		    t->first[i + 1] - t->first[i]);
		for (uint32_t r = e->first[i]; r < e->first[i + 1]; r++) {
			buf_fmt(&part->rows.out, " %.*s/%llu/", STR_ARG(e->time[r]), (unsigned long long)e->order[r]);
			num_print(&part->rows.out, e->cell[0].num[r]);
			buf_fmt(&part->rows.out, "/%.*s/%d", STR_ARG(e->cell[1].text[r]), e->cell[2].truth[r]);
			if (e->in[r] != i)
				buf_z(&part->rows.out, " WRONG CASE");
		}
		buf_ch(&part->rows.out, '\n');
	}
}

static void
commit(void *arg, struct part *part)
{
	buf_str(arg, buf_slice(&part->rows.out));
}

/* The same records, in whatever order and hands. */
static void
run(struct buf *out, uint64_t memory, unsigned jobs, size_t step)
{
	static const enum type ticket[] = {TYPE_ANY}, event[] = {TYPE_NUMBER, TYPE_ANY, TYPE_TRUTH};
	const struct gather_source sources[] = {{ticket, 1}, {event, 3}};
	const struct gather_work work = {NULL, map, commit, NULL};
	struct gather *g;
	struct gather_hand *hand[4];
	char id[16], time[32], long_text[400];
	struct num number;
	struct str text, key, none = {0};
	uint8_t truth;
	const struct vec t = {.type = TYPE_ANY, .text = &text};
	const struct vec e[] = {{.type = TYPE_NUMBER, .num = &number}, {.type = TYPE_ANY, .text = &text},
	    {.type = TYPE_TRUTH, .truth = &truth}};

	common.jobs = jobs;
	g = gather_new(1, sources, 2, memory);
	for (unsigned i = 0; i < 4; i++)
		hand[i] = gather_hand(g);
	for (unsigned i = 0; i < CASES; i++) {
		key = id_of(id, i);
		text = key;
		EXPECT(gather_put(hand[i % 4], 0, &key, none, i, &t, 0));
	}
	memset(long_text, 'x', sizeof long_text);
	for (size_t n = 0, i = 0; n < EVENTS; n++, i = (i + step) % EVENTS) {
		uint64_t s = i * 77 + 1;
		unsigned which = (unsigned)(next(&s) % CASES);

		key = id_of(id, i % 5 == 0 ? BIG : which);
		number = i % 11 == 0 ? NUM_NONE
			 : i % 13 == 0 ? num_real(1.0 / 3)
				       : (struct num){.small = (int64_t)i, .kind = NUM_SMALL, .scale = 2};
		text = (struct str){long_text, i % 300};
		truth = (uint8_t)(i % 3);
		snprintf(time, sizeof time, "2024-02-%02u", (unsigned)(next(&s) % 28 + 1));
		EXPECT(gather_put(hand[n % 4], 1, &key, str_of(time), i, e, 0));
	}
	EXPECT(!gather_put(hand[0], 1, &none, str_of("2024"), 1, e, 0));
	text = STR("lone");
	gather_put_alone(hand[1], 0, none, CASES + 1, &t, 0);
	gather_put_alone(hand[2], 0, none, CASES, &t, 0);
	for (unsigned i = 0; i < 4; i++)
		gather_give(hand[i]);
	EXPECT(gather_records(g) == CASES + EVENTS + 2);
	gather_run(g, &work, out, "event");
	gather_free(g);
}

static size_t
count(struct str text, const char *what)
{
	size_t n = 0;

	for (ptrdiff_t at; (at = str_find(text, str_of(what))) >= 0; n++)
		text = (struct str){text.at + at + 1, text.len - (size_t)at - 1};
	return n;
}

static void
check(struct str out)
{
	struct str rest = out, before = {0};
	size_t lines = 0;

	while (rest.len) {
		struct str line = str_cut(rest, '\n', &rest), events, head = str_cut(line, ':', &events), last = {0};

		EXPECT(lines == 0 || str_eq(head, STR("alone 1")) || str_cmp(before, head) < 0);
		before = head;
		lines++;
		for (struct str item; events.len; last = item) {
			item = str_cut(events, ' ', &events);
			if (item.len && last.len)
				EXPECT(str_cmp((struct str){last.at, 10}, (struct str){item.at, 10}) <= 0);
			if (events.at == NULL)
				break;
		}
	}
	EXPECT(lines == CASES + 2);
	EXPECT(count(out, "/") == 4 * EVENTS);
	EXPECT(count(out, "WRONG") == 0);
	EXPECT(str_ends(out, STR("alone 1:\nalone 1:\n")));
	EXPECT(str_find(out, STR("/0.33333333333333")) > 0);
}

int
main(void)
{
	struct buf plain = {0}, small = {0}, backwards = {0};

	common.memory = 64 << 20;
	common.delimiter_out = ',';
	common.tmpdir = "/tmp";
	run(&plain, 64 << 20, 1, 1);
	check(buf_slice(&plain));
	run(&small, 1, 2, 1);
	EXPECT(str_eq(buf_slice(&plain), buf_slice(&small)));
	run(&backwards, 1, 3, 4001);
	EXPECT(str_eq(buf_slice(&plain), buf_slice(&backwards)));
	buf_clear(&plain);
	buf_clear(&small);
	buf_clear(&backwards);
	return unit_end();
}
