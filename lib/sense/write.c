/* write: a record per customer and score, or one a customer with all scores side by side. */
#include "base/mem.h"
#include "base/opt.h"
#include "record/run.h"
#include "sense/inner.h"
#include <math.h>
#include <stdlib.h>

struct writer {
	struct sense *sense;
	struct output *out;
	size_t blocks, given;
};
/* One worker's: a desk for each score, since records go by customer first. */
struct hand {
	struct desk **desk;
	struct crowd *crowd;
	struct feature **feature; /* of the block, by score; NULL: it has none, or none is needed */
	struct marks *marks;
	struct buf sentence;
};

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
	h->feature = mem_new(w->sense->scoreds + 1, sizeof(struct feature *));
	h->marks = mem_new(w->sense->scoreds + 1, sizeof *h->marks);
	for (size_t i = 0; i < w->sense->scoreds; i++) {
		h->desk[i] = desk_new(w->sense);
		if (w->sense->scored[i].kind >= 0 && w->sense->needs.features)
			h->feature[i] = mem_new(SENSE_BLOCK, sizeof **h->feature);
	}
	return h;
}

static void
number(struct rows *r, double x, unsigned digits)
{
	rows_plain(r, (struct str){0});
	num_print_fixed(&r->out, x, digits);
}

static void
day(struct rows *r, int64_t second)
{
	int64_t day = second / SENSE_DAY - (second % SENSE_DAY < 0);
	struct when w = {.day = (int32_t)day, .form = WHEN_DATE};

	rows_plain(r, (struct str){0});
	if (second != SENSE_NEVER)
		when_print(&r->out, &w);
}

/* All that hold, in their order. */
static void
advice(struct hand *h, struct rows *r, size_t scored, size_t row)
{
	const struct sense *s = h->crowd->sense;
	const struct scores *defs = s->want.scores;
	const struct str name = s->scored[scored].def->name;
	struct desk *d = h->desk[scored];

	h->sentence.len = 0;
	for (size_t i = 0; i < defs->advices; i++) {
		const struct advice_def *a = &defs->advice[i];
		const struct said *said = saying_in(&a->say, s->want.lang);

		if ((a->kind.len && !str_eq(a->kind, name)) ||
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
previous_field(struct hand *h, struct rows *r, enum field_is is, size_t scored, size_t row)
{
	const struct sense *s = h->crowd->sense;
	const struct last *last = &h->crowd->last[row * s->scoreds + scored];

	if (is == FIELD_LAST_SCORE)
		number(r, last->level ? last->score : (double)NAN, 1);
	else
		rows_field(r, last->level ? previous_level(s, last) : (struct str){0});
}

/* What the rate rests on.  Nothing is known of who has not started. */
static void
feature_field(const struct hand *h, struct rows *r, enum field_is is, size_t scored, size_t row)
{
	static const struct {
		enum feature_name name;
		unsigned digits;
	} as[FIELDS] = {
	    [FIELD_RATE] = {F_RATE, 6},
	    [FIELD_EXPECTED] = {F_EXPECTED, 6},
	    [FIELD_EVENTS] = {F_EVENTS, 0},
	    [FIELD_EVENTS_90] = {F_EVENTS_90, 0},
	    [FIELD_DAYS_SINCE] = {F_DAYS_SINCE, 0},
	    [FIELD_EXPOSURE] = {F_EXPOSURE, 0},
	    [FIELD_DECAYED] = {F_DECAYED, 6},
	    [FIELD_EXPOSED] = {F_EXPOSED, 6},
	};
	const struct sense *s = h->crowd->sense;
	ptrdiff_t kind = s->scored[scored].kind;
	const struct feature *f = h->feature[scored] ? &h->feature[scored][row] : NULL;

	if (f == NULL || !f->here)
		rows_plain(r, (struct str){0});
	else if (is == FIELD_LAST_EVENT)
		day(r, f->last);
	else
		number(r, feature_value(s, &s->kind[kind], f, as[is].name), as[is].digits);
}

static void
write_field(struct hand *h, struct rows *r, enum field_is is, size_t scored, size_t row)
{
	const struct scored *c = &h->crowd->sense->scored[scored];
	const struct marks *m = &h->marks[scored];

	switch (is) {
	case FIELD_CUSTOMER:
		rows_field(r, h->crowd->key[row]);
		break;
	case FIELD_KIND:
		rows_field(r, c->def->name);
		break;
	case FIELD_SCORE:
		number(r, m->score[row], 1);
		break;
	case FIELD_LEVEL:
		rows_field(r, m->level[row] ? c->level[m->level[row] - 1] : (struct str){0});
		break;
	case FIELD_PCT:
		number(r, m->pct[row], 2);
		break;
	case FIELD_RANK:
		number(r, m->rank[row], 6);
		break;
	case FIELD_ADVICE:
		advice(h, r, scored, row);
		break;
	case FIELD_LAST_SCORE:
	case FIELD_LAST_LEVEL:
		previous_field(h, r, is, scored, row);
		break;
	case FIELD_DECAYED: /* if it is the score itself, it is not found a second time */
		if (c->plain == F_DECAYED) {
			number(r, m->score[row], 6);
			break;
		}
		/* fall through */
	default:
		feature_field(h, r, is, scored, row);
	}
}

/* What is known of the block for a score. */
static void
look(struct hand *h, size_t scored)
{
	struct sense *s = h->crowd->sense;
	const struct scored *c = &s->scored[scored];
	struct lens lens;

	if (h->feature[scored]) {
		lens = lens_now(s, (size_t)c->kind);
		memcpy(h->feature[scored], crowd_features(h->crowd, &lens),
		    h->crowd->n * sizeof **h->feature);
	}
	h->marks[scored] = marks_of(c, h->crowd, &h->crowd->arena);
	if (s->needs.advice)
		desk_fill(h->desk[scored], c, h->crowd, h->feature[scored], h->marks[scored]);
}

static void
write_customer(const struct sense *s, struct hand *h, struct rows *r, size_t row)
{
	size_t records = s->want.wide ? 1 : s->scoreds;

	for (size_t record = 0; record < records; record++) {
		for (size_t i = 0; i < s->fields; i++)
			write_field(
			    h, r, s->field[i].is, s->want.wide ? s->field[i].scored : record, row);
		rows_end(r);
	}
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
		write_customer(w->sense, h, &part->rows, row);
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
	free(h->desk);
	free(h->feature);
	free(h->marks);
	buf_clear(&h->sentence);
	free(h);
}

void
sense_write(struct sense *s, struct output *out)
{
	struct writer w = {s, out, s->crowds.blocks, 0};
	const struct run run = {next_block, worker, map, commit, done, &w};

	header_write(&s->fields_header, common.delimiter_out, out);
	if (w.blocks)
		run_blocks(&run, common.jobs);
}
