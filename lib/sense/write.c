/* write: a record per customer and score. */
#include "base/mem.h"
#include "base/opt.h"
#include "record/run.h"
#include "sense/inner.h"
#include <math.h>
#include <stdlib.h>

static const char *const names[] = {"customer", "kind", "score", "level", "pct", "rate_30d",
    "expected", "n_events", "n_90d", "last_event", "days_since", "exposure_days", "advice"};

struct writer {
	struct sense *sense;
	struct output *out;
	size_t blocks, given;
};
/* One worker's: a desk for each score, since records go by customer first. */
struct hand {
	struct desk **desk;
	struct crowd *crowd;
	struct feature **feature; /* of the block, by score; NULL: it has none */
	struct marks *marks;
	struct said_number *said_number; /* of each field of a record of each score */
	size_t field;
	struct buf text, sentence;
};
/* What a field showed last: most customers are like the one before, who had no event either. */
struct said_number {
	double x;
	unsigned len; /* 0: nothing yet, or null */
	char text[28];
};
enum { NUMBERS = 16 }; /* fields of a record, at most */

static bool
next_block(void *arg, struct block *b)
{
	struct writer *w = arg;

	(void)b;
	return w->given < w->blocks && ++w->given;
}

static void *
worker(void *arg)
{
	struct writer *w = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->desk = mem_new(w->sense->scoreds + 1, sizeof(struct desk *));
	h->crowd = crowd_new(w->sense);
	h->said_number = mem_new((w->sense->scoreds + 1) * NUMBERS, sizeof *h->said_number);
	h->feature = mem_new(w->sense->scoreds + 1, sizeof(struct feature *));
	h->marks = mem_new(w->sense->scoreds + 1, sizeof *h->marks);
	for (size_t i = 0; i < w->sense->scoreds; i++) {
		h->desk[i] = desk_new(w->sense);
		if (w->sense->scored[i].kind >= 0)
			h->feature[i] = mem_new(SENSE_BLOCK, sizeof **h->feature);
	}
	return h;
}

static void
fixed_field(struct hand *h, struct rows *r, double x, unsigned digits)
{
	struct said_number *said = &h->said_number[h->field++];

	if (said->len == 0 || said->x != x) {
		h->text.len = 0;
		fixed_print(&h->text, x, digits);
		said->len = 0;
		if (h->text.len > sizeof said->text) {
			rows_plain(r, buf_slice(&h->text));
			return;
		}
		if (h->text.len)
			memcpy(said->text, h->text.at, h->text.len);
		said->x = x;
		said->len = (unsigned)h->text.len;
	}
	rows_plain(r, (struct str){said->text, said->len});
}

static void
day_field(struct hand *h, struct rows *r, int64_t second)
{
	int64_t day = second / SENSE_DAY - (second % SENSE_DAY < 0);
	struct when w = {.day = (int32_t)day, .form = WHEN_DATE};

	h->text.len = 0;
	if (second != SENSE_NEVER)
		when_print(&h->text, &w);
	rows_plain(r, buf_slice(&h->text));
}

/* All that hold, in their order. */
static void
advice_field(struct writer *w, struct hand *h, struct rows *r, const struct scored *c,
    struct desk *d, size_t row)
{
	const struct sense *s = w->sense;
	const struct scores *defs = s->want.scores;

	h->sentence.len = 0;
	for (size_t i = 0; i < defs->advices; i++) {
		const struct advice_def *a = &defs->advice[i];
		const struct said *said = saying_in(&a->say, s->want.lang);

		if ((a->kind.len && !str_eq(a->kind, c->def->name)) ||
		    desk_get(d, s->advice[i])->truth[row] != TRUTH_YES)
			continue;
		if (h->sentence.len)
			buf_z(&h->sentence, str_eq(str_of(s->want.lang), STR("zh")) ? "；" : "; ");
		for (size_t p = 0; p < said->parts; p++) {
			size_t before = h->sentence.len;

			if (s->said[i][p] < 0)
				buf_str(&h->sentence, said->part[p].text);
			else
				vec_print(desk_get(d, s->said[i][p]), row, &h->sentence);
			if (h->sentence.len == before && s->said[i][p] >= 0)
				buf_z(&h->sentence, "—");
		}
	}
	rows_field(r, buf_slice(&h->sentence));
}

