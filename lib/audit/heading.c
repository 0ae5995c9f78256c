/* heading: the heads of the streams that go out, and what the cases together do not keep, at their
 * end. */
#include "audit/inner.h"
#include "base/opt.h"

static void
header_begin(const struct audit *a, struct header *h, bool time)
{
	header_add(h, a->cell[a->key].name);
	for (size_t i = 0; i < a->columns; i++)
		header_add(h, a->cell[a->column[i]].name);
	if (time && a->time >= 0)
		header_add(h, STR("time"));
}

static void
header_end(struct header *h, struct output *out, const char *option)
{
	struct rows r = {.delimiter = common.delimiter_out};
	struct fault f;

	if (!header_unique(h, &f))
		die("%s: %s; leave it out of --columns", option, f.msg);
	for (size_t i = 0; i < h->n; i++)
		rows_field(&r, h->name[i]);
	rows_end(&r);
	if (!opt_plan_only())
		output_write(out, r.out.at, r.out.len);
	buf_clear(&r.out);
	header_clear(h);
}

static void
names_add(struct header *h, const char *const *name, size_t n)
{
	for (size_t i = 0; i < n; i++)
		header_add(h, str_of(name[i]));
}

static void
case_header(const struct audit *a, struct header *h)
{
	static const char *const limit[] = {"state", "elapsed", "used", "over"}, *const stage[] = {
										     "count",
										     "begin",
										     "end"};
	struct buf name = {0};

	for (size_t i = 0; i < a->orders; i++) {
		size_t at = a->order[i].at, n = a->order[i].kind == IS_LIMIT ? 4 : 3;

		if (a->order[i].kind == IS_RULE) {
			header_add(h, a->rule[at].def->is.name);
			continue;
		}
		for (size_t k = 0; k < n; k++) {
			bool is_limit = a->order[i].kind == IS_LIMIT;
			struct str of =
			    is_limit ? a->limit[at].def->is.name : a->stage[at].def->is.name;

			name.len = 0;
			buf_fmt(&name, "%.*s_%s", STR_ARG(of), is_limit ? limit[k] : stage[k]);
			header_add(h, buf_slice(&name));
		}
	}
	buf_clear(&name);
}

void
write_headers(struct audit *a)
{
	static const char *const violation[] = {"rule", "profile", "kind", "what", "severity",
	    "weight", "owner", "evidence"},
				 *const limit[] = {"limit", "profile", "state", "warn", "allowed",
				     "elapsed", "used", "over", "started", "stopped", "due",
				     "owner"},
				 *const owner[] = {"limit", "state", "owner", "seconds"};
	struct header h = {0};

	header_begin(a, &h, true);
	names_add(&h, violation, sizeof violation / sizeof *violation);
	header_end(&h, a->want.out, "output");
	if (a->want.limits) {
		header_begin(a, &h, true);
		names_add(&h, limit, sizeof limit / sizeof *limit);
		header_end(&h, a->want.limits, "--limits");
	}
	if (a->want.owners) {
		header_begin(a, &h, false);
		names_add(&h, owner, sizeof owner / sizeof *owner);
		header_end(&h, a->want.owners, "--owners");
	}
	if (a->want.cases) {
		header_begin(a, &h, true);
		case_header(a, &h);
		header_end(&h, a->want.cases, "--cases");
	}
}

/* A standard that the cases together do not keep: a violation without a case. */
static void
standard_row(struct audit *a, const struct limit *l, const char *what, struct str evidence)
{
	struct rows r = {.delimiter = common.delimiter_out};
	struct buf weight = {0};

	for (size_t i = 0; i < 1 + a->columns + (a->time >= 0); i++)
		rows_plain(&r, (struct str){0});
	rows_field(&r, l->def->is.name);
	rows_field(&r, l->def->is.profile);
	rows_plain(&r, STR("standard"));
	rows_plain(&r, str_of(what));
	rows_plain(&r, str_of(severity_text(l->def->is.severity)));
	num_print(&weight, l->def->is.weight);
	rows_plain(&r, buf_slice(&weight));
	rows_plain(&r, (struct str){0});
	rows_field(&r, evidence);
	rows_end(&r);
	output_write(a->want.out, r.out.at, r.out.len);
	a->written[0]++;
	a->found[l->def->is.severity]++;
	buf_clear(&r.out);
	buf_clear(&weight);
}

static void
pass_judge(struct audit *a, const struct limit *l, const struct tally *t)
{
	struct num met = NUM((int64_t)t->met * 100), judged = NUM((int64_t)(t->met + t->missed));
	struct buf said = {0};

	if (l->def->pass.kind == NUM_NULL || t->met + t->missed == 0 ||
	    num_cmp(met, num_mul(l->def->pass, judged)) >= 0)
		return;
	buf_z(&said, "share=");
	num_print_ratio(&said, met, judged, 2);
	buf_z(&said, "; expected=");
	num_print(&said, l->def->pass);
	buf_fmt(&said, "; met=%llu; judged=%llu", (unsigned long long)t->met,
	    (unsigned long long)(t->met + t->missed));
	standard_row(a, l, "share", buf_slice(&said));
	buf_clear(&said);
}

static void
mean_judge(struct audit *a, const struct limit *l, const struct tally *t)
{
	struct num n = NUM((int64_t)t->measured), sum = sum_value(&t->elapsed);
	struct buf said = {0};

	if (l->def->mean.kind == NUM_NULL || t->measured == 0 ||
	    num_cmp(sum, num_mul(l->def->mean, n)) <= 0)
		return;
	buf_z(&said, "mean=");
	num_print_ratio(&said, sum, n, 0);
	buf_z(&said, "; expected=");
	num_print(&said, l->def->mean);
	buf_fmt(&said, "; measured=%llu", (unsigned long long)t->measured);
	standard_row(a, l, "mean", buf_slice(&said));
	buf_clear(&said);
}

void
write_standards(struct audit *a)
{
	for (size_t i = 0; i < a->limits; i++) {
		pass_judge(a, &a->limit[i], &a->tally[i]);
		mean_judge(a, &a->limit[i], &a->tally[i]);
	}
}
