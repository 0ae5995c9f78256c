/* keyed_rows: the rows before and after in their key (prev, next, nth), and the run over all keyed
 * columns. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/pass.h"
#include <stdlib.h>

/* The text of the row before or after, or the row's number among those of its key. */
static void
neighbours(struct pass *p)
{
	struct sorter *rows = pass_sort(p), *by_row = sorter_new(common.memory / 4);
	bool next = str_eq(p->k->call->text, STR("next")), nth = p->k->type == TYPE_NUMBER;
	struct buf key = {0}, x = {0};
	struct pass_member m;
	uint64_t before = 0;
	int64_t number = 0;

	while (pass_member(rows, &m)) {
		bool same = number > 0 && str_eq(m.key, buf_slice(&key));

		number = same ? number + 1 : 1;
		if (nth || same) {
			pass_pack(p->k, &p->load, NUM(number), next ? m.x : buf_slice(&x));
			pass_value(p, by_row, next ? before : m.row);
		}
		if (!same) {
			key.len = 0;
			buf_str(&key, m.key);
		}
		x.len = 0;
		buf_str(&x, m.x);
		before = m.row;
	}
	sorter_free(rows);
	pass_column(p, by_row);
	buf_clear(&key);
	buf_clear(&x);
}

void
store_run(struct source *s)
{
	struct pass p = {.store = s->store, .eval = eval_new(s->program)};

	store_open(s->store, s);
	for (p.number = 0; p.number < s->keyeds; p.number++) {
		p.k = s->keyed[p.number];
		p.part = mem_new((size_t)p.k->keys + 1, sizeof(struct vec *));
		if (p.k->aggregate)
			keyed_per(&p);
		else
			neighbours(&p);
		free(p.part);
	}
	eval_free(p.eval);
	free(p.rows);
	buf_clear(&p.key);
	buf_clear(&p.load);
}
