/* result: rows to bytes; hashes of what must be unique. */
#include "intake/result.h"

static struct str
shown(struct refine *r, size_t c, struct str s)
{
	const struct schema_column *def = r->bind->column[c].def;

	if (s.len == 0)
		return s;
	r->scratch.len = 0;
	if (def->pseudonym)
		pseudonym_write(r->bind->pseudonym, def->name, s, &r->scratch);
	else
		text_mask(&r->scratch, s, def->mask);
	return arena_dup(&r->arena, buf_slice(&r->scratch));
}

/* A field that is a part of its record. */
static bool
in_place(struct str record, struct str s)
{
	return (uintptr_t)s.at - (uintptr_t)record.at <= record.len;
}

/* plain: the record has no quotes, so that what lies in it can stand as it is: fields side by side
 * go out in one piece. */
static void
write_row(struct refine *r, size_t row, struct str text, bool plain, struct rows *rows)
{
	struct str record = {text.at + r->fields.at[row], r->fields.len[row]};
	const struct bind_column *column = r->bind->column;
	size_t n = r->bind->columns;

	for (size_t c = 0; c < n; c++) {
		struct str s = r->value[c][row];

		if (column[c].hidden)
			s = shown(r, c, s);
		if (!plain || !in_place(record, s)) {
			rows_field(rows, s);
			continue;
		}
		while (c + 1 < n && !column[c + 1].hidden) {
			struct str next = r->value[c + 1][row];

			if (next.at != s.at + s.len + 1 || !in_place(record, next))
				break;
			s.len += 1 + next.len;
			c++;
		}
		rows_plain(rows, s);
	}
	rows_end(rows);
}

static void
make_uniques(struct result *p, struct refine *r, uint64_t seed)
{
	const struct bind *b = r->bind;

	p->unique = arena_take(&p->arena, b->uniques * sizeof *p->unique);
	p->taken = arena_take(&p->arena, b->uniques * sizeof *p->taken);
	for (size_t c = 0; c < b->columns; c++) {
		int u = b->column[c].unique;

		if (u < 0)
			continue;
		p->unique[u] = arena_take(&p->arena, p->n * sizeof **p->unique);
		p->taken[u] = arena_take(&p->arena, p->n * sizeof **p->taken);
		for (size_t row = 0; row < p->n; row++) {
			struct str s = r->value[c][row];

			p->unique[u][row] = s.len ? once_hash(s, seed) : (struct hash){0};
			p->taken[u][row] = refine_taken(r, c, row);
		}
	}
}

/* What lies in the worker's arena does not last until the commit. */
static void
keep_texts(struct str *texts, size_t n, struct str block, struct arena *a)
{
	for (size_t i = 0; i < n; i++)
		if ((uintptr_t)texts[i].at - (uintptr_t)block.at > block.len)
			texts[i] = arena_dup(a, texts[i]);
}

static void
make_keys(struct result *p, struct refine *r, uint64_t seed)
{
	const struct bind *b = r->bind;
	size_t keys = b->schema->keys;
	struct hash *h = arena_take(&p->arena, keys * sizeof *h);

	p->key = arena_take(&p->arena, p->n * sizeof *p->key);
	p->key_taken = arena_take(&p->arena, p->n * sizeof *p->key_taken);
	for (size_t row = 0; row < p->n; row++) {
		bool null = true;

		for (size_t k = 0; k < keys; k++) {
			h[k] = once_hash(r->value[b->key[k]][row], seed);
			null = null && r->value[b->key[k]][row].len == 0;
		}
		p->key[row] = null ? (struct hash){0} : once_hashes(h, keys, seed);
	}
	for (size_t row = 0; b->schema->keep == KEEP_NONE && row < p->n; row++) {
		r->scratch.len = 0;
		for (size_t k = 0; k < keys; k++) {
			if (k)
				buf_ch(&r->scratch, ' ');
			buf_str(&r->scratch, r->value[b->key[k]][row]);
		}
		p->key_taken[row] = arena_dup(&p->arena, buf_slice(&r->scratch));
	}
}

static void
make_versions(struct result *p, struct refine *r)
{
	const struct bind *b = r->bind;
	const struct vec *by = b->by < 0 ? NULL : eval_get(r->eval, b->by);

	p->version = arena_zero(&p->arena, p->n, sizeof *p->version);
	for (size_t row = 0; by != NULL && row < p->n; row++) {
		struct version *v = &p->version[row];

		v->numeric = by->type == TYPE_NUMBER;
		if (v->numeric) {
			v->num = by->num[row];
		} else {
			r->scratch.len = 0;
			vec_print(by, row, &r->scratch);
			v->text = arena_dup(&p->arena, buf_slice(&r->scratch));
		}
	}
}

static uint32_t *
copied(struct arena *a, const uint32_t *from, size_t n)
{
	uint32_t *to = arena_take(a, n * sizeof *to);

	if (n)
		memcpy(to, from, n * sizeof *to);
	return to;
}

static void
tell_apart(struct result *p, struct refine *r, uint64_t seed, struct str text)
{
	p->at = copied(&p->arena, r->fields.at, p->n);
	p->len = copied(&p->arena, r->fields.len, p->n);
	p->line = copied(&p->arena, r->fields.line, p->n);
	p->bad = arena_take(&p->arena, p->n);
	if (p->n)
		memcpy(p->bad, r->bad, p->n);
	if (r->bind->uniques)
		make_uniques(p, r, seed);
	for (size_t u = 0; u < r->bind->uniques; u++)
		keep_texts(p->taken[u], p->n, text, &p->arena);
	if (r->bind->schema->keys) {
		make_keys(p, r, seed);
		make_versions(p, r);
	}
}

void
result_make(struct result *p, struct refine *r, struct rows *rows, uint64_t seed, struct str text)
{
	const struct dialect *d = &r->plan->dialect;
	bool apart = result_told_apart(r->bind);
	bool same = d->kind == DIALECT_CHAR && d->delimiter == rows->delimiter;

	p->records = r->fields.records;
	p->repeated = r->fields.repeated;
	p->n = r->fields.n;
	if (apart) {
		p->end = arena_take(&p->arena, p->n * sizeof *p->end);
		tell_apart(p, r, seed, text);
	}
	for (size_t row = 0; row < p->n; row++) {
		if (!r->bad[row])
			write_row(r, row, text, same && !r->fields.quoted[row], rows);
		if (apart)
			p->end[row] = (uint32_t)rows->out.len;
	}
}
