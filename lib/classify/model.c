/* model: written, read, asked. */
#include "classify/model.h"
#include "base/mem.h"
#include "expr/codelist_rows.h"
#include "record/rows.h"
#include "value/num.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

enum { KIND, CLASS, TOKEN, N, OF, VALUE, COLUMNS };
static const char *const names[] = {"kind", "class", "token", "n", "of", "value"};
enum { FORMAT = 1 };

static void
count(struct rows *rows, struct buf *b, uint64_t n)
{
	b->len = 0;
	buf_fmt(b, "%" PRIu64, n);
	rows_plain(rows, buf_slice(b));
}

struct line {
	const char *kind;
	struct str class, token;
	uint64_t n, of; /* of 0: empty */
	double value;	/* NaN: empty */
};

static void
put(struct rows *rows, struct buf *b, const struct line *l)
{
	rows_field(rows, str_of(l->kind));
	rows_field(rows, l->class);
	rows_field(rows, l->token);
	count(rows, b, l->n);
	if (l->of)
		count(rows, b, l->of);
	else
		rows_field(rows, (struct str){0});
	b->len = 0;
	if (!isnan(l->value))
		num_print(b, num_real(l->value));
	rows_plain(rows, buf_slice(b));
	rows_end(rows);
}

static void
about(struct rows *rows, struct buf *b, const char *what, uint64_t n, uint64_t of, double value)
{
	put(rows, b, &(struct line){"about", {0}, str_of(what), n, of, value});
}

static void
write_about(const struct model *m, const struct agreement *cross, uint64_t folds, uint64_t seed,
    struct rows *rows, struct buf *b)
{
	uint64_t texts = 0;

	for (size_t c = 0; c < m->bayes.classes; c++)
		texts += m->bayes.texts[c];
	about(rows, b, "format", FORMAT, 0, (double)NAN);
	put(rows, b, &(struct line){"about", buf_slice(&m->text), STR("text"), 0, 0, (double)NAN});
	about(rows, b, "texts", texts, 0, (double)NAN);
	about(rows, b, "tokens", m->bayes.tokens, 0, (double)NAN);
	about(rows, b, "alpha", 0, 0, m->bayes.alpha);
	about(rows, b, "folds", folds, 0, (double)NAN);
	about(rows, b, "seed", seed, 0, (double)NAN);
	about(rows, b, "equal", cross->equal, cross->n,
	    cross->n ? (double)cross->equal / (double)cross->n : (double)NAN);
	about(rows, b, "kappa", cross->equal, cross->n, cross->kappa);
}

static int
by_key(const void *a, const void *b)
{
	return str_cmp(**(const struct str *const *)a, **(const struct str *const *)b);
}

/* Numbers in the order of their names. */
static const struct str **
in_order(const struct map *map)
{
	const struct str **key = mem_new(map->n + 1, sizeof *key);

	for (size_t i = 0; i < map->n; i++)
		key[i] = &map->key[i];
	qsort(key, map->n, sizeof *key, by_key);
	return key;
}

static uint64_t
write_counts(const struct model *m, struct rows *rows, struct buf *b, struct output *out)
{
	const struct str **token = in_order(&m->token);
	const struct bayes *bayes = &m->bayes;
	uint64_t n = 0;

	for (size_t i = 0; i < m->token.n; i++) {
		size_t w = (size_t)(token[i] - m->token.key);

		for (size_t k = bayes->first[w]; k < bayes->first[w + 1]; k++, n++)
			put(rows, b,
			    &(struct line){"count", m->class.key[bayes->count[k].class], *token[i],
				bayes->count[k].n, 0, (double)NAN});
		if (rows->out.len > 1 << 16) {
			output_write(out, rows->out.at, rows->out.len);
			rows->out.len = 0;
		}
	}
	free(token);
	return n;
}

void
model_write(const struct model *m, const struct agreement *cross, uint64_t folds, uint64_t seed,
    struct output *out)
{
	struct rows rows = {.delimiter = ','};
	struct str none = {0};
	struct buf b = {0};

