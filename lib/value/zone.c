/* zone: the tz database's files (RFC 8536) and fixed offsets, read by ourselves so that no TZ can
 * matter. */
#include "base/mem.h"
#include "value/when.h"
#include "value/zone_rule.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { DAY = 86400, FILE_MOST = 1 << 20, TYPES = 256, HEAD = 44 };
#define FOLDER "/usr/share/zoneinfo/"

struct zone {
	int64_t *time; /* of each transition, rising */
	uint8_t *type; /* what begins there */
	size_t n;
	int32_t offset[TYPES]; /* seconds east of UTC; before all transitions: the first */
	bool ruled;	       /* after the last transition the rule holds */
	struct zone_rule rule;
};

static bool
read_file(const char *path, struct buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;

	if (fd < 0)
		return false;
	do {
		n = read(fd, buf_room(b, 8192), 8192);
		b->len += n > 0 ? (size_t)n : 0;
	} while ((n > 0 && b->len < FILE_MOST) || (n < 0 && errno == EINTR));
	close(fd);
	return n == 0;
}

static int64_t
big_endian(const char *p, size_t bytes)
{
	uint64_t n = (unsigned char)*p >= 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)p[i];
	return (int64_t)n;
}

/* The six counts of a header: isut isstd leap time type char. */
struct counts {
	size_t isut, isstd, leap, time, type, chars;
};

static bool
read_counts(struct str *s, struct counts *c)
{
	size_t *to[] = {&c->isut, &c->isstd, &c->leap, &c->time, &c->type, &c->chars};

	if (s->len < HEAD || memcmp(s->at, "TZif", 4) != 0 || s->at[4] < '2')
		return false;
	for (size_t i = 0; i < 6; i++) {
		int64_t n = big_endian(s->at + 20 + 4 * i, 4);

		if (n < 0 || n > FILE_MOST)
			return false;
		*to[i] = (size_t)n;
	}
	*s = (struct str){s->at + HEAD, s->len - HEAD};
	return true;
}

static size_t
block_size(const struct counts *c, size_t word)
{
	return c->time * (word + 1) + c->type * 6 + c->chars + c->leap * (word + 4) + c->isstd +
	       c->isut;
}

static bool
read_block(struct zone *z, const struct counts *c, const char *p)
{
	if (c->type == 0 || c->type > TYPES)
		return false;
	z->n = c->time;
	z->time = mem_new(c->time, sizeof *z->time);
	z->type = mem_new(c->time, 1);
	for (size_t i = 0; i < c->time; i++) {
		z->time[i] = big_endian(p + 8 * i, 8);
		z->type[i] = (uint8_t)p[8 * c->time + i];
		if (z->type[i] >= c->type || (i > 0 && z->time[i] <= z->time[i - 1]))
			return false;
	}
	p += 9 * c->time;
	for (size_t i = 0; i < c->type; i++) {
		z->offset[i] = (int32_t)big_endian(p + 6 * i, 4);
		if (z->offset[i] <= -DAY || z->offset[i] >= DAY)
			return false;
	}
	return true;
}

/* The 64-bit block behind the 32-bit one, and the rule behind that, between two newlines. */
static bool
read_data(struct zone *z, struct str s)
{
	struct counts c;
	struct str footer, rest;
	size_t size;

	if (!read_counts(&s, &c) || (size = block_size(&c, 4)) > s.len)
		return false;
	s = (struct str){s.at + size, s.len - size};
	if (!read_counts(&s, &c) || (size = block_size(&c, 8)) > s.len || !read_block(z, &c, s.at))
		return false;
	s = (struct str){s.at + size, s.len - size};
	if (s.len == 0 || *s.at != '\n')
		return false;
	footer = str_cut((struct str){s.at + 1, s.len - 1}, '\n', &rest);
	z->ruled = footer.len > 0;
	return !z->ruled || zone_rule_read(&z->rule, footer);
}

