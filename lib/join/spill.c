/* spill: sorted by hash, merged, sorted back. */
#include "join/spill.h"
#include "base/mem.h"
#include "base/opt.h"
#include "group/map.h"
#include <stdlib.h>

enum { SHARES = 4, KEY_HELD_LEAST = 1 << 20, LOAD_MOST = 1 << 26 };
/* Parts of the result, in the order they are written. */
enum part { LEFT_OUT, RIGHT_OUT, LEFT_APART, RIGHT_APART };

/* A side on its way back. */
struct side {
	struct sorter *sorter;
	bool more;
	struct str key,
	    load; /* key: hash, length and bytes of the record's key; without its place */
	uint64_t place;
};
struct merging {
	struct join *join;
	struct side left, right;
	struct sorter *out;
	struct hold_log log; /* the right's records of one key */
	uint32_t *at;	     /* their numbers */
	size_t n, cap;
	struct buf group, key;
	struct rows rows, apart;
	struct chain_twice twice, several;
};

uint64_t
spill_share(void)
{
	return common.memory / SHARES;
}

struct sorter *
spill_sorter(void)
{
	return sorter_new(spill_share() / common.jobs);
}

static void
sort_key(struct buf *to, uint64_t hash, struct str key, uint64_t place)
{
	to->len = 0;
	sorter_key_number(to, hash);
	sorter_key_number(to, key.len);
	buf_str(to, key);
	sorter_key_number(to, place);
}

void
spill_right(const struct hold *h, struct hold_log *log, struct sorter *to, struct buf *key)
{
	for (size_t i = 0; i < log->runs; i++) {
		uint32_t number = log->run[i].first;

		for (uint32_t n = log->run[i].n; n > 0; n--) {
			const struct hold_entry *e = hold_at(h, number);
			struct str text = hold_key(h, e);

			sort_key(key, map_hash(text), text, e->place);
			sorter_add(to, buf_slice(key),
			    (struct str){(const char *)e, hold_entry_bytes(h, e)});
			number = hold_behind(h, number);
		}
	}
	hold_reset(log);
}

/* The load of a left record: whether its key is null, its time with the length before, its text. */
void
spill_left(struct sorter *to, const struct pair_left *l, bool null, uint64_t hash, struct buf *key,
    struct buf *load)
{
	uint32_t time = (uint32_t)l->time.len;

	sort_key(key, hash, l->key, hold_place(l->batch, l->row));
	load->len = 0;
	buf_ch(load, null);
	buf_add(load, &time, sizeof time);
	buf_str(load, l->time);
	buf_str(load, l->text);
	sorter_add(to, buf_slice(key), buf_slice(load));
}

static bool
take_left(const struct side *s, struct pair_left *l)
{
	const char *at = s->load.at;
	bool null = *at++;
	uint32_t time;

	memcpy(&time, at, sizeof time);
	at += sizeof time;
	l->key = (struct str){s->key.at + 2 * sizeof(uint64_t), s->key.len - 2 * sizeof(uint64_t)};
	l->time = (struct str){at, time};
	l->text = (struct str){at + time, (size_t)(s->load.at + s->load.len - at) - time};
	l->place = s->place;
	return !null;
}

static void
next(struct side *s)
{
	struct str place;

	s->more = s->sorter != NULL && sorter_next(s->sorter, &s->key, &s->load);
	if (!s->more)
		return;
	s->key.len -= sizeof(uint64_t);
	place = (struct str){s->key.at + s->key.len, sizeof(uint64_t)};
	s->place = sorter_take_number(&place);
}

/* What was written goes on its way to its place, in pieces of what a sorter takes. */
static void
give(struct merging *m, enum part part, uint64_t place, struct rows *rows)
{
	size_t from = 0;

	for (uint64_t piece = 0; from < rows->out.len; piece++) {
		size_t n = rows->out.len - from < LOAD_MOST ? rows->out.len - from : LOAD_MOST;

		m->key.len = 0;
		buf_ch(&m->key, (char)part);
		sorter_key_number(&m->key, place);
		sorter_key_number(&m->key, piece);
		sorter_add(m->out, buf_slice(&m->key), (struct str){rows->out.at + from, n});
		from += n;
	}
	rows->out.len = rows->begun = 0;
}

static void
say_several(struct merging *m, const struct pair_left *l)
{
	struct chain_twice now = {.place = l->place};
	struct join *j = m->join;

	buf_fmt(&now.said, "%s:%llu: ", diag_file(j->left.files[0]),
	    (unsigned long long)hold_line(&j->lines, l->place));
	pair_say_several(j, l, &now.said);
	chain_twice_merge(&m->several, &now);
}

