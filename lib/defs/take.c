/* take: what the loaders take out of statements. */
#include "defs/take.h"

bool
take_has(const struct statement *st, const char *word)
{
	return attribute_find(st, word) != NULL;
}

const struct operand *
take_operand(const struct statement *st, const char *word, size_t i)
{
	const struct attribute *a = attribute_find(st, word);

	return a && i < a->operands ? &a->operand[i] : NULL;
}

struct str
take_text(const struct statement *st, const char *word)
{
	const struct operand *op = take_operand(st, word, 0);

	return op ? op->text : (struct str){0};
}

const struct tree *
take_tree(const struct statement *st, const char *word)
{
	const struct operand *op = take_operand(st, word, 0);

	return op ? op->tree : NULL;
}

struct saying
take_saying(const struct statement *st, const char *word)
{
	const struct operand *op = take_operand(st, word, 0);

	return op ? op->saying : (struct saying){0};
}

size_t
take_list(const struct operand *first, struct str **list, struct arena *arena)
{
	size_t n = 0;

	for (const struct operand *op = first; op; op = op->next)
		n++;
	*list = n ? arena_zero(arena, n, sizeof(**list)) : NULL;
	n = 0;
	for (const struct operand *op = first; op; op = op->next)
		(*list)[n++] = op->text;
	return n;
}

int
take_choice(struct str word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word, str_of(words[i])))
			return (int)i;
	return -1;
}

bool
take_whole(const struct operand *op, uint64_t least, uint64_t most, uint64_t *n, struct misfit *m)
{
	int64_t i;

	if (op == NULL)
		return true;
	if (!num_int(op->number, &i) || i < 0 || (uint64_t)i < least || (uint64_t)i > most)
		return most >= INT64_MAX
			   ? misfit(m, op->place,
				 "not fit here; expected a whole number, %llu or more",
				 (unsigned long long)least)
			   : misfit(m, op->place,
				 "not fit here; expected a whole number from %llu to %llu",
				 (unsigned long long)least, (unsigned long long)most);
	*n = (uint64_t)i;
	return true;
}

/* Bytes of the character or escape that stands at at. */
static size_t
one(const char *at, size_t left)
{
	size_t n = 1;

	if (at[0] == '\\' && left > 1) {
		if (at[1] == 'x')
			return left < 4 ? left : 4;
		if (at[1] != 'u')
			return 2;
		while (n < left && at[n - 1] != '}')
			n++;
		return n;
	}
	while (n < left && ((unsigned char)at[n] & 0xc0) == 0x80)
		n++;
	return n;
}

struct place
take_inside(struct place p, size_t character)
{
	bool text = p.in->text.at[p.at] != '/'; /* a pattern's escapes are its own */

	p.at++;
	while (character-- > 1 && p.at < p.in->text.len && p.in->text.at[p.at] != '\n') {
		const char *at = p.in->text.at + p.at;

		p.at += !text && *at == '\\' ? 1 : one(at, p.in->text.len - p.at);
	}
	return p;
}