static bool
named_safely(struct str name)
{
	if (name.len == 0 || name.len > 100 || *name.at == '/' || *name.at == '.')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
			(c != '\0' && strchr("+-_/", c))))
			return false;
	}
	return true;
}

/* ±hh, ±hhmm or ±hh:mm, seconds east. */
static bool
fixed_offset(struct str s, int32_t *seconds)
{
	uint64_t hour, minute = 0;
	bool colon = s.len == 6 && s.at[3] == ':';

	if (s.len < 3 || (*s.at != '+' && *s.at != '-') ||
	    !str_uint((struct str){s.at + 1, 2}, &hour) || hour > 23)
		return false;
	if (s.len != 3 && ((s.len != 5 && !colon) ||
			      !str_uint((struct str){s.at + s.len - 2, 2}, &minute) || minute > 59))
		return false;
	*seconds = (int32_t)(hour * 3600 + minute * 60) * (*s.at == '-' ? -1 : 1);
	return true;
}

struct zone *
zone_new(struct str name, struct fault *f)
{
	struct zone *z = mem_new(1, sizeof *z);
	struct buf path = {0}, data = {0};
	bool ok = fixed_offset(name, &z->offset[0]);

	f->at = 0;
	if (!ok && !named_safely(name)) {
		fault(f, "'%s' is no zone; expected a name such as Asia/Shanghai, or +08:00",
		    diag_text(name));
	} else if (!ok) {
		buf_z(&path, FOLDER);
		buf_str(&path, name);
		if (!read_file(buf_cstr(&path), &data))
			fault(f, "no zone '%s' in " FOLDER, diag_text(name));
		else if (!(ok = read_data(z, buf_slice(&data))))
			fault(f, "%s is not a file of the tz database, version 2", buf_cstr(&path));
	}
	buf_clear(&path);
	buf_clear(&data);
	if (ok)
		return z;
	zone_free(z);
	return NULL;
}

void
zone_free(struct zone *z)
{
	if (z != NULL) {
		free(z->time);
		free(z->type);
		free(z);
	}
}

/* Seconds east of UTC at an instant. */
static int32_t
offset_at(const struct zone *z, int64_t t)
{
	size_t low = 0, high = z->n;

	if (z->ruled && (z->n == 0 || t >= z->time[z->n - 1]))
		return zone_rule_offset(&z->rule, t);
	while (low < high) {
		size_t mid = (low + high) / 2;

		if (z->time[mid] <= t)
			low = mid + 1;
		else
			high = mid;
	}
	return low == 0 ? z->offset[0] : z->offset[z->type[low - 1]];
}

static int64_t
seconds_of(const struct when *w)
{
	return (int64_t)w->day * DAY + w->second;
}

static struct when
moved(const struct when *w, int64_t seconds)
{
	struct when out = *w;
	int64_t total = seconds_of(w) + seconds, day = total / DAY - (total % DAY < 0);

	out.day = (int32_t)day;
	out.second = (int32_t)(total - day * DAY);
	if (out.form == WHEN_DATE && out.second != 0)
		out.form = WHEN_SECOND;
	return out;
}

struct when
zone_local(const struct zone *z, const struct when *utc)
{
	return moved(utc, offset_at(z, seconds_of(utc)));
}

/* The offsets in force a day before, then, and a day after are all that may apply. */
int
zone_utc(const struct zone *z, const struct when *local, struct when *utc)
{
	int64_t t = seconds_of(local);
	int32_t found[3];
	int n = 0;

	for (int day = -1; day <= 1; day++) {
		int32_t offset = offset_at(z, t + (int64_t)day * DAY);
		bool known = false;

		for (int i = 0; i < n; i++)
			known |= found[i] == offset;
		if (!known && offset_at(z, t - offset) == offset)
			found[n++] = offset;
	}
	if (n == 0) /* skipped: as the clock would have gone on */
		found[0] = offset_at(z, t - DAY);
	*utc = moved(local, -(int64_t)found[0]);
	return n == 0 ? 1 : n == 1 ? 0 : 2;
}
