/* input: plain and gzip, files and pipes, whole and cut off. */
#include "io/input.h"
#include "base/buf.h"
#include "base/diag.h"
#include "child.h"
#include "unit.h"
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <zlib.h>

static char dir[] = "/tmp/cs-unit-input-XXXXXX";
static struct buf text, packed;

static const char *
in(const char *name)
{
	static char paths[4][256];
	static unsigned next;
	char *at = paths[next++ % 4];

	snprintf(at, sizeof *paths, "%s/%s", dir, name);
	return at;
}

static const char *
put(const char *name, const void *at, size_t n)
{
	const char *path = in(name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	EXPECT(fd >= 0 && write(fd, at, n) == (ssize_t)n);
	close(fd);
	return path;
}

/* One member. */
static void
pack(struct buf *out, struct str s)
{
	z_stream z = {0};

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (z_const Bytef *)(uintptr_t)s.at;
	z.avail_in = (uInt)s.len;
	z.next_out = (Bytef *)buf_room(out, deflateBound(&z, s.len));
	z.avail_out = (uInt)(out->cap - out->len);
	EXPECT(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->len += z.total_out;
	deflateEnd(&z);
}

/* Whether reading by pieces of n bytes gives want, times over. */
static bool
reads(struct input *from, size_t n, struct str want, size_t times)
{
	char *at = malloc(n);
	size_t got, sum = 0;
	bool same = true;

	while ((got = input_read(from, at, n)) != 0) {
		same = same && got <= n;
		for (size_t i = 0; i < got; i++, sum++)
			same = same && at[i] == want.at[sum % want.len];
	}
	EXPECT(input_read(from, at, n) == 0);
	free(at);
	return same && sum == want.len * times;
}

static bool
file_reads(const char *path, size_t n, struct str want, size_t times)
{
	struct input *from = input_open(path);
	bool same = reads(from, n, want, times);
	struct stat st;

	EXPECT(strcmp(input_name(from), path) == 0);
	EXPECT(stat(path, &st) == 0 && input_raw_bytes(from) == (uint64_t)st.st_size);
	input_close(from);
	return same;
}

static void
whole(void)
{
	static const size_t sizes[] = {1, 3, 4096, 1 << 20};
	struct buf two = {0};
	const char *plain, *gz, *twice;

	buf_str(&two, buf_slice(&packed));
	pack(&two, STR(""));
	buf_str(&two, buf_slice(&packed));
	plain = put("plain", text.at, text.len);
	gz = put("gz", packed.at, packed.len);
	twice = put("twice", two.at, two.len);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		EXPECT(file_reads(plain, sizes[i], buf_slice(&text), 1));
		EXPECT(file_reads(gz, sizes[i], buf_slice(&text), 1));
		EXPECT(file_reads(twice, sizes[i], buf_slice(&text), 2));
	}
	buf_clear(&two);
}

static void
small(void)
{
	struct buf b = {0};
	struct input *from;
	char c;

	EXPECT(file_reads(put("empty", "", 0), 10, STR("x"), 0));
	EXPECT(file_reads(put("one", "\x1F", 1), 1, STR("\x1F"), 1));
	EXPECT(file_reads(put("one", "\x1F", 1), 10, STR("\x1F"), 1));
	EXPECT(file_reads(put("two", "\x1Fz", 2), 1, STR("\x1Fz"), 1));
	EXPECT(file_reads(put("two", "ab", 2), 1, STR("ab"), 1));
	pack(&b, STR(""));
	EXPECT(file_reads(put("egz", b.at, b.len), 10, STR("x"), 0));
	from = input_open(in("two"));
	EXPECT(input_waiting(from) && input_read(from, &c, 1) == 1 && input_waiting(from));
	EXPECT(input_read(from, &c, 0) == 0 && input_read(from, &c, 1) == 1 && c == 'b');
	input_close(from);
	/* Closed before the end, and before the beginning. */
	from = input_open(in("gz"));
	input_close(from);
	from = input_open(in("gz"));
	EXPECT(input_read(from, &c, 1) == 1);
	input_close(from);
	buf_clear(&b);
}

struct writer {
	int fd;
	struct str s;
	size_t step;
	unsigned pause; /* microseconds */
};

static void *
trickle(void *arg)
{
	struct writer *w = arg;

	for (size_t i = 0; i < w->s.len; i += w->step) {
		size_t n = w->s.len - i < w->step ? w->s.len - i : w->step;

		if (write(w->fd, w->s.at + i, n) != (ssize_t)n)
			break;
		if (w->pause)
			usleep(w->pause);
	}
	close(w->fd);
	return NULL;
}

/* Standard input is a pipe for the time of fn. */
static void
from_pipe(struct str s, size_t step, struct str want, int flags)
{
	int ends[2], kept = dup(STDIN_FILENO);
	struct writer w = {.s = s, .step = step};
	struct input *from;
	pthread_t t;

	EXPECT(pipe(ends) == 0);
	fcntl(ends[0], F_SETFL, flags);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	w.fd = ends[1];
	pthread_create(&t, NULL, trickle, &w);
	from = input_open("-");
	EXPECT(reads(from, 65536, want, 1));
	EXPECT(input_raw_bytes(from) == s.len);
	input_close(from);
	pthread_join(t, NULL);
	dup2(kept, STDIN_FILENO);
	close(kept);
}

static void
pipes(void)
{
	struct buf b = {0};
	struct str s = {text.at, 3000};

	from_pipe(buf_slice(&text), 70000, buf_slice(&text), 0);
	from_pipe(buf_slice(&packed), 50000, buf_slice(&text), 0);
	from_pipe(s, 1, s, 0);
	from_pipe(s, 1, s, O_NONBLOCK);
	pack(&b, s);
	from_pipe(buf_slice(&b), 1, s, 0);
	from_pipe(buf_slice(&b), 1, s, O_NONBLOCK);
	buf_clear(&b);
}

/*
 * Whoever pauses is noticed: gzip flushed midway gives what it has, then nothing waits.
 */
static void
pauses(void)
{
	z_stream z = {0};
	char out[1000], back[1000];
	int ends[2];
	struct input *from;
	size_t n;

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (z_const Bytef *)(uintptr_t) "first\n";
	z.avail_in = 6;
	z.next_out = (Bytef *)out;
	z.avail_out = sizeof out;
	deflate(&z, Z_SYNC_FLUSH);
	EXPECT(mkfifo(in("fifo"), 0600) == 0);
	ends[0] = open(in("fifo"), O_RDONLY | O_NONBLOCK);
	ends[1] = open(in("fifo"), O_WRONLY);
	from = input_open(in("fifo"));
	close(ends[0]);
	EXPECT(!input_waiting(from));
	n = sizeof out - z.avail_out;
	EXPECT(write(ends[1], out, n) == (ssize_t)n);
	EXPECT(input_waiting(from));
	EXPECT(input_read(from, back, sizeof back) == 6 && memcmp(back, "first\n", 6) == 0);
	for (int i = 0; i < 100; i++)
		EXPECT(!input_waiting(from));
	z.next_in = (z_const Bytef *)(uintptr_t) "second\n";
	z.avail_in = 7;
	z.next_out = (Bytef *)out;
	z.avail_out = sizeof out;
	deflate(&z, Z_FINISH);
	n = sizeof out - z.avail_out;
	EXPECT(write(ends[1], out, n) == (ssize_t)n);
	close(ends[1]);
	EXPECT(input_read(from, back, sizeof back) == 7 && input_waiting(from));
	EXPECT(input_read(from, back, sizeof back) == 0);
	input_close(from);

	/* Left while its thread waits for a pipe. */
	ends[0] = open(in("fifo"), O_RDONLY | O_NONBLOCK);
	ends[1] = open(in("fifo"), O_WRONLY);
	from = input_open(in("fifo"));
	EXPECT(write(ends[1], packed.at, 100) == 100);
	EXPECT(!input_waiting(from) || input_read(from, back, sizeof back) <= sizeof back);
	input_close(from);
	close(ends[0]);
	close(ends[1]);
	unlink(in("fifo"));
	deflateEnd(&z);
}

static void
read_it(void *arg)
{
	struct input *from = input_open(arg);
	static char at[100000];

	while (input_read(from, at, sizeof at) != 0)
		;
	input_close(from);
}

static void
says(void (*fn)(void *), const char *path, int status, const char *want)
{
	struct child c;
	char all[512] = "";

	child_run(&c, fn, (void *)(uintptr_t)path);
	EXPECT(c.status == status);
	if (*want)
		snprintf(all, sizeof all, "cs-tools: %s: %s\n", path, want);
	EXPECT_TEXT(c.out, all);
}

static void
shrinks(void *arg)
{
	struct input *from = input_open(arg);
	static char at[1000];

	input_read(from, at, sizeof at);
	EXPECT(truncate(arg, 1500) == 0);
	while (input_read(from, at, sizeof at) != 0)
		;
	input_close(from);
}

static void
grows(void *arg)
{
	struct input *from = input_open(arg);
	static char at[1000];
	int fd = open(arg, O_WRONLY | O_APPEND);

	while (input_read(from, at, sizeof at) != 0)
		;
	EXPECT(write(fd, "x", 1) == 1);
	input_close(from);
}

static void
write_only_stdin(void *arg)
{
	dup2(open("/dev/null", O_WRONLY), STDIN_FILENO);
	read_it(arg);
}

static void
faults(void)
{
	struct buf b = {0};
	size_t n = packed.len;

	says(read_it, in("none"), 2, "No such file or directory");
	says(read_it, dir, 2, "is a directory");
	says(write_only_stdin, "-", 2, "Bad file descriptor");
	put("bad", packed.at, n);
	says(read_it, in("bad"), 0, "");
	for (size_t cut = 2; cut < n; cut += cut < 30 || n - cut < 30 ? 1 : n / 7) {
		put("bad", packed.at, cut);
		says(read_it, in("bad"), 2, "gzip ends in the middle; the file was cut off");
	}
	buf_str(&b, buf_slice(&packed));
	b.at[n - 8] ^= 1;
	put("bad", b.at, n);
	says(read_it, in("bad"), 2, "gzip checksum does not match");
	b.at[n - 8] ^= 1;
	b.at[n - 1] ^= 1;
	put("bad", b.at, n);
	says(read_it, in("bad"), 2, "gzip checksum does not match");
	b.at[n - 1] ^= 1;
	buf_ch(&b, '\n');
	put("bad", b.at, b.len);
	says(read_it, in("bad"), 2, "not a gzip member after the end of one");
	b.at[n] = '\x1F';
	put("bad", b.at, b.len);
	says(read_it, in("bad"), 2, "gzip ends in the middle; the file was cut off");
	buf_ch(&b, 'x');
	buf_add(&b, "0123456789", 10);
	put("bad", b.at, b.len);
	says(read_it, in("bad"), 2, "not a gzip member after the end of one");
	b.at[10] |= 6; /* the first block's kind: there is no fourth */
	put("bad", b.at, n);
	says(read_it, in("bad"), 2, "gzip data are damaged");
	put("bad", "\x1F\x8B\x09zzzzzzzzzzzzzzzz", 19);
	says(read_it, in("bad"), 2, "gzip data are damaged");
	put("bad", text.at, 3000);
	says(shrinks, in("bad"), 2, "became shorter while it was read");
	put("bad", text.at, 3000);
	says(grows, in("bad"), 0, "changed while it was read");
	buf_clear(&b);
}

int
main(void)
{
	unsigned seed = 1;

	EXPECT(mkdtemp(dir) != NULL);
	while (text.len < 1200000) {
		seed = seed * 1103515245 + 12345;
		buf_fmt(&text, "%zu,%u\n", text.len, seed >> 16);
	}
	pack(&packed, buf_slice(&text));
	whole();
	small();
	pipes();
	pauses();
	faults();
	static const char *const names[] = {
	    "plain", "gz", "twice", "empty", "one", "two", "egz", "bad"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		EXPECT(unlink(in(names[i])) == 0);
	EXPECT(rmdir(dir) == 0);
	buf_clear(&text);
	buf_clear(&packed);
	return unit_end();
}
