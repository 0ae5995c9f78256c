/* report: the model of a report, section by section. */
#include "report/build.h"

#include "base/mem.h"
#include <inttypes.h>
#include <stdlib.h>

#ifndef CS_VERSION
#define CS_VERSION "0.0"
#endif

static void
remember(struct build *b, const struct indicator *k)
{
	for (size_t i = 0; i < b->showns; i++)
		if (b->shown[i] == k)
			return;
	if (b->showns == b->cap)
		b->shown = mem_grow(b->shown, b->showns, &b->cap, sizeof *b->shown);
	b->shown[b->showns++] = k;
}

const struct indicator *
build_show(struct build *b, const struct element *e, size_t i)
{
	const struct indicator *k = judge_indicator(&b->judge, e->show[i]);
	struct misfit m;
	struct str *names;
	size_t n;

	if (k) {
		remember(b, k);
		return k;
	}
	n = judge_names(&b->judge, &names);
	misfit(&m, e->place, "no indicator '%s'%s", diag_text(e->show[i]),
	    diag_hint(e->show[i], names, n));
	misfit_die(&m);
}

/* A unit behind its figure: words stand apart, signs and Chinese words do not. */
static struct str
spaced(struct build *b, struct str unit)
{
	struct buf text = {0};
	struct str s;

	if (unit.len == 0 || !((*unit.at | 32) >= 'a' && (*unit.at | 32) <= 'z'))
		return unit;
	buf_ch(&text, ' ');
	buf_str(&text, unit);
	s = arena_dup(&b->doc->arena, buf_slice(&text));
	buf_clear(&text);
	return s;
}

static void
tiles(struct build *b, const struct element *e)
{
	struct tiles *t = &doc_add(b->doc, BLOCK_TILES)->tiles;
	struct spot at = spot_of(build_place(b));

	t->at = arena_zero(&b->doc->arena, e->shows + 1, sizeof *t->at);
	t->n = e->shows;
	t->section = b->section;
	for (size_t i = 0; i < e->shows; i++) {
		const struct indicator *k = build_show(b, e, i);

		t->at[i] = (struct tile){.label = k->label,
		    .value = build_value(b, k, at),
		    .change = build_change(b, k, at, false),
		    .yoy = build_change(b, k, at, true),
		    .target = build_target(b, k),
		    .n = build_n(b, k, at),
		    .verdict = build_verdict(b, k, at).verdict,
		    .trend = build_trend(b, k, at, b->layout->history)};
		t->at[i].value.unit = spaced(b, k->unit);
	}
}

/* Readings that stand one after another are one list of sentences. */
static const struct element *
readings(struct build *b, const struct element *e)
{
	static const enum tone tone[] = {TONE_PLAIN, TONE_GOOD, TONE_WARN, TONE_BAD};
	struct sentence *s = NULL;
	size_t n = 0, cap = 0;
	struct block *block;

	for (; e && e->kind == ELEMENT_READING; e = e->next) {
		struct vec v = scene_values(&b->scene, e->when, TYPE_TRUTH);

		for (size_t row = 1; row < b->scene.rows; row++) {
			if (v.truth[row] != TRUTH_YES ||
			    (b->focus != SCENE_TOTAL && row != b->focus))
				continue;
			if (n == cap)
				s = mem_grow(s, n, &cap, sizeof *s);
			s[n++] = (struct sentence){
			    .tone = tone[e->level], .text = scene_say(&b->scene, &e->text, row)};
		}
	}
	if (n) {
		block = doc_add(b->doc, BLOCK_SENTENCES);
		block->sentences.at = arena_zero(&b->doc->arena, n, sizeof *s);
		block->sentences.n = n;
		memcpy(block->sentences.at, s, n * sizeof *s);
	}
	free(s);
	return e;
}

