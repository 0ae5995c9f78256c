/*
 * split_differential: on a million generated and mutated records the splitter gives what libcsv
 * gives, and refuses what libcsv refuses; the vector scan gives what its portable twin gives.
 * CS_FULL=1: thirty times as many.
 */
#include "base/mem.h"
#include "io/encoding.h"
#include "record/split.h"
#include "record/split_inner.h"
#include "unit.h"
#include <stdlib.h>

enum { COLUMNS = 6, RECORDS = 256, TEXT_MAX_BYTES = 1 << 20 };

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 11) % below;
}

/* A block under construction, and where its lines lie (without the LF). */
struct made {
	struct buf text;
	size_t at[RECORDS], len[RECORDS], n;
	char delimiter;
	size_t columns;
	uint64_t quotes; /* one field in so many is quoted, 0: none */
};

static void
add_word(struct buf *b, uint64_t *seed)
{
	static const char *const words[] = {"a", "1", "23", " ", "2024-05-01 10:00:00", "四川",
	    "\xC3\xA9", "\xF0\x9F\x98\x80", "013800138000", ";", "\\", "'", "\t|"};
	size_t n = draw(seed, 300) ? draw(seed, 3) : draw(seed, 150);

	while (n--)
		buf_z(b, words[draw(seed, sizeof words / sizeof words[0])]);
}

/* Mostly plain ones, as programs write them; some with quotes inside, doubled. */
static void
add_quoted(struct made *m, uint64_t *seed)
{
	uint64_t doubled = draw(seed, 4) ? 0 : 1;

	buf_ch(&m->text, '"');
	for (size_t n = draw(seed, 4); n--;) {
		add_word(&m->text, seed);
		if (doubled && draw(seed, 2))
			buf_z(&m->text, "\"\"");
		if (draw(seed, 3) == 0)
			buf_ch(&m->text, m->delimiter);
	}
	buf_ch(&m->text, '"');
}

/* Now and then a byte becomes one that means something, or any at all. */
static void
mutate(struct made *m, size_t from, uint64_t *seed)
{
	static const char marks[] = {'"', '"', ',', '\t', '\r', '\0', '\xFF', '\x80', ' '};
	char c = draw(seed, 2) ? marks[draw(seed, sizeof marks)] : (char)draw(seed, 256);

	if (c != '\n' && m->text.len > from)
		m->text.at[from + draw(seed, m->text.len - from)] = c;
}

static void
add_record(struct made *m, uint64_t *seed)
{
	size_t from = m->text.len, fields = m->columns;

	if (draw(seed, 2000) == 0)
		fields += draw(seed, 3) - 1;
	for (size_t i = 0; i < fields; i++) {
		if (i)
			buf_ch(&m->text, m->delimiter);
		if (m->quotes && draw(seed, m->quotes) == 0)
			add_quoted(m, seed);
		else
			add_word(&m->text, seed);
	}
	if (draw(seed, m->n + 1 == RECORDS ? 3 : 500) == 0)
		mutate(m, from, seed);
	if (draw(seed, 8) == 0)
		buf_ch(&m->text, '\r');
	m->at[m->n] = from;
	m->len[m->n++] = m->text.len - from;
	buf_ch(&m->text, '\n');
}

static void
make(struct made *m, uint64_t *seed)
{
	m->text.len = m->n = 0;
	m->columns = 1 + draw(seed, COLUMNS);
	m->delimiter = ",\t;\x01"[draw(seed, 4)];
	m->quotes = (uint64_t[]){0, 1, 1, 2, 3, 12}[draw(seed, 6)];
	while (m->n < RECORDS)
		add_record(m, seed);
	m->text.len -= draw(seed, 2);
}

/* What libcsv says of a record; bytes that it lets pass are ours to refuse. */
static bool
oracle(const struct made *m, struct quoted *q, struct str record, struct str *cells,
    struct arena *arena)
{
	size_t n;

	for (size_t i = 0; i < record.len; i++)
		if (record.at[i] == '\r' || record.at[i] == '\0')
			return false;
	return utf8_fault(record) < 0 &&
	       quoted_cut(q, record, cells, m->columns, &n, arena) == QUOTED_FINE &&
	       n == m->columns;
}

static bool
same_cells(const struct made *m, const struct batch *b, size_t row, const struct str *cells)
{
	for (size_t c = 0; c < m->columns; c++)
		if (!str_eq(b->col[c][row], cells[c]))
			return false;
	return true;
}

