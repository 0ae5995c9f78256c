/* measure: aggregates of rows at hand. */
#include "audit/measure.h"
#include "group/table.h"

static const struct function {
	const char *name;
	enum measure_kind kind;
	enum type type, argument;
} functions[] = {
    {"count", MEASURE_COUNT, TYPE_NUMBER, TYPE_TRUTH},
    {"share", MEASURE_SHARE, TYPE_NUMBER, TYPE_TRUTH},
    {"sum", MEASURE_SUM, TYPE_NUMBER, TYPE_NUMBER},
    {"mean", MEASURE_MEAN, TYPE_NUMBER, TYPE_NUMBER},
    {"var", MEASURE_VAR, TYPE_NUMBER, TYPE_NUMBER},
    {"sd", MEASURE_SD, TYPE_NUMBER, TYPE_NUMBER},
    {"min", MEASURE_MIN, TYPE_NUMBER, TYPE_NUMBER},
    {"max", MEASURE_MAX, TYPE_NUMBER, TYPE_NUMBER},
    {"median", MEASURE_MEDIAN, TYPE_NUMBER, TYPE_NUMBER},
    {"quantile", MEASURE_QUANTILE, TYPE_NUMBER, TYPE_NUMBER},
    {"mode", MEASURE_MODE, TYPE_TEXT, TYPE_TEXT},
    {"distinct", MEASURE_DISTINCT, TYPE_NUMBER, TYPE_TEXT},
    {"earliest", MEASURE_EARLIEST, TYPE_TEXT, TYPE_TEXT},
    {"latest", MEASURE_LATEST, TYPE_TEXT, TYPE_TEXT},
};

bool
measure_of(struct str function, struct measure *m)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (str_eq(function, str_of(functions[i].name))) {
			*m = (struct measure){.kind = functions[i].kind,
			    .type = functions[i].type,
			    .argument = functions[i].argument,
			    .p = {.small = 5, .kind = NUM_SMALL, .scale = 1}};
			return true;
		}
	return false;
}

/* The rows of one group that count. */
struct rows_of {
	const uint32_t *row;
	size_t n;
};

static struct num
count_of(size_t n)
{
	return NUM((int64_t)n);
}

/* A quotient or a root is a double (design.md 5), rounded from more digits than it has. */
static struct num
a_double(struct num x)
{
	return x.kind == NUM_NULL ? x : num_real(num_double(x));
}

static struct num
counted(const struct measure *m, struct rows_of r, const struct vec *value)
{
	size_t held = 0, judged = 0;

	if (value == NULL)
		return count_of(r.n);
	for (size_t i = 0; i < r.n; i++) {
		held += value->truth[r.row[i]] == TRUTH_YES;
		judged += value->truth[r.row[i]] != TRUTH_NULL;
	}
	return m->kind == MEASURE_COUNT ? count_of(held)
					: num_ratio(count_of(held), count_of(judged), 30);
}

static struct num
summed(const struct measure *m, struct rows_of r, const struct num *x)
{
	struct sum s = {0}, q = {0};
	struct num result = NUM_NONE;
	uint64_t n = 0;

	for (size_t i = 0; i < r.n; i++) {
		if (x[r.row[i]].kind == NUM_NULL)
			continue;
		n++;
		sum_add(&s, x[r.row[i]]);
		if (m->kind == MEASURE_VAR || m->kind == MEASURE_SD)
			sum_add_square(&q, x[r.row[i]]);
	}
	if (n)
		result = m->kind == MEASURE_SUM	   ? sum_value(&s)
			 : m->kind == MEASURE_MEAN ? sum_mean(n, &s)
			 : m->kind == MEASURE_VAR  ? a_double(sum_var(n, &s, &q))
						   : a_double(sum_sd(n, &s, &q));
	sum_clear(&s);
	sum_clear(&q);
	return result;
}

