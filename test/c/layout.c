/* layout: what a report's layout comes to, with its catalogues; and codelists with `where`, which
 * stand in files too. */
#include "defs/layout.h"
#include "unit.h"
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/unit-layout-XXXXXX";
static struct script script;

static void
file_put(const char *name, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	fputs(text, f);
	fclose(f);
}

static void
layout_drop(struct layout *l)
{
	for (size_t i = 0; i < l->catalogues; i++) {
		shelf_free(l->catalogue[i]->shelf);
		defs_free(l->catalogue[i]->defs);
	}
	shelf_free(l->shelf);
	defs_free(l->defs);
}

static struct layout *
layout_make(const char *text, struct misfit *m)
{
	static char name[200];
	struct opt_list none = {0};
	struct defs *d;

	snprintf(name, sizeof(name), "%s/main.layout", dir);
	script = (struct script){.name = name, .text = str_of(text), .line0 = 1};
	d = defs_of(DEFS_LAYOUT, &script, m);
	return d ? layout_of(d, &none, NULL, m) : NULL;
}

/* "" or "LINE:POSITION: what", found by a child, since what is refused stays in memory to the end.
 */
static const char *
fault_of(const char *text)
{
	static char said[1200];
	struct misfit m;
	size_t line, position, len = 0;
	int ends[2];
	ssize_t n;

	if (pipe(ends) != 0)
		return "no pipe";
	if (fork() == 0) {
		if (!layout_make(text, &m)) {
			place_find(m.place, &line, &position);
			dprintf(ends[1], "%zu:%zu: %s", line, position, m.fault.msg);
		}
		_exit(0);
	}
	close(ends[1]);
	while (
	    len < sizeof(said) - 1 && (n = read(ends[0], said + len, sizeof(said) - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(ends[0]);
	wait(NULL);
	return said;
}

#define REPORT "report r\n catalogue 'a.kpi', 'b.kpi'\n"

static void
whole(void)
{
	struct misfit m;
	struct layout *l =
	    layout_make("report monthly\n title 'M {month}'\n by region\n period week\n history "
			"5\n total 'All'\n small 3\n"
			" catalogue 'a.kpi', \"b.kpi\"\n cover 'C'\n"
			"section one\n title 'One'\n when x > 1\ntiles k1, k2\ntext 'hello'\n"
			"reading bad = met(k1)\n say 'no'\n level red\n"
			"section two\ntable t\n show k2, k1\n rows region\n with value n share\n "
			"sort k1 down\n top 5\n"
			"chart c\n kind heat\n show k1\n x a\n by b\n span 13\n lastyear\n target\n"
			"list a, b by n\n rows 20\n where n > 1\n drill a\n"
			"preset p\n sections two, one\n charts no\n lang zh\n format html\npreset "
			"q\n definitions yes\n",
		&m);
	const struct element *e;

	EXPECT(l != NULL);
	if (l == NULL) {
		fprintf(stderr, "%s\n", m.fault.msg);
		return;
	}
	EXPECT(str_eq(l->name, STR("monthly")) && str_eq(l->by, STR("region")) &&
	       l->period == PERIOD_WEEK);
	EXPECT(l->history == 5 && l->small == 3 && l->catalogues == 2 && l->title.n == 1 &&
	       l->cover.n == 1 && l->total.n == 1);
	EXPECT(layout_kpi(l, STR("k2")) && !layout_kpi(l, STR("k3")));
	EXPECT(l->section && l->section->when && l->section->next && !l->section->next->next);
	e = l->section->element;
	EXPECT(e->kind == ELEMENT_TILES && e->shows == 2 && str_eq(e->show[1], STR("k2")));
	e = e->next;
	EXPECT(e->kind == ELEMENT_TEXT && e->text.n == 1);
	e = e->next;
	EXPECT(e->kind == ELEMENT_READING && e->when && e->level == LEVEL_RED && e->text.n == 1 &&
	       !e->next);
	e = l->section->next->element;
	EXPECT(e->kind == ELEMENT_TABLE && e->with == (WITH_VALUE | WITH_N | WITH_SHARE) &&
	       e->sort && e->down && e->top == 5);
	EXPECT(str_eq(e->rows_by, STR("region")) && e->rows == 0);
	e = e->next;
	EXPECT(e->kind == ELEMENT_CHART && e->chart == CHART_HEAT && e->x && e->by_tree &&
	       e->span == 13 && e->lastyear && e->target);
	e = e->next;
	EXPECT(e->kind == ELEMENT_LIST && e->rows == 20 && e->where && e->by_tree &&
	       str_eq(e->drill, STR("a")) && !e->next);
	EXPECT(str_eq(e->list, STR("a,b")));
	EXPECT(l->presets == 2 && l->preset[0].sections == 2 && l->preset[0].charts == 0 &&
	       l->preset[0].definitions == -1);
	EXPECT(l->preset[1].definitions == 1 && l->preset[1].sections == 0 &&
	       str_eq(l->preset[0].format, STR("html")));
	layout_drop(l);
}

static void
defaults(void)
{
	struct misfit m;
	struct layout *l =
	    layout_make(REPORT "section s\ntable t\n show k1\n sort k1\nchart c\n show k1\n", &m);

	EXPECT(
	    l && l->period == PERIOD_MONTH && l->history == 13 && l->small == 0 && l->presets == 0);
	if (l == NULL)
		return;
	EXPECT(l->section->element->with == 0 && !l->section->element->down &&
	       l->section->element->next->chart == CHART_LINE);
	layout_drop(l);
}

static void
refused(void)
{
	EXPECT_TEXT(
	    fault_of("section s\n"), "1:1: a layout without a report; expected `report NAME`");
	EXPECT_TEXT(
	    fault_of("report a\nreport b\n"), "2:1: a second report; expected one in a layout");
	EXPECT_TEXT(fault_of("report a\n catalogue 'none.kpi'\n"),
	    "2:12: no file 'none.kpi'; expected a catalogue beside this one or along CS_PATH");
	EXPECT_TEXT(fault_of("report a\n catalogue 'a.kpi', 'a2.kpi'\n"),
	    "2:21: kpi 'k1' stands in two catalogues; expected it in one");
	EXPECT_TEXT(fault_of("report a\n history 0\n"),
	    "2:10: not fit here; expected a whole number from 1 to 10000");
	EXPECT_TEXT(fault_of(REPORT "tiles k1\n"),
	    "3:1: tiles before any section; expected `section NAME` above it");
	EXPECT_TEXT(fault_of(REPORT "section s\ntiles k1, k3\n"),
	    "4:11: no kpi 'k3' is declared above; there are 'k1', 'k2'");
	EXPECT_TEXT(fault_of("section s\ntiles k1\n" REPORT),
	    "2:7: no kpi 'k1' is declared above; expected one of the report's catalogues");
	EXPECT_TEXT(fault_of(REPORT "section s\ntable t\n rows a\n"),
	    "4:1: table 't' shows nothing; expected `show INDICATOR, ...`");
	EXPECT_TEXT(fault_of(REPORT "section s\ntable t\n show k1\n with n n\n"),
	    "6:9: 'n' twice; expected it once");
	EXPECT_TEXT(fault_of(REPORT "section s\ntable t\n show k1\n with n m\n"),
	    "6:9: 'm' here; expected value, n, change, yoy, rank, target, light, spark or share");
	EXPECT_TEXT(fault_of(REPORT "section s\nreading r = met(k1)\n"),
	    "4:1: reading 'r' says nothing; expected `say TEXT`");
	EXPECT_TEXT(fault_of(REPORT "preset p\n sections s\n"),
	    "4:11: no section 's' is declared above; expected one");
	EXPECT(strstr(fault_of(REPORT "codelist c 'codes.csv'\n key nokey\n"),
	    "codes.csv: no column 'nokey'; there are 'list', 'code', 'name'"));
}

static void
codelists(void)
{
	struct misfit m;
	struct layout *l = layout_make(REPORT
	    "let WANT = 'B'\n"
	    "codelist all 'codes.csv'\n key name\n value code\n"
	    "codelist b 'codes.csv'\n key code\n value name\n where list = WANT\n"
	    "codelist day 'days.csv'\n key day\n value type\n"
	    "calendar c\n hours '08:00-12:00'\n days day\n",
	    &m);
	const struct codelist *b;
	struct fault f;

	EXPECT(l != NULL);
	if (l == NULL) {
		fprintf(stderr, "%s\n", m.fault.msg);
		return;
	}
	b = shelf_codelist(l->shelf, STR("b"));
	EXPECT(codelist_has(b, STR("1")) && !codelist_has(b, STR("2")));
	EXPECT(str_eq(codelist_lookup(b, STR("1"), -1, (struct str){0}), STR("b, one")));
	EXPECT(workcal_daytype(shelf_calendar(l->shelf, (struct str){0}, &f), STR("2024-05-01")) ==
	       'H');
	EXPECT(workcal_daytype(shelf_calendar(l->shelf, (struct str){0}, &f), STR("2024-05-11")) ==
	       'M');
	layout_drop(l);
	EXPECT_TEXT(fault_of(REPORT "codelist b 'codes.csv'\n key code\n where lst = 'x'\n"),
	    "5:8: no column 'lst'; did you mean 'list'?");
	EXPECT(strncmp(fault_of(REPORT "codelist b 'ragged.csv'\n key a\n where a = 'x'\n"),
		   "3:12: ", 6) == 0);
}

int
main(void)
{
	char *argv[] = {"rm", "-rf", dir, NULL};
	int status;

	if (mkdtemp(dir) == NULL)
		return 1;
	file_put("a.kpi", "let T = 5\nkpi k1 = count(x <= T)\n");
	file_put("a2.kpi", "kpi k1 = 1\n");
	file_put("b.kpi", "kpi k2 = 2\n");
	file_put("codes.csv", "list,code,name\nA,1,a one\nA,2,a two\nB,1,\"b, one\"\n");
	file_put("ragged.csv", "a,b\n1,2\n3\n");
	file_put("days.csv", "day,type\n2024-05-01,H\n2024-05-11,M\n");
	whole();
	defaults();
	refused();
	codelists();
	if (fork() == 0)
		execvp(argv[0], argv);
	wait(&status);
	return unit_end();
}