static void
pair_one(struct merging *m, struct chain c)
{
	struct join *j = m->join;
	struct pair_left l = {0};
	bool keyed = take_left(&m->left, &l);

	if (!pair(j, &l, keyed ? c : (struct chain){0}, &m->rows,
		j->want->unmatched ? &m->apart : NULL, &j->count))
		say_several(m, &l);
	give(m, LEFT_OUT, l.place, &m->rows);
	give(m, LEFT_APART, l.place, &m->apart);
	next(&m->left);
}

static void
too_many(struct merging *m)
{
	const struct hold *h = &m->join->right.held;
	struct buf say = {0};

	chain_key_say(&say, hold_key(h, hold_at(h, m->at[0])), m->join->right.rule.keys);
	die("%s: the records with the key %s alone need more than a quarter of --memory; choose "
	    "columns with -c, or raise --memory",
	    diag_file(m->join->right.rule.file), buf_cstr(&say));
}

/* The right's records of the key that is next.  Of a key that must not come twice two are enough.
 */
static void
gather(struct merging *m)
{
	const struct chain_rule *rule = &m->join->right.rule;
	uint64_t most = spill_share() < KEY_HELD_LEAST ? KEY_HELD_LEAST : spill_share();

	m->n = 0;
	hold_reset(&m->log);
	m->group.len = 0;
	buf_str(&m->group, m->right.key);
	while (m->right.more && str_eq(m->right.key, buf_slice(&m->group))) {
		if (m->n < 2 || rule->many || rule->time != CHAIN_PLAIN) {
			m->at = mem_grow(m->at, m->n, &m->cap, sizeof *m->at);
			m->at[m->n++] = hold_copy(&m->log, m->right.load);
			if (m->n > 1 && hold_full(&m->join->right.held, most))
				too_many(m);
		}
		next(&m->right);
	}
}

/* All of both sides that have the key that is next on the right. */
static void
pair_key(struct merging *m)
{
	struct join *j = m->join;
	const struct hold *h = &j->right.held;
	struct chain c = {0};

	gather(m);
	if (!hold_at(h, m->at[0])->null) {
		chain_settle(&j->right.rule, h, m->at, (uint32_t)m->n, &m->twice);
		c = (struct chain){m->at, (uint32_t)m->n};
	}
	while (m->left.more && str_eq(m->left.key, buf_slice(&m->group)))
		pair_one(m, c);
	for (size_t i = 0; i < m->n; i++) {
		const struct hold_entry *e = hold_at(h, m->at[i]);

		if (!e->found) {
			pair_rest(j, e, &m->rows, j->want->unmatched_right ? &m->apart : NULL);
			give(m, RIGHT_OUT, e->place, &m->rows);
			give(m, RIGHT_APART, e->place, &m->apart);
		}
	}
}

static void
merge(struct merging *m)
{
	next(&m->left);
	next(&m->right);
	while (m->left.more || m->right.more) {
		if (!m->right.more || (m->left.more && str_cmp(m->left.key, m->right.key) < 0))
			pair_one(m, (struct chain){0});
		else
			pair_key(m);
	}
	if (m->twice.said.len)
		die("%s", buf_cstr(&m->twice.said));
	if (m->several.said.len)
		die("%s", buf_cstr(&m->several.said));
	sorter_free(m->left.sorter);
	sorter_free(m->right.sorter);
}

static void
write_all(struct merging *m)
{
	struct join *j = m->join;
	struct output *const to[] = {[LEFT_OUT] = j->out,
	    [RIGHT_OUT] = j->out,
	    [LEFT_APART] = j->want->unmatched,
	    [RIGHT_APART] = j->want->unmatched_right};
	struct str key, load;

	for (sorter_finish(m->out); sorter_next(m->out, &key, &load);)
		output_write(to[(unsigned char)*key.at], load.at, load.len);
	sorter_free(m->out);
}

static void
begin_side(struct side *s, struct sorter **sorter)
{
	s->sorter = *sorter;
	*sorter = NULL;
	if (s->sorter)
		sorter_finish(s->sorter);
}

void
spill_join(struct join *j)
{
	struct merging m = {.join = j, .out = sorter_new(spill_share())};

	m.log.hold = &j->right.held;
	m.rows.delimiter = m.apart.delimiter = common.delimiter_out;
	begin_side(&m.left, &j->spilled);
	begin_side(&m.right, &j->right.spilled);
	merge(&m);
	j->left.books.left_out += m.rows.books.left_out;
	j->left.books.used -= m.rows.books.left_out;
	j->left.books.written += m.rows.books.written;
	hold_log_clear(&m.log);
	free(m.at);
	buf_clear(&m.group);
	buf_clear(&m.rows.out);
	buf_clear(&m.apart.out);
	write_all(&m);
	buf_clear(&m.key);
}
