/* publish: reports written: one, or one for each place. */
#include "report/publish.h"

#include "base/mem.h"
#include "render/escape.h"

void
publish_one(const struct report_wants *w, const struct format *f, const struct look *look,
    struct output *out)
{
	struct doc doc;
	struct buf bytes = {0};

	report_build(&doc, w);
	f->render(&doc, look, &bytes);
	output_write(out, bytes.at, bytes.len);
	buf_clear(&bytes);
	doc_clear(&doc);
}

/* The position makes names distinct and harmless whatever the places are called. */
static void
file_name(struct buf *b, size_t i, size_t n, struct str place, const struct format *f)
{
	int digits = n < 100 ? 2 : n < 1000 ? 3 : 6;

	buf_fmt(b, "%0*zu-", digits, i + 1);
	escape_file(b, place);
	buf_z(b, f->suffix);
}

static void
publish_file(const struct report_wants *w, const struct format *f, const struct look *look,
    const char *dir, struct str name)
{
	struct buf path = {0};
	struct output *out;

	buf_fmt(&path, "%s/%.*s", dir, STR_ARG(name));
	out = output_open(buf_cstr(&path), 0666);
	publish_one(w, f, look, out);
	output_commit(out);
	buf_clear(&path);
}

size_t
publish_split(const struct report_wants *all, const struct format *f, const struct look *look,
    const char *dir)
{
	struct arena arena = {0};
	struct report_wants one = *all;
	struct judge j;
	struct str *link;
	struct buf name = {0};
	size_t n;

	judge_start(&j, all->layout, all->ledger, all->lang, all->period, &arena);
	n = j.places;
	link = arena_zero(&arena, n + 1, sizeof *link);
	for (size_t i = 0; i < n; i++) {
		name.len = 0;
		file_name(&name, i, n, judge_place_label(&j, j.place[i]), f);
		link[i] = arena_dup(&arena, buf_slice(&name));
		one.place = j.place[i];
		publish_file(&one, f, look, dir, link[i]);
	}
	one.place = -1;
	one.link = link;
	name.len = 0;
	buf_fmt(&name, "index%s", f->suffix);
	publish_file(&one, f, look, dir, buf_slice(&name));
	judge_clear(&j);
	buf_clear(&name);
	arena_clear(&arena);
	return n + 1;
}
