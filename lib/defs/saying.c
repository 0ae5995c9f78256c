/* saying: texts for people, with translations and {expr} inside. */
#include "base/mem.h"
#include "defs/loader.h"
#include "expr/eval.h"
#include <stdlib.h>

/*
 * A text's escapes are resolved before the expressions in it are read, so these are read from a
 * script of their own, and where they stand in it is translated to where they stand in the file.
 */
struct spoken {
	struct loader *loader;
	struct script *script; /* the text, escapes resolved */
	size_t *place;	       /* of each of its bytes and of the closing quote, in the file */
	const struct script *file;
	struct said_part *part;
	size_t parts, cap;
};

/* Bytes of one escape or plain byte as written. */
static size_t
written(const char *at)
{
	if (at[0] != '\\')
		return 1;
	if (at[1] == 'x')
		return 4;
	if (at[1] == 'u')
		return (size_t)(strchr(at, '}') - at) + 1;
	return 2;
}

/* How many bytes of text an escape stands for: one, or a whole character for \u{...}. */
static size_t
meant(const char *at, struct str text)
{
	size_t n = 1;

	if (at[0] == '\\' && at[1] == 'u')
		while (n < text.len && ((unsigned char)text.at[n] & 0xc0) == 0x80)
			n++;
	return n;
}

static void
places_find(struct spoken *sp, size_t open_quote)
{
	struct str text = sp->script->text;
	size_t raw = open_quote + 1, i = 0;

	sp->place = mem_new(text.len + 1, sizeof(*sp->place));
	while (i < text.len) {
		const char *at = sp->file->text.at + raw;
		size_t n = meant(at, (struct str){text.at + i, text.len - i});

		for (size_t k = 0; k < n; k++)
			sp->place[i + k] = raw;
		i += n;
		raw += written(at);
	}
	sp->place[i] = raw;
}

static struct place
place_in_file(const struct spoken *sp, struct place p)
{
	size_t last = sp->script->text.len;

	return (struct place){sp->file, sp->place[p.at < last ? p.at : last]};
}

/* Trees of a text point into the file, as all others do.  Trees are as deep as the parser lets them
 * be. */
static void
tree_move(const struct spoken *sp, struct tree *t)
{
	for (;; t = t->kid[0]) {
		t->place = place_in_file(sp, t->place);
		for (size_t i = 1; i < t->kids; i++)
			tree_move(sp, t->kid[i]);
		for (size_t i = 0; i < t->pers; i++)
			tree_move(sp, t->per[i]);
		if (t->where)
			tree_move(sp, t->where);
		if (t->kids == 0)
			return;
	}
}

static struct said_part *
part_new(struct spoken *sp)
{
	sp->part = mem_grow(sp->part, sp->parts, &sp->cap, sizeof(*sp->part));
	sp->part[sp->parts] = (struct said_part){0};
	return &sp->part[sp->parts++];
}

/* "expr}" from at; returns where the text goes on, 0 and the misfit if it is none. */
static size_t
inside_read(struct spoken *sp, size_t at)
{
	struct loader *r = sp->loader;
	struct scan scan = {.in = sp->script,
	    .at = at,
	    .end = sp->script->text.len,
	    .arena = r->scan.arena,
	    .misfit = r->misfit};
	struct tree *tree = tree_read(&scan);

	if (tree == NULL || (!scan_char(&scan, "}") && !scan_expected(&scan, scan.at, "'}'"))) {
		r->misfit->place = place_in_file(sp, r->misfit->place);
		return 0;
	}
	tree_move(sp, tree);
	names_note(r, tree);
	part_new(sp)->tree = tree;
	return scan.at;
}

static void
literal_add(struct spoken *sp, struct buf *literal)
{
	if (literal->len)
		part_new(sp)->text = arena_dup(sp->loader->defs->arena, buf_slice(literal));
	literal->len = 0;
}

static bool
parts_read(struct spoken *sp)
{
	struct str text = sp->script->text;
	struct buf literal = {0};
	size_t i = 0;

	while (i < text.len) {
		bool brace = text.at[i] == '{';

		if (!brace || (i + 1 < text.len && text.at[i + 1] == '{')) {
			buf_ch(&literal, text.at[i]);
			i += 1 + (size_t)brace;
			continue;
		}
		literal_add(sp, &literal);
		i = inside_read(sp, i + 1);
		if (i == 0)
			break;
	}
	literal_add(sp, &literal);
	buf_clear(&literal);
	return text.len == 0 || i > 0;
}

