/*
 * flow: the steps of a list= stream, as cs-flow counts them, as a chart.  Records of several
 * places, or of several groups, with the same step are one: counts and times add up, medians do
 * not, so then all times are means.
 */
#include "base/mem.h"
#include "render/cell.h"
#include "report/build.h"
#include <inttypes.h>
#include <stdlib.h>

enum { FROM, TO, TIMES, MEDIAN, SUM }; /* as in FLOW_COLUMNS */
enum { SLOWEST = 3, SECOND_DIGITS = 3 };

struct step {
	struct arc arc;
	struct num sum;
};

static struct num
number(const struct element *e, const struct list_row *r, int column)
{
	static const char *const name[] = {"from", "to", "n", "median_s", "sum_s"};
	struct num n;
	struct misfit m;

	if (r->cell[column].len == 0 && column != TIMES)
		return NUM_NONE;
	if (num_parse(r->cell[column], &n) && n.kind != NUM_NULL &&
	    (column != TIMES || num_cmp(n, NUM(0)) > 0))
		return n;
	misfit(&m, e->place, "the step from '%s' to '%s' has a %s of '%s'; expected a number%s",
	    diag_text(r->cell[FROM]), diag_text(r->cell[TO]), name[column],
	    diag_text(r->cell[column]), column == TIMES ? " above 0" : "");
	misfit_die(&m);
}

static int
by_ends(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
	int c = str_cmp(x->arc.from, y->arc.from);

	return c ? c : str_cmp(x->arc.to, y->arc.to);
}

static int
by_times(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
	int c = num_cmp(y->arc.n, x->arc.n);

	return c ? c : by_ends(a, b);
}

/* The most time first; steps of which it is not known, or none is spent on, last. */
static int
by_sum(const void *a, const void *b)
{
	const struct step *x = a, *y = b;
	int c = (x->sum.kind == NUM_NULL) - (y->sum.kind == NUM_NULL);

	if (c == 0 && x->sum.kind != NUM_NULL)
		c = num_cmp(y->sum, x->sum);
	return c ? c : by_ends(a, b);
}

/* The rows that belong into this report; their order is as good as any. */
static size_t
read_steps(struct build *b, const struct element *e, const struct listing *l, struct step *s)
{
	struct str place = ledger_place_name(b->wants->ledger, build_place(b));
	size_t n = 0;

	for (size_t i = 0; i < l->rows; i++) {
		const struct list_row *r = &l->row[i];

		if (b->focus != SCENE_TOTAL && l->has_place && !str_eq(r->place, place))
			continue;
		s[n++] = (struct step){.arc = {.from = r->cell[FROM],
					   .to = r->cell[TO],
					   .n = number(e, r, TIMES),
					   .time = number(e, r, MEDIAN)},
		    .sum = number(e, r, SUM)};
	}
	return n;
}

/* Equal steps as one; whether there were any. */
static bool
merge(struct step *s, size_t *n)
{
	size_t kept = 0;

	qsort(s, *n, sizeof *s, by_ends);
	for (size_t i = 0; i < *n; i++)
		if (kept && by_ends(&s[kept - 1], &s[i]) == 0) {
			s[kept - 1].arc.n = num_add(s[kept - 1].arc.n, s[i].arc.n);
			s[kept - 1].sum = num_add(s[kept - 1].sum, s[i].sum);
		} else {
			s[kept++] = s[i];
		}
	if (kept == *n)
		return false;
	*n = kept;
	for (size_t i = 0; i < kept; i++)
		s[i].arc.time = num_ratio(s[i].sum, s[i].arc.n, SECOND_DIGITS);
	return true;
}

/* The most frequent ones, and those on which most time is spent, however rare they are. */
static void
choose(struct build *b, struct step *s, size_t n, uint64_t top, struct chart *c)
{
	struct arc *arc = arena_zero(&b->doc->arena, n + 1, sizeof *arc);

	qsort(s, n, sizeof *s, by_sum);
	for (size_t i = 0; i < n && i < SLOWEST; i++)
		s[i].arc.slow = s[i].sum.kind != NUM_NULL && num_cmp(s[i].sum, NUM(0)) > 0;
	qsort(s, n, sizeof *s, by_times);
	for (size_t i = 0; i < n; i++)
		if (i < top || s[i].arc.slow)
			arc[c->arcs++] = s[i].arc;
	c->arc = arc;
}

static struct str
keep(struct build *b, struct buf *text)
{
	struct str s = arena_dup(&b->doc->arena, buf_slice(text));

	buf_clear(text);
	return s;
}

/* "times · median time between · the first 20/57" */
static struct str
say_what(struct build *b, const struct chart *c, size_t all)
{
	enum lang lang = b->judge.lang;
	struct buf text = {0};

	buf_str(&text, word(lang, WORD_TIMES));
	buf_z(&text, " · ");
	buf_str(&text, word(lang, c->means ? WORD_MEAN : WORD_MEDIAN));
	if (c->arcs < all) {
		buf_z(&text, " · ");
		buf_str(&text, word(lang, WORD_TOP));
		buf_fmt(&text, "%zu/%zu", c->arcs, all);
	}
	return keep(b, &text);
}

/* "most frequent: A → B 120, most time in all: C → D 3.4 d" */
static struct str
describe(struct build *b, const struct chart *c)
{
	enum lang lang = b->judge.lang;
	struct buf text = {0};

	for (size_t i = 0; i < c->arcs; i++) {
		if (i && !c->arc[i].slow)
			continue;
		for (int slow = i > 0; slow <= (int)c->arc[i].slow; slow++) {
			if (text.len)
				buf_str(&text, word(lang, WORD_COMMA));
			buf_str(&text, word(lang, slow ? WORD_SLOW : WORD_FREQUENT));
			buf_str(&text, word(lang, WORD_COLON));
			cell_step(&text, &c->arc[i], false);
			buf_ch(&text, ' ');
			if (slow)
				cell_duration(&text, c->arc[i].time, lang, (struct figures_as){0});
			else
				cell_number(&text, c->arc[i].n, -1, false, (struct figures_as){0});
		}
	}
	return keep(b, &text);
}

void
build_flow(struct build *b, const struct element *e)
{
	const struct listing *l = b->wants->listings ? listings_of(b->wants->listings, e) : NULL;
	struct chart c = {.drawing = DRAW_FLOW, .digits = -1, .own = -1};
	struct step *s;
	size_t n;

	if (l == NULL)
		return;
	s = mem_new(l->rows + 1, sizeof *s);
	n = read_steps(b, e, l, s);
	c.means = merge(s, &n);
	choose(b, s, n, e->top, &c);
	free(s);
	c.title = scene_say(&b->scene, &e->title, b->focus);
	if (c.title.len == 0)
		c.title = e->name;
	c.unit = say_what(b, &c, n);
	c.about = describe(b, &c);
	build_add_chart(b, &c);
}
