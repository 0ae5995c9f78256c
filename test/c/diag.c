/* diag: words to the letter. */
#include "base/diag.h"
#include "child.h"
#include "unit.h"
#include <fcntl.h>
#include <pthread.h>

static const char *
quote(struct str s)
{
	static struct buf b;

	b.len = 0;
	diag_quote(&b, s);
	EXPECT_TEXT(diag_text(s), buf_cstr(&b));
	return buf_cstr(&b);
}

static void
quotes(void)
{
	EXPECT_TEXT(quote(STR("")), "");
	EXPECT_TEXT(quote(STR("12,x")), "12,x");
	EXPECT_TEXT(quote(STR("地市\tA")), "地市\\x09A");
	EXPECT_TEXT(quote(STR("a\x1B[31m\x7F")), "a\\x1B[31m\\x7F");
	EXPECT_TEXT(quote(STR("a\xC2\x9B"
			      "b")),
	    "a\\xC2\\x9Bb");
	EXPECT_TEXT(quote(STR("a\xE2\x80\xAE"
			      "b")),
	    "a\\xE2\\x80\\xAEb");
	EXPECT_TEXT(quote(STR("a\xFF\xE5\x9C")), "a\\xFF\\xE5\\x9C");
	EXPECT_TEXT(quote(STR("a\0b")), "a\\x00b");
	EXPECT_TEXT(quote(STR("123456")), "123456");
	EXPECT_TEXT(quote(STR("1234567")), "*******");
	EXPECT_TEXT(quote(STR("1234567890")), "**********");
	EXPECT_TEXT(quote(STR("13800138475")), "138****8475");
	EXPECT_TEXT(quote(STR("tel 13800138475, 0571")), "tel 138****8475, 0571");
	EXPECT_TEXT(quote(STR("33010619900307123X")), "330****7123X");
	EXPECT_TEXT(quote(STR("１３８００１３８４７５")), "１３８****８４７５");
	EXPECT_TEXT(quote(STR("1380013８４７５")), "***********");
	EXPECT_TEXT(quote(STR("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd")),
	    "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd");
	EXPECT_TEXT(quote(STR("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde")),
	    "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd...");
	/* A number at the edge is not laid bare by the cut. */
	EXPECT_TEXT(quote(STR("aaaaaaaaaabbbbbbbbbbccccccccccdddd13800138475x")),
	    "aaaaaaaaaabbbbbbbbbbccccccccccdddd******...");
	EXPECT_TEXT(diag_file("a\nb\x1B 13800138475"), "a\\x0Ab\\x1B 13800138475");
}

static void
hints(void)
{
	static const struct str names[] = {
	    STR_INIT("region"), STR_INIT("duration"), STR_INIT("满意度评分")};
	static struct str many[20];

	for (size_t i = 0; i < 20; i++)
		many[i] = STR("zzzzzz");
	EXPECT_TEXT(diag_hint(STR("regoin"), names, 3), "; did you mean 'region'?");
	EXPECT_TEXT(diag_hint(STR("REGION"), names, 3), "; did you mean 'region'?");
	EXPECT_TEXT(diag_hint(STR("满意度打分"), names, 3), "; did you mean '满意度评分'?");
	EXPECT_TEXT(diag_hint(STR("x"), names, 2), "; there are 'region', 'duration'");
	EXPECT_TEXT(diag_hint(STR("x"), names, 1), "; there is 'region'");
	EXPECT_TEXT(diag_hint(STR("x"), names, 0), "");
	EXPECT_TEXT(diag_hint(STR("x"), many, 20), "");
	EXPECT(diag_near(STR("reg"), names, 3) == NULL);
	EXPECT(diag_near(STR("durations"), names, 3) == &names[1]);
	EXPECT(diag_near(STR(""), names, 3) == NULL && diag_near(STR("\xFF"), names, 3) == NULL);
}

static void
faults(void)
{
	static char lots[2000];
	struct fault f;

	EXPECT(!fault(&f, "no column '%s'", "x"));
	EXPECT_TEXT(f.msg, "no column 'x'");
	for (int shift = 0; shift < 3; shift++) {
		uint32_t code;
		struct str s;

		memset(lots, 'a', (size_t)shift);
		for (size_t i = (size_t)shift; i + 3 < sizeof lots; i += 3)
			memcpy(lots + i, "地", 3);
		fault(&f, "%s", lots);
		s = str_of(f.msg);
		EXPECT(s.len < sizeof f.msg && s.len > sizeof f.msg - 10);
		while (s.len) {
			size_t n = str_char(s, &code);

			EXPECT(n != 0);
			if (n == 0)
				break;
			s.at += n;
			s.len -= n;
		}
	}
}