/* One text, from its opening quote. */
static bool
said_read(struct loader *r, struct said *said)
{
	struct arena *arena = r->defs->arena;
	struct spoken sp = {
	    .loader = r, .file = r->scan.in, .script = arena_zero(arena, 1, sizeof(*sp.script))};
	size_t open_quote;
	bool good;

	scan_blank(&r->scan, false);
	open_quote = r->scan.at;
	if (!scan_text(&r->scan, "a text", &sp.script->text))
		return false;
	sp.script->name = sp.file->name;
	sp.script->line0 = 1;
	places_find(&sp, open_quote);
	good = parts_read(&sp);
	said->parts = sp.parts;
	said->part = arena_zero(arena, sp.parts ? sp.parts : 1, sizeof(*said->part));
	if (sp.parts)
		memcpy(said->part, sp.part, sp.parts * sizeof(*said->part));
	free(sp.part);
	free(sp.place);
	return good;
}

/* Whether `en "..."` stands here: then the scanner is moved to the quote. */
static bool
language_take(struct loader *r, char lang[3])
{
	struct str word;
	struct scan before = r->scan;
	size_t blank;

	scan_blank(&r->scan, false);
	word = loader_word(r);
	if (word.len == 2 && word.at[0] >= 'a' && word.at[0] <= 'z' && word.at[1] >= 'a' &&
	    word.at[1] <= 'z') {
		r->scan.at += 2;
		blank = r->scan.at;
		scan_blank(&r->scan, false);
		if (r->scan.at > blank && r->scan.at < r->scan.end &&
		    memchr("\"'", r->scan.in->text.at[r->scan.at], 2)) {
			memcpy(lang, word.at, 2);
			return true;
		}
	}
	r->scan = before;
	return false;
}

static bool
said_twice(struct loader *r, const struct said *said, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (memcmp(said[i].lang, said[n].lang, 2) == 0)
			return misfit(r->misfit, loader_place(r),
			    "'%s' twice; expected one text for a language", said[n].lang);
	return true;
}

bool
saying_read(struct loader *r, struct saying *saying)
{
	struct said *said = NULL;
	size_t n = 0, cap = 0;
	bool good;

	do {
		said = mem_grow(said, n, &cap, sizeof(*said));
		if (n == 0)
			said[0] = (struct said){0};
		good = (n == 0 || said_twice(r, said, n)) && said_read(r, &said[n]);
		n++;
		said = mem_grow(said, n, &cap, sizeof(*said));
		said[n] = (struct said){0};
	} while (good && language_take(r, said[n].lang));
	saying->n = n;
	saying->said = arena_zero(r->defs->arena, n, sizeof(*said));
	memcpy(saying->said, said, n * sizeof(*said));
	free(said);
	return good;
}

const struct said *
saying_in(const struct saying *s, const char *lang)
{
	for (size_t i = 1; i < s->n; i++)
		if (strcmp(s->said[i].lang, lang) == 0)
			return &s->said[i];
	return s->n ? &s->said[0] : NULL;
}

/* The value of a constant in scope as text; false if it is none. */
static bool
constant_say(const struct tree *tree, const struct scope *scope, struct buf *b)
{
	struct program *p = program_new();
	struct misfit ignored;
	int value = program_add(p, tree, scope, TYPE_ANY, &ignored);
	bool constant = value >= 0 && program_is_constant(p, value);

	if (constant && !eval_constant(p, value, b))
		buf_z(b, "—");
	program_free(p);
	return constant;
}

struct str
saying_plain(
    const struct saying *s, const char *lang, const struct scope *scope, struct arena *arena)
{
	const struct said *said = saying_in(s, lang);
	struct buf b = {0};
	struct str plain;

	for (size_t i = 0; said && i < said->parts; i++) {
		const struct said_part *p = &said->part[i];

		if (p->tree == NULL) {
			buf_str(&b, p->text);
		} else if (!scope || !constant_say(p->tree, scope, &b)) {
			buf_ch(&b, '{');
			tree_print(p->tree, &b);
			buf_ch(&b, '}');
		}
	}
	plain = arena_dup(arena, buf_slice(&b));
	buf_clear(&b);
	return plain;
}
