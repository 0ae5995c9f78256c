/* notes: notices counted by kind, of which the first few are shown; and those a worker leaves for
 * later. */
#include "base/diag.h"
#include "base/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SHOWN = 10, TEXT_MAX = 4096 };

/* What note() has counted over the run; it is called by one thread at a time. */
struct tally {
	const char *kind;
	uint64_t n;
};
static struct tally *tallies;
static size_t tallies_n, tallies_cap;

static struct tally *
tally(const char *kind)
{
	for (size_t i = 0; i < tallies_n; i++)
		if (tallies[i].kind == kind || strcmp(tallies[i].kind, kind) == 0)
			return &tallies[i];
	tallies = mem_grow(tallies, tallies_n, &tallies_cap, sizeof *tallies);
	tallies[tallies_n] = (struct tally){kind, 0};
	return &tallies[tallies_n++];
}

static bool
all_shown(void)
{
	return diag_level > 0;
}

void
note(const char *kind, const char *fmt, ...)
{
	char text[TEXT_MAX];
	va_list args;

	if (tally(kind)->n++ >= SHOWN && !all_shown())
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	warn("%s", text);
}

void
diag_end(void)
{
	for (size_t i = 0; i < tallies_n; i++)
		if (tallies[i].n > SHOWN && !all_shown())
			warn("%s: … and %llu more", tallies[i].kind,
			    (unsigned long long)(tallies[i].n - SHOWN));
	free(tallies);
	tallies = NULL;
	tallies_n = tallies_cap = 0;
}

struct notes_kind {
	const char *name;
	uint64_t n;	  /* of this kind, kept or not */
	size_t kept;	  /* of them in items */
	size_t last_line; /* the highest line among those kept */
};

struct notes_item {
	size_t kind, line, order;
	bool fatal;
	char *text;
};

static size_t
kind_of(struct notes *notes, const char *name)
{
	for (size_t i = 0; i < notes->kinds; i++)
		if (notes->kind[i].name == name || strcmp(notes->kind[i].name, name) == 0)
			return i;
	notes->kind = mem_grow(notes->kind, notes->kinds, &notes->kinds_cap, sizeof *notes->kind);
	notes->kind[notes->kinds] = (struct notes_kind){.name = name};
	return notes->kinds++;
}

/* The last of its kind makes room: a program that works column by column adds lines in any order.
 */
static struct notes_item *
replace_last(struct notes *notes, size_t kind)
{
	struct notes_item *last = NULL;

	for (size_t i = 0; i < notes->items; i++) {
		struct notes_item *it = &notes->item[i];

		if (it->kind == kind && !it->fatal &&
		    (last == NULL || it->line > last->line ||
			(it->line == last->line && it->order > last->order)))
			last = it;
	}
	if (last != NULL)
		free(last->text);
	return last;
}

static struct notes_item *
new_item(struct notes *notes)
{
	notes->item = mem_grow(notes->item, notes->items, &notes->items_cap, sizeof *notes->item);
	return &notes->item[notes->items++];
}

static size_t
last_line(const struct notes *notes, size_t kind)
{
	size_t last = 0;

	for (size_t i = 0; i < notes->items; i++)
		if (notes->item[i].kind == kind && notes->item[i].line > last)
			last = notes->item[i].line;
	return last;
}

void
notes_add(struct notes *notes, const char *name, size_t line, bool fatal, const char *fmt, ...)
{
	char text[TEXT_MAX];
	size_t kind = kind_of(notes, name);
	struct notes_kind *k = &notes->kind[kind];
	struct notes_item *it = NULL;
	va_list args;
	bool replaced;

	k->n++;
	if (!fatal && !all_shown() && k->kept >= SHOWN) {
		if (line >= k->last_line)
			return;
		it = replace_last(notes, kind);
	}
	replaced = it != NULL;
	if (!replaced) {
		it = new_item(notes);
		k->kept++;
	}
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	*it = (struct notes_item){kind, line, (size_t)k->n, fatal, mem_dup(text)};
	if (replaced)
		k->last_line = last_line(notes, kind);
	else if (line > k->last_line)
		k->last_line = line;
}

static int
by_line(const void *a, const void *b)
{
	const struct notes_item *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	/* What ends the run comes after what is said of the same line. */
	if (x->fatal != y->fatal)
		return x->fatal ? 1 : -1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Those that were not kept count all the same. */
static void
count_rest(const struct notes *notes)
{
	for (size_t i = 0; i < notes->kinds; i++)
		if (notes->kind[i].n > notes->kind[i].kept)
			tally(notes->kind[i].name)->n += notes->kind[i].n - notes->kind[i].kept;
}

void
notes_say(struct notes *notes, const char *file, uint64_t first_line)
{
	if (notes->items == 0)
		return;
	qsort(notes->item, notes->items, sizeof *notes->item, by_line);
	for (size_t i = 0; i < notes->items; i++) {
		const struct notes_item *it = &notes->item[i];
		char line[24] = "";

		if (first_line)
			snprintf(line, sizeof line, ":%llu",
			    (unsigned long long)first_line + it->line);
		if (it->fatal) {
			count_rest(notes);
			diag_end();
			die("%s%s: %s", diag_file(file), line, it->text);
		}
		note(notes->kind[it->kind].name, "%s%s: %s", diag_file(file), line, it->text);
	}
	count_rest(notes);
}

void
notes_clear(struct notes *notes)
{
	for (size_t i = 0; i < notes->items; i++)
		free(notes->item[i].text);
	free(notes->item);
	free(notes->kind);
	*notes = (struct notes){0};
}
