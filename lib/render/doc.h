/*
 * doc: a report as a model, before any format: headings, sentences, tiles, tables, charts,
 * definitions.  It holds exact values and says what they are; how a figure is written is the
 * renderers' business (format.h).
 *
 * Texts and arrays live in doc.arena; doc_clear frees everything.  Blocks stand in the order they
 * were added.
 */
#ifndef RENDER_DOC_H
#define RENDER_DOC_H
#include "base/arena.h"
#include "render/words.h"
#include "value/num.h"

enum verdict { VERDICT_NONE, VERDICT_MET, VERDICT_WARN, VERDICT_MISSED };
enum tone { TONE_PLAIN, TONE_GOOD, TONE_WARN, TONE_BAD, TONE_MUTED };

/* A run of values in order of time; a null is a gap. */
struct trend {
	const struct num *at;
	size_t n;
};

struct cell {
	enum { CELL_NONE, CELL_TEXT, CELL_FIGURE, CELL_VERDICT, CELL_TREND } is; /* NONE: no data */
	struct str
	    text; /* CELL_TEXT; CELL_FIGURE: stands in place of a suppressed figure ("n=3") */
	struct num value;     /* CELL_FIGURE; CELL_TEXT: null */
	int digits;	      /* after the point; -1: as many as it has */
	struct str unit;      /* written after the figure, as "%" or " pp"; len 0: none */
	bool plus;	      /* a change: its sign is always written */
	enum verdict verdict; /* CELL_VERDICT */
	enum tone tone;
	bool provisional;   /* marked, and explained under the table */
	struct trend trend; /* CELL_TREND */
	struct str link;    /* relative address; len 0: none */
};

/* What a column says about its indicator, in the order columns stand. */
enum aspect {
	ASPECT_HEAD,
	ASPECT_PLAIN,
	ASPECT_VALUE,
	ASPECT_LIGHT,
	ASPECT_CHANGE,
	ASPECT_YOY,
	ASPECT_RANK,
	ASPECT_TARGET,
	ASPECT_SHARE,
	ASPECT_N,
	ASPECT_TREND,
	ASPECTS
};
struct column {
	enum aspect aspect;
	struct str label; /* of the indicator; for HEAD and PLAIN of the column itself */
	struct str unit;  /* of the value */
	unsigned group;	  /* columns of one indicator have one number, from 1; 0: HEAD, PLAIN */
	bool figures;	  /* right-aligned */
	bool code;	  /* PLAIN: an identifier, set as such */
};
struct row {
	enum { ROW_PLAIN, ROW_OWN, ROW_TOTAL } is; /* OWN: the place that the report is about */
	struct cell *cell;			   /* one a column */
};
struct table {
	struct str title, note;
	unsigned number; /* 1, 2 ... over the report */
	struct column *column;
	size_t columns;
	struct row *row; /* total rows last */
	size_t rows;
	bool list;	    /* rows of evidence, not figures: left out of the spreadsheet form */
	struct str section; /* the heading it stands under */
};

struct tile {
	struct str label;
	struct cell value, change, yoy, target, n;
	enum verdict verdict;
	struct trend trend;
};
struct tiles {
	struct tile *at;
	size_t n;
	struct str section;
};

enum drawing { DRAW_LINE, DRAW_BAR, DRAW_STACK, DRAW_PARETO, DRAW_HEAT, DRAW_FLOW };
struct series {
	struct str name;
	struct num *value; /* one a category; null: a gap */
	enum { SERIES_MAIN, SERIES_LASTYEAR, SERIES_OTHER } is;
};
/* A step of a flow. */
struct arc {
	struct str from, to;
	struct num n, time; /* how often; seconds between, null: not known */
	bool slow;	    /* one of those on which most time is spent in all */
};
/* BAR, PARETO: one series.  HEAT: series are the rows, categories the columns.  FLOW: arcs alone.
 */
struct chart {
	struct str title, unit, about; /* about: in a sentence, for those who cannot see it */
	unsigned number;
	enum drawing drawing;
	struct str *category;
	size_t categories;
	bool times;    /* categories are periods */
	ptrdiff_t own; /* the category to set apart, or -1 */
	struct series *series;
	size_t n;
	int digits;
	struct num target;	/* null: none */
	struct str target_text; /* "≥ 85" */
	const struct arc *arc;	/* the most frequent first */
	size_t arcs;
	bool means; /* times of arcs are means, not medians */
};

struct definition {
	struct str label, name, formula, unit, target, source, time, population, norm, note, better;
};
struct sentence {
	enum tone tone;
	struct str text, link;
};
struct sentences {
	struct sentence *at;
	size_t n;
};

enum block_kind {
	BLOCK_HEADING,
	BLOCK_TEXT,
	BLOCK_SENTENCES,
	BLOCK_LINKS,
	BLOCK_TILES,
	BLOCK_TABLE,
	BLOCK_CHART,
	BLOCK_DEFINITIONS
};
struct block {
	enum block_kind kind;
	union {
		struct str text;	    /* HEADING, TEXT */
		struct sentences sentences; /* SENTENCES, LINKS */
		struct tiles tiles;
		struct table table;
		struct chart chart;
		struct {
			struct definition *at;
			size_t n;
		} definitions;
	};
	struct block *next;
};

struct doc {
	enum lang lang;
	struct str title, subtitle, cover;
	struct str place, period; /* what it is about: "全省", "2026-10" */
	struct block *first, **end;
	struct str *footer; /* lines */
	size_t footers;
	struct arena arena;
};

void doc_start(struct doc *, enum lang);
struct block *doc_add(struct doc *, enum block_kind); /* a new, empty block at the end */
void doc_clear(struct doc *);

#endif