static const struct element *
element(struct build *b, const struct element *e)
{
	switch (e->kind) {
	case ELEMENT_READING:
		return readings(b, e);
	case ELEMENT_TILES:
		tiles(b, e);
		break;
	case ELEMENT_TEXT:
		doc_add(b->doc, BLOCK_TEXT)->text = scene_say(&b->scene, &e->text, b->focus);
		break;
	case ELEMENT_TABLE:
		build_table(b, e);
		break;
	case ELEMENT_LIST:
		build_list(b, e);
		break;
	case ELEMENT_CHART:
		if (b->wants->charts)
			build_chart(b, e);
		break;
	}
	return e->next;
}

static void
section(struct build *b, const struct section *s)
{
	struct str title;

	if (s->when && !scene_holds(&b->scene, s->when, b->focus))
		return;
	title = scene_say(&b->scene, &s->title, b->focus);
	b->section = title.len ? title : s->name;
	doc_add(b->doc, BLOCK_HEADING)->text = b->section;
	for (const struct element *e = s->element; e;)
		e = element(b, e);
}

/* Sections in the preset's order, else in the layout's. */
static void
each_section(struct build *b, void (*act)(struct build *, const struct section *))
{
	const struct preset *p = b->wants->preset;

	for (size_t i = 0; p && i < p->sections; i++)
		for (const struct section *s = b->layout->section; s; s = s->next)
			if (str_eq(s->name, p->section[i]))
				act(b, s);
	for (const struct section *s = b->layout->section; (p == NULL || p->sections == 0) && s;
	     s = s->next)
		act(b, s);
}

static void
links(struct build *b)
{
	struct block *block;

	if (b->wants->link == NULL || b->judge.places == 0)
		return;
	block = doc_add(b->doc, BLOCK_LINKS);
	block->sentences.n = b->judge.places;
	block->sentences.at =
	    arena_zero(&b->doc->arena, b->judge.places, sizeof *block->sentences.at);
	for (size_t i = 0; i < b->judge.places; i++)
		block->sentences.at[i] =
		    (struct sentence){.text = judge_place_label(&b->judge, b->judge.place[i]),
			.link = b->wants->link[i]};
}

static struct str
keep(struct build *b, struct buf *text)
{
	struct str s = arena_dup(&b->doc->arena, buf_slice(text));

	text->len = 0;
	return s;
}

static struct str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return str_of(slash ? slash + 1 : path);
}

static void
footer(struct build *b)
{
	const struct report_wants *w = b->wants;
	enum lang lang = b->judge.lang;
	struct doc *d = b->doc;
	struct buf text = {0};

	d->footer = arena_zero(&d->arena, w->inputs + 2, sizeof *d->footer);
	buf_str(&text, word(lang, WORD_FINGERPRINT));
	buf_z(&text, w->layout->defs->fingerprint);
	for (size_t i = 0; i < w->layout->catalogues; i++)
		buf_fmt(&text, " · %s", w->layout->catalogue[i]->defs->fingerprint);
	buf_z(&text, " · cs-report " CS_VERSION " · ");
	buf_str(&text, d->period);
	d->footer[d->footers++] = keep(b, &text);
	for (size_t i = 0; i < w->inputs; i++) {
		const struct books *books = &w->input[i].books;

		buf_str(&text, word(lang, WORD_INPUTS));
		buf_str(&text, base_name(w->input[i].file));
		buf_str(&text, word(lang, WORD_COLON));
		buf_fmt(&text, "%" PRIu64, books->read);
		buf_str(&text, word(lang, WORD_ROWS));
		buf_str(&text, word(lang, WORD_OF));
		buf_fmt(&text, "%" PRIu64, books->used);
		buf_str(&text, word(lang, WORD_ROWS));
		d->footer[d->footers++] = keep(b, &text);
	}
	buf_clear(&text);
}