/* How many of the made records were compared: up to the first fault. */
static size_t
compare(const struct made *m, const struct batch *b, struct quoted *q, struct arena *arena)
{
	struct str cells[COLUMNS];
	size_t row = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct str record = {m->text.at + m->at[i], m->len[i]};

		if (record.len && record.at[record.len - 1] == '\r')
			record.len--;
		if (record.len == 0)
			continue;
		if (!oracle(m, q, record, cells, arena)) {
			EXPECT(b->n == row && b->notes->kinds == 1);
			return i;
		}
		if (row >= b->n || !same_cells(m, b, row, cells) || batch_line(b, row) != i) {
			fprintf(stderr, "record %zu: '%.*s'\n", i, STR_ARG(record));
			EXPECT(!"the same cells");
			return i;
		}
		row++;
	}
	EXPECT(b->n == row && b->notes->kinds == 0);
	return m->n;
}

static size_t
round_of(struct made *m, uint64_t *seed, char *memory)
{
	struct arena arena = {0}, other = {0};
	struct notes notes = {0};
	struct batch b = {.arena = &arena, .notes = &notes};
	struct split *s;
	struct quoted *q;
	char *at = memory + draw(seed, 64); /* any alignment */
	size_t repeated, lines, n;

	make(m, seed);
	s = split_new(m->delimiter, m->columns);
	q = quoted_new(m->delimiter);
	for (size_t c = 0; c < m->columns; c++)
		split_use(s, c);
	EXPECT(m->text.len < TEXT_MAX_BYTES);
	memcpy(at, m->text.at, m->text.len);
	split_block(s, (struct str){at, m->text.len}, STR("h,h"), &b, &repeated, &lines);
	n = compare(m, &b, q, &other);
	split_free(s);
	quoted_free(q);
	arena_clear(&arena);
	arena_clear(&other);
	notes_clear(&notes);
	return n;
}

static void
records(size_t want)
{
	struct made m = {0};
	char *memory = mem_new(TEXT_MAX_BYTES + 128, 1);
	uint64_t seed = 20240501;
	size_t n = 0;

	while (n < want && !unit_failed)
		n += round_of(&m, &seed, memory) + 1;
	buf_clear(&m.text);
	free(memory);
}

static bool
same_list(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	return n == m && (n == 0 || memcmp(a, b, n * sizeof *a) == 0);
}

typedef void scan_function(struct scan *, const char *, size_t, size_t, size_t);

/* Two scans, one after the other, as the splitter makes them; quotes understood or not. */
static void
twins(size_t rounds, scan_function *scan)
{
	static const char marks[] = ",\n\"\"\r\tab";
	static uint32_t place[6][512];
	char text[512 + 64];
	uint64_t seed = 7;

	for (size_t round = 0; round < rounds && !unit_failed; round++) {
		struct scan a = {.sep = place[0], .lf = place[1], .odd = place[2], .begun = 1};
		struct scan b = {.sep = place[3], .lf = place[4], .odd = place[5], .begun = 1};
		size_t end = 1 + draw(&seed, 400), cut = draw(&seed, end / 64 + 1) * 64;
		uint64_t dense = 1 + draw(&seed, 30);

		a.delimiter = b.delimiter = draw(&seed, 4) ? ',' : '\t';
		a.quoting = b.quoting = draw(&seed, 3) != 0;
		for (size_t i = 0; i < sizeof text; i++)
			text[i] = draw(&seed, dense) ? 'x' : marks[draw(&seed, sizeof marks)];
		scan(&a, text, 0, cut, end);
		scan(&a, text, cut, end, end);
		split_scan_plain(&b, text, 0, cut, end);
		split_scan_plain(&b, text, cut, end, end);
		EXPECT(same_list(a.sep, a.seps, b.sep, b.seps));
		EXPECT(same_list(a.lf, a.lfs, b.lf, b.lfs));
		EXPECT(same_list(a.odd, a.odds, b.odd, b.odds));
		EXPECT(a.cr == b.cr && a.quoted == b.quoted && a.open == b.open);
	}
}

/* Characters, and pieces that are none. */
static void
make_text(struct buf *b, uint64_t *seed)
{
	static const char *const good[] = {"a", "é", "四", "川", "，", "\n", "\xC2\x80", "\xDF\xBF",
	    "\xE1\x80\x80", "\xEC\xBF\xBF", "\xEE\x80\x80", "\xEF\xBF\xBF"};
	static const char *const other[] = {"\x80", "\xBF", "\xC0", "\xC1", "\xE4", "\xE4\xB8",
	    "\xED\xA0\x80", "\xED\x9F\xBF", "\xE0\x80\x80", "\xE0\xA0\x80", "\xF0\x9F\x98\x80",
	    "\xF5\x80\x80\x80", "\xFF", "\xF4\x90\x80\x80", "\xF0\x80\x80\x80", "\xC3\xA9\x80"};
	uint64_t rare = draw(seed, 3) ? 0 : 1 + draw(seed, 100);

	for (size_t n = draw(seed, 120); n--;)
		if (rare && draw(seed, rare) == 0)
			buf_z(b, other[draw(seed, sizeof other / sizeof other[0])]);
		else
			buf_z(b, good[draw(seed, sizeof good / sizeof good[0])]);
	if (b->len && draw(seed, 4) == 0) /* half a character at the end */
		b->len--;
}

