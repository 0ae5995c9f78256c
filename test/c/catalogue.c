/* catalogue: what indicators and sources come to. */
#include "defs/catalogue.h"
#include "unit.h"
#include <stdlib.h>

static struct script script;

static const char *
fault_of(const char *text)
{
	static char said[1200];
	struct misfit m;
	struct defs *d;
	struct catalogue *c;
	size_t line, position;

	script = (struct script){.name = "x", .text = str_of(text), .line0 = 1};
	said[0] = '\0';
	d = defs_of(DEFS_CATALOGUE, &script, &m);
	c = d ? catalogue_try(d, &m) : NULL;
	if (c) {
		shelf_free(c->shelf);
	} else {
		place_find(m.place, &line, &position);
		snprintf(said, sizeof(said), "%zu:%zu: %s", line, position, m.fault.msg);
	}
	if (d)
		defs_free(d);
	return said;
}

static struct catalogue *
catalogue_make(const char *text)
{
	struct misfit m;

	script = (struct script){.name = "x", .text = str_of(text), .line0 = 1};
	return catalogue_of(defs_of(DEFS_CATALOGUE, &script, &m));
}

static void
catalogue_drop(struct catalogue *c)
{
	shelf_free(c->shelf);
	defs_free(c->defs);
}

static void
sources(void)
{
	struct catalogue *c = catalogue_make("kpi a = 1");

	EXPECT(c->sources == 1 && c->source[0].name.len == 0 && c->source[0].time == NULL &&
	       c->source[0].let == NULL);
	EXPECT(catalogue_source(c, STR("")) == 0 && catalogue_source(c, STR("x")) == -1);
	catalogue_drop(c);
	c = catalogue_make(
	    "source call\n time start\n let a = b\n let c = a\n skip 'test' = a\n skip 'more' = "
	    "b\n number n*, m\n"
	    "source area\n link region = region_id, month = month(start)\n text z\n");
	EXPECT(c->sources == 2 && catalogue_source(c, STR("area")) == 1);
	EXPECT(c->source[0].skips == 2 && str_eq(c->source[0].skip[1].reason, STR("more")) &&
	       c->source[0].skip[1].tree);
	EXPECT(c->source[0].let && c->source[0].let->next && !c->source[0].let->next->next);
	EXPECT(str_eq(c->source[0].number, STR("n*,m")) && c->source[0].text.len == 0 &&
	       str_eq(c->source[1].text, STR("z")));
	EXPECT(c->source[1].links == 2 && str_eq(c->source[1].link[1].column, STR("month")) &&
	       c->source[1].link[1].tree);
	catalogue_drop(c);
}

static void
indicators(void)
{
	struct catalogue *c = catalogue_make(
	    "source s\nsource t\npack p\n label 'P'\nkpi a = count()\n unit '%'\n digits 0\n"
	    " target >= 85\n warn >= 80.5\n source t\n time x\n mature 7d\n stock last\n id h.a\n"
	    " layer L1\n weight 2\n hidden\n population 'all'\n norm 'N'\n owner o\n version 1.2\n"
	    "kpi b = a\n target <= -1\nkpi c = a\n better lower\n target > 3\nkpi d = 1\n target = "
	    "0\n stock mean\n");
	const struct kpi_def *a = catalogue_kpi(c, STR("a")), *d = catalogue_kpi(c, STR("d"));

	EXPECT(c->kpis == 4 && str_eq(c->pack, STR("p")) && c->pack_label.n == 1 &&
	       catalogue_kpi(c, STR("e")) == NULL);
	EXPECT(a->digits == 0 && a->target_rel == REL_GE && num_cmp(a->target, NUM(85)) == 0 &&
	       a->warn_rel == REL_GE);
	EXPECT(num_cmp(a->warn, (struct num){.small = 805, .scale = 1, .kind = NUM_SMALL}) == 0);
	EXPECT(a->better == 1 && str_eq(a->source, STR("t")) && a->time && a->has_mature &&
	       a->stock == STOCK_LAST);
	EXPECT(num_cmp(a->mature, NUM(7 * 86400)) == 0 && a->hidden &&
	       num_cmp(a->weight, NUM(2)) == 0);
	EXPECT(a->unit.n == 1 && a->population.n == 1 && a->label.n == 0 &&
	       str_eq(a->version, STR("1.2")));
	EXPECT(
	    catalogue_kpi(c, STR("b"))->better == -1 && catalogue_kpi(c, STR("b"))->digits == -1);
	EXPECT(catalogue_kpi(c, STR("c"))->better == -1 && d->better == 0 &&
	       d->target_rel == REL_EQ && d->stock == STOCK_MEAN);
	EXPECT(d->warn_rel == REL_NONE && d->warn.kind == NUM_NULL && d->weight.kind == NUM_NULL &&
	       !d->has_mature);
	EXPECT_TEXT(relation_text(REL_GE), ">=");
	EXPECT_TEXT(relation_text(REL_EQ), "=");
	catalogue_drop(c);
}

static void
refused(void)
{
	EXPECT_TEXT(fault_of("kpi a = 1\n digits 10"),
	    "2:9: not fit here; expected a whole number from 0 to 9");
	EXPECT_TEXT(fault_of("kpi a = 1\n digits -1"),
	    "2:9: not fit here; expected a whole number from 0 to 9");
	EXPECT_TEXT(fault_of("kpi a = 1\n digits 1.5"),
	    "2:9: not fit here; expected a whole number from 0 to 9");
	EXPECT_TEXT(fault_of("kpi cs_a = 1"),
	    "1:5: names beginning with cs_ belong to the toolkit; expected another name");
	EXPECT_TEXT(fault_of("calendar c\n week 0 to 5"),
	    "2:7: not fit here; expected a whole number from 1 to 7");
	EXPECT(strncmp(fault_of("calendar c\n hours 'x'"), "2:8: ", 5) == 0);
	EXPECT_TEXT(
	    fault_of("calendar c\n hours '08:30-12:00 13:30-17:30'\n week 1 to 6\n cutoff 16:00"),
	    "");
}

static void
calendars(void)
{
	struct catalogue *c = catalogue_make("calendar one\n hours '08:00-12:00'\n cutoff 11:00\n");
	struct fault f;

	EXPECT(shelf_calendar(c->shelf, (struct str){0}, &f) &&
	       shelf_calendar(c->shelf, STR("one"), &f));
	EXPECT(!shelf_calendar(c->shelf, STR("two"), &f));
	EXPECT_TEXT(f.msg, "no calendar 'two'; there is 'one'");
	EXPECT(shelf_codelist(c->shelf, STR("one")) == NULL);
	catalogue_drop(c);
	c = catalogue_make("calendar one\ncalendar two\n");
	EXPECT(!shelf_calendar(c->shelf, (struct str){0}, &f));
	EXPECT_TEXT(f.msg, "several calendars are declared; expected the name of one");
	catalogue_drop(c);
	c = catalogue_make("");
	EXPECT(!shelf_calendar(c->shelf, (struct str){0}, &f));
	EXPECT_TEXT(f.msg, "no calendar is declared; expected one");
	catalogue_drop(c);
}

int
main(void)
{
	sources();
	indicators();
	refused();
	calendars();
	return unit_end();
}
