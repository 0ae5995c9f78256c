/* explain: the plan of a run, for --explain and --dry-run; and indicators that come from the
 * command line. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/inner.h"

const struct kpi_def *
figure_kpi(const struct catalogue *c, struct str name)
{
	for (size_t i = 0; i < c->kpis; i++)
		if (str_eq(c->kpi[i].name, name))
			return &c->kpi[i];
	return NULL;
}

void
figure_define(struct catalogue *c, struct str name, const struct tree *tree)
{
	struct kpi_def *kpi = arena_zero(c->defs->arena, c->kpis + 1, sizeof *kpi);

	if (c->kpis)
		memcpy(kpi, c->kpi, c->kpis * sizeof *kpi);
	c->kpi = kpi;
	c->kpi[c->kpis++] =
	    (struct kpi_def){.name = name, .tree = tree, .digits = -1, .place = tree->place};
}

static void
line(struct buf *b, const char *what, struct str name)
{
	buf_fmt(b, "%s %.*s", what, STR_ARG(name));
}

static void
explain_source(const struct source *s, struct buf *b)
{
	if (s->input == NULL || s->header == NULL)
		return;
	line(b, "source", s->def->name.len ? s->def->name : STR("(main)"));
	buf_z(b, " from");
	for (size_t i = 0; s->input->files && s->input->files[i]; i++)
		buf_fmt(b, " %s", s->input->files[i]);
	if (s->input->files == NULL)
		buf_z(b, " standard input");
	buf_z(b, "\n  columns read:");
	for (size_t i = 0; i < s->columns; i++)
		if (s->column[i].header != SIZE_MAX)
			buf_fmt(b, " %.*s", STR_ARG(s->column[i].name));
	buf_ch(b, '\n');
	for (const struct view *v = s->view; v; v = v->next) {
		if (!v->grouped || v->moment == NULL)
			continue;
		buf_z(b, "  counted by the moment ");
		tree_print(v->moment, b);
		buf_ch(b, '\n');
	}
	for (size_t i = 0; i < s->skips; i++) {
		buf_fmt(b, "  left out as '%.*s' where ", STR_ARG(s->def->skip[i].reason));
		tree_print(s->def->skip[i].tree, b);
		buf_ch(b, '\n');
	}
	if (s->keyeds)
		buf_fmt(
		    b, "  records are held to the end: %zu values rest on all of a key\n", s->keyeds);
}

void
figure_explain(const struct figure *f, struct buf *b)
{
	static const char *const kinds[] = {"rows", "numbers", "sum", "sum of squares", "least",
	    "greatest", "earliest", "latest", "every number", "every text", "sum by period"};

	for (size_t i = 0; i < f->sources; i++)
		explain_source(&f->source[i], b);
	for (size_t g = 0; g < f->want.groups; g++) {
		buf_fmt(b, "group %.*s = ", STR_ARG(f->want.group[g].name));
		tree_print(f->want.group[g].tree, b);
		buf_ch(b, '\n');
	}
	for (size_t i = 0; i < f->indicators; i++) {
		const struct indicator *k = &f->indicator[i];

		line(b, "indicator", k->def->name);
		buf_z(b, " = ");
		tree_print(k->def->tree, b);
		if (k->ratio.is && k->ratio.den >= 0)
			buf_z(b, "\n  a ratio: divided once, when printed; numerator and "
				 "denominator are kept");
		buf_ch(b, '\n');
	}
	buf_fmt(b, "states of a group: %zu (", f->states);
	for (size_t s = 0; s < f->states; s++)
		buf_fmt(b, "%s%s", s ? ", " : "", kinds[f->state[s].kind]);
	buf_fmt(b, ")\nthreads %u, memory %llu MiB, fingerprint %s\n", common.jobs,
	    (unsigned long long)(common.memory >> 20), f->fingerprint);
	buf_z(b, "definitions:\n");
	buf_str(b, f->want.catalogue->defs->text);
}

void
figure_say_books(struct figure *f)
{
	uint64_t written = f->written;

	for (size_t i = 0; i < f->sources; i++) {
		struct source *s = &f->source[i];

		if (s->input == NULL || f->want.merge || !source_in_use(s))
			continue;
		s->stream.books.written = written; /* said once, with the first source */
		written = 0;
		stream_say_books(s->stream.name, &s->stream.books, false);
		for (size_t k = 0; k < s->skips; k++)
			if (s->skipped[k])
				inform("left out %llu: %.*s", (unsigned long long)s->skipped[k],
				    STR_ARG(s->def->skip[k].reason));
	}
}