static void
rate_fields(struct writer *w, struct hand *h, struct rows *r, const struct scored *c,
    const struct feature *f)
{
	const struct sense *s = w->sense;
	double rate = c->kind >= 0 && f->here ? empirical_rate(&s->kind[c->kind].fit, f->n, f->e)
					      : (double)NAN;
	bool known = !isnan(rate), ever = f->last != SENSE_NEVER;

	fixed_field(h, r, 30 * rate, 6);
	fixed_field(h, r, s->want.horizon * rate, 6);
	fixed_field(h, r, known ? (double)f->events : (double)NAN, 0);
	fixed_field(h, r, known ? (double)f->events_90 : (double)NAN, 0);
	day_field(h, r, f->last);
	fixed_field(h, r, ever ? floor(days_between(f->last, s->moment)) : (double)NAN, 0);
	fixed_field(h, r, known ? floor(f->exposure) : (double)NAN, 0);
}

static void
previous_fields(struct writer *w, struct hand *h, struct rows *r, size_t scored, size_t row)
{
	const struct last *last = &h->crowd->last[row * w->sense->scoreds + scored];

	fixed_field(h, r, last->level ? last->score : (double)NAN, 1);
	rows_field(r, last->level ? previous_level(w->sense, last) : (struct str){0});
}

static void
write_record(struct writer *w, struct hand *h, struct rows *r, size_t scored, size_t row)
{
	const struct sense *s = w->sense;
	const struct scored *c = &s->scored[scored];
	const struct feature none = {.last = SENSE_NEVER};
	const struct feature *f = c->kind >= 0 ? &h->feature[scored][row] : &none;
	struct marks m = h->marks[scored];

	h->field = scored * NUMBERS;
	rows_field(r, h->crowd->key[row]);
	rows_field(r, c->def->name);
	fixed_field(h, r, m.score[row], 1);
	rows_field(r, m.level[row] ? c->level[m.level[row] - 1] : (struct str){0});
	fixed_field(h, r, m.pct[row], 2);
	rate_fields(w, h, r, c, f);
	advice_field(w, h, r, c, h->desk[scored], row);
	if (s->want.parts) {
		fixed_field(h, r, f->here ? f->n : (double)NAN, 6);
		fixed_field(h, r, f->here ? f->e : (double)NAN, 6);
	}
	if (s->previous)
		previous_fields(w, h, r, scored, row);
	rows_end(r);
}

/* What is known of the block for a score. */
static void
look(struct hand *h, size_t scored)
{
	struct sense *s = h->crowd->sense;
	const struct scored *c = &s->scored[scored];
	struct lens lens;

	if (c->kind >= 0) {
		lens = lens_now(s, (size_t)c->kind);
		memcpy(h->feature[scored], crowd_features(h->crowd, &lens),
		    h->crowd->n * sizeof **h->feature);
	}
	h->marks[scored] = marks_of(c, h->crowd, &h->crowd->arena);
	desk_fill(h->desk[scored], c, h->crowd, h->feature[scored], h->marks[scored]);
}

static void
map(void *arg, void *state, struct block *b, struct part *part)
{
	struct writer *w = arg;
	struct hand *h = state;

	part->rows.delimiter = common.delimiter_out;
	crowd_load(h->crowd, b->index);
	for (size_t i = 0; i < w->sense->scoreds; i++)
		look(h, i);
	for (size_t row = 0; row < h->crowd->n; row++)
		for (size_t i = 0; i < w->sense->scoreds; i++)
			write_record(w, h, &part->rows, i, row);
}

static void
commit(void *arg, const struct block *b, struct part *part)
{
	struct writer *w = arg;

	(void)b;
	output_write(w->out, part->rows.out.at, part->rows.out.len);
}

static void
done(void *arg, void *state)
{
	struct writer *w = arg;
	struct hand *h = state;

	for (size_t i = 0; i < w->sense->scoreds; i++) {
		desk_free(h->desk[i]);
		free(h->feature[i]);
	}
	crowd_free(h->crowd);
	free(h->said_number);
	free(h->desk);
	free(h->feature);
	free(h->marks);
	buf_clear(&h->text);
	buf_clear(&h->sentence);
	free(h);
}

static void
write_header(const struct sense *s, struct output *out)
{
	struct rows r = {.delimiter = common.delimiter_out};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		rows_field(&r, str_of(names[i]));
	if (s->want.parts) {
		rows_field(&r, STR("events_decayed"));
		rows_field(&r, STR("exposure_decayed"));
	}
	if (s->previous) {
		rows_field(&r, STR("prev_score"));
		rows_field(&r, STR("prev_level"));
	}
	rows_end(&r);
	output_write(out, r.out.at, r.out.len);
	buf_clear(&r.out);
}

void
sense_write(struct sense *s, struct output *out)
{
	struct writer w = {s, out, s->crowds.blocks, 0};
	const struct run run = {next_block, worker, map, commit, done, &w};

	write_header(s, out);
	if (w.blocks)
		run_blocks(&run, common.jobs);
}