	for (size_t i = 0; i < COLUMNS; i++)
		rows_field(&rows, str_of(names[i]));
	rows_end(&rows);
	write_about(m, cross, folds, seed, &rows, &b);
	for (size_t c = 0; c < m->bayes.classes; c++)
		put(&rows, &b,
		    &(struct line){"class", m->class.key[c], none, m->bayes.texts[c],
			m->bayes.total[c], (double)NAN});
	for (size_t i = 0; i < m->steps.n; i++)
		put(&rows, &b,
		    &(struct line){"step", none, none, m->steps.step[i].right, m->steps.step[i].n,
			m->steps.step[i].margin});
	write_counts(m, &rows, &b, out);
	put(&rows, &b, &(struct line){"end", none, none, rows.books.written - 1, 0, (double)NAN});
	output_write(out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
	buf_clear(&b);
}

/* A model's records being read. */
struct reading {
	const char *path;
	struct codelist_rows rows;
	size_t column[COLUMNS], row;
	struct model *m;
	struct pairs {
		uint32_t token;
		struct bayes_count count;
	} * pair;
	size_t pairs, pair_cap, class_cap;
};

static struct str
cell(const struct reading *r, int column)
{
	return codelist_cell(&r->rows, r->row, r->column[column]);
}

static _Noreturn void
wrong(const struct reading *r, const char *what, struct str value)
{
	die("%s:%zu: %s: '%s'; expected a model as --learn writes it", r->path,
	    r->rows.line[r->row], what, diag_text(value));
}

static uint64_t
whole(const struct reading *r, int column)
{
	uint64_t n = 0;

	if (!str_uint(cell(r, column), &n))
		wrong(r, names[column], cell(r, column));
	return n;
}

static double
real(const struct reading *r)
{
	struct num n;

	if (!num_parse(cell(r, VALUE), &n) || n.kind == NUM_NULL)
		wrong(r, "value", cell(r, VALUE));
	return num_double(n);
}

static uint32_t
class_of(const struct reading *r)
{
	ptrdiff_t at = map_find(&r->m->class, cell(r, CLASS), map_hash(cell(r, CLASS)));

	if (at < 0)
		wrong(r, "a class without a record of its own", cell(r, CLASS));
	return (uint32_t)at;
}

static void
take_about(struct reading *r)
{
	struct str what = cell(r, TOKEN);

	if (str_eq(what, STR("format")) && whole(r, N) != FORMAT)
		wrong(r, "a format that is not known", cell(r, N));
	if (str_eq(what, STR("alpha")))
		r->m->bayes.alpha = real(r);
	if (str_eq(what, STR("text")))
		buf_str(&r->m->text, cell(r, CLASS));
}

static void
take_class(struct reading *r)
{
	struct bayes *b = &r->m->bayes;
	bool added;
	size_t at = map_put(&r->m->class, cell(r, CLASS), map_hash(cell(r, CLASS)), &added);

	if (!added)
		wrong(r, "a class that comes twice", cell(r, CLASS));
	if (at >= r->class_cap) {
		r->class_cap = r->class_cap ? 2 * r->class_cap : 64;
		b->texts = mem_resize(b->texts, r->class_cap, sizeof *b->texts);
		b->total = mem_resize(b->total, r->class_cap, sizeof *b->total);
	}
	b->texts[at] = whole(r, N);
	b->total[at] = whole(r, OF);
	b->classes = at + 1;
}

static void
take_step(struct reading *r)
{
	struct bayes_steps *s = &r->m->steps;

	if (s->n == BAYES_STEPS)
		wrong(r, "more steps than there can be", cell(r, VALUE));
	s->step[s->n++] =
	    (struct bayes_step){.margin = real(r), .right = whole(r, N), .n = whole(r, OF)};
}

static void
take_count(struct reading *r)
{
	size_t token = map_put(&r->m->token, cell(r, TOKEN), map_hash(cell(r, TOKEN)), NULL);
	uint64_t n = whole(r, N);

	if (n == 0 || n > UINT32_MAX)
		wrong(r, "n", cell(r, N));
	r->pair = mem_grow(r->pair, r->pairs, &r->pair_cap, sizeof *r->pair);
	r->pair[r->pairs++] = (struct pairs){(uint32_t)token, {class_of(r), (uint32_t)n}};
}

static void
take_end(struct reading *r)
{
	if (whole(r, N) != r->row || r->row + 1 != r->rows.n)
		wrong(r, "not the number of records before it", cell(r, N));
}

static void
take_row(struct reading *r)
{
	static const struct {
		const char *kind;
		void (*take)(struct reading *);
	} kinds[] = {{"about", take_about}, {"class", take_class}, {"step", take_step},
	    {"count", take_count}, {"end", take_end}};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (str_eq(cell(r, KIND), str_of(kinds[i].kind))) {
			kinds[i].take(r);
			return;
		}
	wrong(r, "kind", cell(r, KIND));
}

/* Counts by token; they may come in any order. */
static void
index_counts(struct reading *r)
{
	struct bayes *b = &r->m->bayes;

	b->tokens = r->m->token.n;
	b->first = mem_new(b->tokens + 2, sizeof *b->first);
	b->count = mem_new(r->pairs + 1, sizeof *b->count);
	for (size_t i = 0; i < r->pairs; i++)
		b->first[r->pair[i].token + 2]++;
	for (size_t w = 0; w < b->tokens; w++)
		b->first[w + 2] += b->first[w + 1];
	for (size_t i = 0; i < r->pairs; i++)
		b->count[b->first[r->pair[i].token + 1]++] = r->pair[i].count;
	free(r->pair);
}

static void
fingerprint(struct reading *r)
{
	XXH3_state_t *state = XXH3_createState();
	uint64_t hash;

	if (state == NULL)
		die("out of memory");
	XXH3_64bits_reset(state);
	for (r->row = 0; r->row < r->rows.n; r->row++)
		for (int i = 0; i < COLUMNS; i++) {
			struct str s = cell(r, i);

			if (s.len)
				XXH3_64bits_update(state, s.at, s.len);
			XXH3_64bits_update(state, "", 1);
		}
	hash = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	snprintf(r->m->fingerprint, sizeof r->m->fingerprint, "%016" PRIx64, hash);
}

struct model *
model_read(const char *path)
{
	struct reading r = {.path = path, .m = mem_new(1, sizeof *r.m)};
	struct fault f;

	if (!codelist_rows_read(&r.rows, path, &f))
		die("%s: %s", path, f.msg);
	for (size_t i = 0; i < COLUMNS; i++) {
		ptrdiff_t at = header_need(&r.rows.header, str_of(names[i]), &f);

		if (at < 0)
			die("%s: %s; expected a model as --learn writes it", path, f.msg);
		r.column[i] = (size_t)at;
	}
	for (r.row = 0; r.row < r.rows.n; r.row++)
		take_row(&r);
	if (r.rows.n == 0 || (r.row = r.rows.n - 1, !str_eq(cell(&r, KIND), STR("end"))))
		die("%s: no end; it was cut short", path);
	index_counts(&r);
	if (r.m->bayes.classes == 0 || !(r.m->bayes.alpha > 0))
		die("%s: no class or no alpha; expected a model as --learn writes it", path);
	bayes_pool(&r.m->steps);
	fingerprint(&r);
	codelist_rows_clear(&r.rows);
	return r.m;
}

void
model_free(struct model *m)
{
	if (m == NULL)
		return;
	bayes_clear(&m->bayes);
	map_clear(&m->token);
	map_clear(&m->class);
	buf_clear(&m->text);
	free(m);
}

void
model_asker_new(struct model_asker *g, const struct model *m)
{
	*g = (struct model_asker){.model = m};
	g->score = mem_new(m->bayes.classes + 1, sizeof *g->score);
}

void
model_asker_clear(struct model_asker *g)
{
	units_clear(&g->units);
	buf_clear(&g->buf);
	free(g->token);
	free(g->score);
}

static void
known(void *arg, struct str token)
{
	struct model_asker *g = arg;
	ptrdiff_t at = map_find(&g->model->token, token, map_hash(token));

	if (at < 0)
		return;
	g->token = mem_grow(g->token, g->tokens, &g->cap, sizeof *g->token);
	g->token[g->tokens++] = (uint32_t)at;
}

struct bayes_guess
model_ask(struct model_asker *g, struct str text)
{
	g->tokens = 0;
	units_read(&g->units, text);
	tokens_each(&g->units, &g->buf, known, g);
	return bayes_guess(&g->model->bayes, g->token, g->tokens, g->score);
}
