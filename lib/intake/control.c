/* control: entries by file name. */
#include "intake/control.h"
#include "base/mem.h"
#include "intake/convert.h"
#include "intake/cut.h"
#include "intake/source.h"
#include <stdlib.h>

struct entry {
	struct str file;
	uint64_t rows, bytes;
	bool has_rows, has_bytes, came;
	struct str due, arrived; /* moments; len 0: not known */
};

struct control {
	const char *path;
	const struct schema *schema;
	struct entry *entry;
	size_t n, cap;
	struct arena arena;
};

/* Those behind BYTES may be missing. */
enum { FILE_NAME, ROWS, BYTES, PERIOD, ARRIVED, WANTED };

static bool
count(struct str s, uint64_t *n, bool *has)
{
	*has = s.len > 0;
	return s.len == 0 || str_uint(s, n);
}

/* The moment at which a file of that period must be there: on the day after its end. */
static struct str
due_of(struct control *c, uint64_t line, struct str period)
{
	bool month = convert_is_canonical(period, COL_MONTH), fits;
	struct buf b = {0};
	struct str due = {0};

	if (period.len == 0 || c->schema->due.len == 0)
		return due;
	fits = month ? c->schema->period != 'D'
		     : c->schema->period != 'M' && convert_is_canonical(period, COL_DATE);
	if (!fits)
		die("%s:%llu: period: expected a %s: '%s'", diag_file(c->path),
		    (unsigned long long)line,
		    c->schema->period == 'M' ? "month, YYYY-MM" : "day, YYYY-MM-DD",
		    diag_text(period));
	if (month) {
		buf_str(&b, period);
		buf_z(&b, "-01");
		due = arena_dup(&c->arena, buf_slice(&b));
		b.len = 0;
	}
	/* The calendar ends with the year 9999; nothing is due behind it. */
	if (month ? when_addmonths(due, 1, &b) : when_add(period, NUM(86400), &b)) {
		buf_ch(&b, ' ');
		buf_str(&b, c->schema->due);
		buf_z(&b, ":00");
		due = arena_dup(&c->arena, buf_slice(&b));
	} else {
		due = (struct str){0};
	}
	buf_clear(&b);
	return due;
}

static void
add(struct control *c, uint64_t line, const struct str *field)
{
	struct entry e = {.file = arena_dup(&c->arena, field[FILE_NAME])};

	if (e.file.len == 0)
		die("%s:%llu: file: missing", diag_file(c->path), (unsigned long long)line);
	if (!count(field[ROWS], &e.rows, &e.has_rows))
		die("%s:%llu: rows: not a count: '%s'", diag_file(c->path),
		    (unsigned long long)line, diag_text(field[ROWS]));
	if (!count(field[BYTES], &e.bytes, &e.has_bytes))
		die("%s:%llu: bytes: not a count: '%s'", diag_file(c->path),
		    (unsigned long long)line, diag_text(field[BYTES]));
	if (field[ARRIVED].len && !convert_is_canonical(field[ARRIVED], COL_TIME))
		die("%s:%llu: arrived: not a time: '%s'", diag_file(c->path),
		    (unsigned long long)line, diag_text(field[ARRIVED]));
	e.arrived = arena_dup(&c->arena, field[ARRIVED]);
	e.due = due_of(c, line, field[PERIOD]);
	c->entry = mem_grow(c->entry, c->n, &c->cap, sizeof *c->entry);
	c->entry[c->n++] = e;
}

static void
read_block(struct control *c, const struct source *s, const size_t *place, const struct block *b)
{
	struct str text = {b->at, b->len};
	uint64_t line = b->first_line;

	for (size_t at = 0, next; at < text.len; at = next, line++) {
		struct str wanted[WANTED] = {{0}}, field, record;
		size_t n = 0, in = 0;
		bool quoted;
		enum cut cut = cut_record(text, at, &s->plan.dialect, &next);

		record = (struct str){text.at + at, next - at};
		while (record.len && strchr("\r\n", record.at[record.len - 1]))
			record.len--;
		if (record.len == 0)
			continue;
		while (cut_field(record, &s->plan.dialect, &in, &field, &quoted)) {
			for (size_t k = 0; k < WANTED; k++)
				if (place[k] == n)
					wanted[k] = field;
			n++;
		}
		if (cut != CUT_WHOLE || n != s->plan.fields)
			die("%s:%llu: %zu fields where the header has %zu", diag_file(c->path),
			    (unsigned long long)line, n, s->plan.fields);
		add(c, line, wanted);
	}
}

struct control *
control_read(const char *path, const struct schema *schema)
{
	static const char *const names[WANTED] = {"file", "rows", "bytes", "period", "arrived"};
	struct wish wish = {
	    .dialect = {DIALECT_CHAR, DIALECT_STRICT, ','}, .encoding = STR("UTF-8"), .header = 1};
	struct control *c = mem_new(1, sizeof *c);
	struct source *s = source_open(path, 0, &wish);
	struct block b = {0};
	size_t place[WANTED];

	c->path = path;
	c->schema = schema;
	for (size_t k = 0; k < WANTED; k++) {
		place[k] = SIZE_MAX;
		for (size_t i = 0; i < s->plan.fields; i++)
			if (str_eq(s->field[i], str_of(names[k])))
				place[k] = i;
		if (place[k] == SIZE_MAX && k <= BYTES)
			die("%s:1: no column '%s'%s", diag_file(path), names[k],
			    diag_hint(str_of(names[k]), s->field, s->plan.fields));
	}
	while (source_next(s, &b))
		read_block(c, s, place, &b);
	free(b.memory);
	source_free(s);
	return c;
}

static struct entry *
find(struct control *c, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : path);

	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->entry[i].file, name))
			return &c->entry[i];
	return NULL;
}

bool
control_hold(struct control *c, const char *path, uint64_t rows, uint64_t bytes)
{
	struct entry *e = find(c, path);
	bool fine = true;

	if (e == NULL) {
		warn("%s: not listed in %s", diag_file(path), diag_file(c->path));
		return false;
	}
	e->came = true;
	if (e->has_rows && e->rows != rows) {
		warn("%s: %llu records; %s expects %llu", diag_file(path), (unsigned long long)rows,
		    diag_file(c->path), (unsigned long long)e->rows);
		fine = false;
	}
	if (e->has_bytes && e->bytes != bytes) {
		warn("%s: %llu bytes; %s expects %llu", diag_file(path), (unsigned long long)bytes,
		    diag_file(c->path), (unsigned long long)e->bytes);
		fine = false;
	}
	return fine;
}

void
control_time(struct control *c, const char *path, struct control_times *t)
{
	const struct entry *e = find(c, path);

	if (e == NULL || e->due.len == 0 || e->arrived.len == 0)
		return;
	t->files++;
	if (str_cmp(e->arrived, e->due) <= 0) {
		t->timely++;
		return;
	}
	warn("%s: arrived %s; due %s", diag_file(path), diag_text(e->arrived), diag_text(e->due));
}

bool
control_end(const struct control *c)
{
	bool fine = true;

	for (size_t i = 0; i < c->n; i++) {
		if (c->entry[i].came)
			continue;
		warn("%s: %s is listed and was not given", diag_file(c->path),
		    diag_text(c->entry[i].file));
		fine = false;
	}
	return fine;
}

void
control_free(struct control *c)
{
	free(c->entry);
	arena_clear(&c->arena);
	free(c);
}