static struct num
extreme_number(const struct measure *m, struct rows_of r, const struct num *x)
{
	struct num best = NUM_NONE;

	for (size_t i = 0; i < r.n; i++) {
		struct num one = x[r.row[i]];

		if (one.kind == NUM_NULL)
			continue;
		if (best.kind == NUM_NULL ||
		    (num_cmp(one, best) < 0) == (m->kind == MEASURE_MIN && num_cmp(one, best) != 0))
			best = one;
	}
	return best;
}

static struct str
extreme_text(const struct measure *m, struct rows_of r, const struct str *x)
{
	struct str best = {0};

	for (size_t i = 0; i < r.n; i++) {
		struct str one = x[r.row[i]];
		int c = one.len && best.len ? str_cmp(one, best) : 0;

		if (one.len && (best.len == 0 || (m->kind == MEASURE_EARLIEST ? c < 0 : c > 0)))
			best = one;
	}
	return best;
}

/* Those that need every value: a table of the groups, as cs-kpi has one. */
struct valued {
	struct table *table;
	enum state_kind state;
};

static void
valued_add(struct valued *v, struct rows_of r, const struct vec *value, uint32_t group)
{
	for (size_t i = 0; i < r.n; i++) {
		if (v->state == STATE_NUMBERS)
			table_numbers(v->table, 0, &group, &r.row[i], 1, value->num);
		else
			table_texts(v->table, 0, &group, &r.row[i], 1, value->text);
	}
}

static void
valued_finish(const struct measure *m, struct valued *v, size_t n, struct arena *a,
    struct num *numbers, struct str *texts)
{
	table_finish(v->table);
	for (size_t g = 0; g < n; g++) {
		if (m->kind == MEASURE_MODE)
			texts[g] = arena_dup(a, table_mode(v->table, 0, g));
		else if (m->kind == MEASURE_DISTINCT)
			numbers[g] = count_of(table_distinct(v->table, 0, g));
		else
			numbers[g] = table_quantile(v->table, 0, g, m->p);
	}
	table_free(v->table);
}

static struct rows_of
rows_where(const uint32_t *first, size_t g, const struct vec *where, uint32_t *room)
{
	struct rows_of r = {room, 0};

	for (uint32_t row = first[g]; row < first[g + 1]; row++) {
		room[r.n] = row;
		r.n += where == NULL || where->truth[row] == TRUTH_YES;
	}
	return r;
}

void
measure_run(const struct measure *m, size_t n, const uint32_t *first, const struct vec *where,
    const struct vec *value, struct arena *a, struct vec *out)
{
	uint32_t *room = arena_take(a, (first[n] + 1) * sizeof *room);
	struct num *numbers = arena_zero(a, n + 1, sizeof *numbers);
	struct str *texts = arena_zero(a, n + 1, sizeof *texts);
	struct valued v = {NULL,
	    m->kind == MEASURE_MODE || m->kind == MEASURE_DISTINCT ? STATE_TEXTS : STATE_NUMBERS};

	if (m->kind >= MEASURE_MEDIAN && m->kind <= MEASURE_DISTINCT)
		v.table = table_new(&v.state, 1);
	for (size_t g = 0; g < n; g++) {
		struct rows_of r = rows_where(first, g, where, room);

		if (v.table) {
			uint32_t key = (uint32_t)g;

			table_group(v.table, (struct str){(const char *)&key, sizeof key});
			valued_add(&v, r, value, key);
		} else if (m->kind <= MEASURE_SHARE) {
			numbers[g] = counted(m, r, value);
		} else if (m->kind <= MEASURE_SD) {
			numbers[g] = summed(m, r, value->num);
		} else if (m->kind <= MEASURE_MAX) {
			numbers[g] = extreme_number(m, r, value->num);
		} else {
			texts[g] = extreme_text(m, r, value->text);
		}
	}
	if (v.table)
		valued_finish(m, &v, n, a, numbers, texts);
	*out = (struct vec){.type = m->type};
	if (m->type == TYPE_NUMBER)
		out->num = numbers;
	else
		out->text = texts;
}