static void
front(struct build *b)
{
	struct doc *d = b->doc;
	struct buf text = {0};
	enum lang lang = b->judge.lang;

	period_print(b->wants->ledger->period, b->judge.period, &text);
	d->period = keep(b, &text);
	d->place = judge_place_label(&b->judge, build_place(b));
	d->title = scene_say(&b->scene, &b->layout->title, b->focus);
	if (d->title.len == 0)
		d->title = b->layout->name;
	if (b->focus != SCENE_TOTAL && str_find(d->title, d->place) < 0) {
		buf_str(&text, d->title);
		buf_z(&text, " · ");
		buf_str(&text, d->place);
		d->title = keep(b, &text);
	}
	d->cover = scene_say(&b->scene, &b->layout->cover, b->focus);
	buf_str(&text, d->place);
	if (b->focus == SCENE_TOTAL) {
		buf_fmt(&text, " · %zu", b->judge.places);
		buf_str(&text, word(lang, WORD_REGIONS));
	}
	buf_z(&text, " · ");
	period_say(b->wants->ledger->period, b->judge.period, lang == LANG_ZH, &text);
	buf_z(&text, " · ");
	buf_str(&text, word(lang, WORD_AS_OF));
	if (b->wants->now.len)
		buf_str(&text, b->wants->now);
	else
		period_last_day(b->wants->ledger->period, b->judge.period, &text);
	d->subtitle = keep(b, &text);
	buf_clear(&text);
}

static void
start(struct build *b, struct doc *doc, const struct report_wants *w)
{
	*b = (struct build){.wants = w, .layout = w->layout, .doc = doc, .focus = SCENE_TOTAL};
	doc_start(doc, w->lang);
	judge_start(&b->judge, w->layout, w->ledger, w->lang, w->period, &doc->arena);
	scene_start(&b->scene, &b->judge, w->now);
	for (size_t i = 0; w->place >= 0 && i < b->judge.places; i++)
		if (b->judge.place[i] == (uint32_t)w->place)
			b->focus = i + 1;
}

static void
end(struct build *b)
{
	scene_clear(&b->scene);
	judge_clear(&b->judge);
	free(b->shown);
}

void
report_build(struct doc *doc, const struct report_wants *w)
{
	struct build b;

	start(&b, doc, w);
	front(&b);
	links(&b);
	each_section(&b, section);
	if (w->definitions)
		build_definitions(&b);
	footer(&b);
	end(&b);
}

/* Rows that are no places have no expressions: they are sorted by an indicator. */
static void
check_table(struct build *b, const struct element *e)
{
	struct misfit m;

	scene_check(&b->scene, e->sort, TYPE_ANY);
	if (e->sort == NULL || e->rows_by.len == 0 || str_eq(e->rows_by, b->layout->by) ||
	    e->sort->op == T_NAME)
		return;
	misfit(&m, e->sort->place, "rows of %s are sorted by an indicator; expected its name",
	    diag_text(e->rows_by));
	misfit_die(&m);
}

static void
check_element(struct build *b, const struct element *e)
{
	if (e->kind == ELEMENT_CHART && !b->wants->charts)
		return;
	for (size_t i = 0; i < e->shows && b->layout->catalogues; i++)
		build_show(b, e, i);
	scene_check_saying(&b->scene, &e->title);
	scene_check_saying(&b->scene, &e->text);
	if (e->kind == ELEMENT_CHART)
		build_check_chart(e);
	if (e->kind == ELEMENT_READING)
		scene_check(&b->scene, e->when, TYPE_TRUTH);
	if (e->kind == ELEMENT_TABLE)
		check_table(b, e);
}

static void
check_section(struct build *b, const struct section *s)
{
	scene_check_saying(&b->scene, &s->title);
	scene_check(&b->scene, s->when, TYPE_TRUTH);
	for (const struct element *e = s->element; e; e = e->next)
		check_element(b, e);
}

/* Without a catalogue the streams say what indicators there are, so nothing can be checked before.
 */
void
report_check(const struct report_wants *w)
{
	struct doc scratch;
	struct build b;

	start(&b, &scratch, w);
	if (w->layout->catalogues) {
		scene_check_saying(&b.scene, &w->layout->title);
		scene_check_saying(&b.scene, &w->layout->cover);
		each_section(&b, check_section);
	}
	end(&b);
	doc_clear(&scratch);
}