/* Whether the scan tells all of UTF-8 here: with vectors of 32 bytes. */
static bool
exact(void)
{
#ifdef __SSE2__
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
#else
	return false;
#endif
}

/* What the scan does not doubt is UTF-8; and it does not doubt what is common. */
static void
utf8(size_t rounds, scan_function *scan)
{
	static uint32_t place[3][1024];
	uint64_t seed = 11;
	struct buf b = {0};
	size_t sure = 0, fine = 0;

	for (size_t round = 0; round < rounds && !unit_failed; round++) {
		struct scan s = {',', .sep = place[0], .lf = place[1], .odd = place[2]};
		size_t cut;

		b.len = 0;
		make_text(&b, &seed);
		memset(buf_room(&b, 64), '\xBF', 64); /* what stands behind must not count */
		cut = draw(&seed, b.len / 64 + 1) * 64;
		scan(&s, b.at, 0, cut, b.len);
		scan(&s, b.at, cut, b.len, b.len);
		EXPECT(s.doubt || utf8_fault(buf_slice(&b)) < 0);
		EXPECT(
		    !s.doubt || utf8_fault(buf_slice(&b)) >= 0 || scan != split_scan || !exact());
		sure += !s.doubt;
		fine += utf8_fault(buf_slice(&b)) < 0;
	}
#ifdef __SSE2__
	EXPECT(sure > rounds / 3 && sure > fine / 10 * 9);
#else
	(void)sure, (void)fine;
#endif
	buf_clear(&b);
}

/* Whether a text is in doubt, scanned in two parts; 64 bytes behind it may be read. */
static bool
doubted(scan_function *scan, const char *text, size_t cut, size_t end)
{
	static uint32_t place[3][1024];
	struct scan s = {',', .sep = place[0], .lf = place[1], .odd = place[2]};

	scan(&s, text, 0, cut, end);
	scan(&s, text, cut, end, end);
	return s.doubt;
}

/* What is no UTF-8 is doubted; by the wide scan nothing else. */
static void
doubts(const char *text, size_t cut, size_t end)
{
	bool fault = utf8_fault((struct str){text, end}) >= 0;

	EXPECT(doubted(split_scan, text, cut, end) == fault || (!fault && !exact()));
	EXPECT(doubted(split_scan_narrow, text, cut, end) || !fault);
}

/* Any four telling bytes, where vectors, stretches and texts begin and end. */
static void
all_short(void)
{
	static const unsigned char telling[] = {0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
	    0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
	static const size_t places[] = {0, 30, 62, 95, 126};
	enum { N = sizeof telling, END = 128 };
	char text[END + 64 + 4];

	for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
		memset(text, 'a', sizeof text);
		memset(text + END, '\xBF', 64);
		for (size_t i = 0; i < (size_t)N * N * N * N && !unit_failed; i++) {
			size_t k = i;

			for (size_t j = 0; j < 4 && places[p] + j < END; j++, k /= N)
				text[places[p] + j] = (char)telling[k % N];
			doubts(text, places[p] < 64 ? 64 : 0, END);
		}
	}
}

/* Every kind of fault, and what comes near one, at every place of ASCII and of Chinese text. */
static void
every_place(void)
{
	static const char *const pieces[] = {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2",
	    "\xC2\x80", "\xC2\x80\x80", "\xE4", "\xE4\xB8", "\xE4\xB8\xAD", "\xE4\xB8\xAD\x80",
	    "\xE0\x9F\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xED\xA0\x80", "\xF0", "\xF0\x9F",
	    "\xF0\x9F\x98", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80\x80", "\xF0\x8F\xBF\xBF",
	    "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
	    "\xF8\x88\x80\x80\x80", "\xFE", "\xFF\xFF"};
	char text[260 + 64];

	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
		for (size_t at = 0; at <= 200; at++)
			for (size_t end = at + strlen(pieces[p]); end < 260;
			     end += 1 + (end - at) / 3)
				for (size_t chinese = 0; chinese < 2 && !unit_failed; chinese++) {
					memset(text, 'a', sizeof text);
					for (size_t i = at % 3; chinese && i + 3 <= at; i += 3)
						memcpy(text + i, "\xE4\xB8\xAD", 3);
					memcpy(text + at, pieces[p], strlen(pieces[p]));
					memset(text + end, '\xBF', 64);
					doubts(text, end / 128 * 64, end);
				}
}

int
main(void)
{
	size_t times = getenv("CS_FULL") != NULL ? 30 : 1;

	twins(50000 * times, split_scan);
	twins(50000 * times, split_scan_narrow);
	utf8(30000 * times, split_scan);
	utf8(30000 * times, split_scan_narrow);
	all_short();
	every_place();
	records(1000000 * times);
	return unit_end();
}