static void
say_die(void *arg)
{
	warn("one %d", 1);
	inform("unheard");
	die("%s", (char *)arg);
}

static void
say_quiet(void *arg)
{
	diag_level = -1;
	warn("unheard");
	note("kind", "unheard");
	diag_end();
	die("%s", (char *)arg);
}

static void
say_nowhere(void *arg)
{
	close(STDERR_FILENO);
	open("/dev/full", O_WRONLY);
	die("%s", (char *)arg);
}

static void *
dying(void *arg)
{
	(void)arg;
	die("a thread");
}

static void
say_threads(void *arg)
{
	pthread_t t[8];

	(void)arg;
	for (int i = 0; i < 8; i++)
		pthread_create(&t[i], NULL, dying, NULL);
	for (int i = 0; i < 8; i++)
		pthread_join(t[i], NULL);
}

static void
say_notes(void *arg)
{
	int mode = *(int *)arg;
	struct notes n = {0};

	diag_level = mode == 1;
	for (size_t i = 25; i-- > 0;)
		notes_add(&n, "not a number", i, false, "wait: not a number: '%zu'", i);
	notes_add(&n, "other", 3, false, "other");
	if (mode == 2)
		notes_add(&n, "fault", 12, true, "open quote");
	notes_say(&n, "a\nb.csv", 100);
	notes_clear(&n);
	notes_say(&n, "b.csv", 1);
	notes_add(&n, "not a number", 0, false, "late");
	notes_say(&n, "c.csv", 1);
	notes_clear(&n);
	diag_end();
}

static void
ends(void)
{
	struct child c;
	int mode;

	child_run(&c, say_die, "bad\x1B\nnext line");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-tools: one 1\ncs-tools: bad\\x1B\nnext line\n");
	child_run(&c, say_quiet, "bad");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-tools: bad\n");
	child_run(&c, say_nowhere, "bad");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "");
	child_run(&c, say_threads, NULL);
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-tools: a thread\n");

	mode = 0;
	child_run(&c, say_notes, &mode);
	EXPECT_TEXT(c.out, "cs-tools: a\\x0Ab.csv:100: wait: not a number: '0'\n"
			   "cs-tools: a\\x0Ab.csv:101: wait: not a number: '1'\n"
			   "cs-tools: a\\x0Ab.csv:102: wait: not a number: '2'\n"
			   "cs-tools: a\\x0Ab.csv:103: wait: not a number: '3'\n"
			   "cs-tools: a\\x0Ab.csv:103: other\n"
			   "cs-tools: a\\x0Ab.csv:104: wait: not a number: '4'\n"
			   "cs-tools: a\\x0Ab.csv:105: wait: not a number: '5'\n"
			   "cs-tools: a\\x0Ab.csv:106: wait: not a number: '6'\n"
			   "cs-tools: a\\x0Ab.csv:107: wait: not a number: '7'\n"
			   "cs-tools: a\\x0Ab.csv:108: wait: not a number: '8'\n"
			   "cs-tools: a\\x0Ab.csv:109: wait: not a number: '9'\n"
			   "cs-tools: not a number: … and 16 more\n");
	EXPECT(c.status == 0);
	mode = 1;
	child_run(&c, say_notes, &mode);
	EXPECT(c.status == 0 && strstr(c.out, "b.csv:124: wait: not a number: '24'\n") != NULL);
	EXPECT(strstr(c.out, "more") == NULL && strstr(c.out, "c.csv:1: late\n") != NULL);
	mode = 2;
	child_run(&c, say_notes, &mode);
	EXPECT(c.status == 2 && strstr(c.out, "109: wait") != NULL);
	EXPECT(strstr(c.out, "… and 15 more\ncs-tools: a\\x0Ab.csv:112: open quote\n") != NULL);
	EXPECT(strstr(c.out, "late") == NULL);
}

static void
many_notes(void *arg)
{
	struct notes n = {0};

	(void)arg;
	for (size_t i = 0; i < 1000000; i++)
		notes_add(&n, "kind", i, false, "text %zu", i);
	notes_say(&n, "f", 1);
	notes_clear(&n);
	diag_end();
}

int
main(void)
{
	struct child c;

	quotes();
	hints();
	faults();
	ends();
	child_run(&c, many_notes, NULL);
	EXPECT(strstr(c.out, "cs-tools: kind: … and 999990 more\n") != NULL);
	return unit_end();
}
