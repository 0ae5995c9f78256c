/* vocabulary: which statements and attributes there are, and what stands in them. */
#include "defs/loader.h"

/*
 * A head or an attribute is a row of words.  Upper-case ones are operands (operand.c has their
 * list): T text, H text for people, N number, S duration, E expression, C condition, L list, P
 * pattern, W word ...; what begins with @ is a name declared by that keyword; lower-case words and
 * = stand as they are; a|b|W is a choice; [ ] may be left out; a comma after an operand means a
 * comma list, + a list without commas.  Attributes are separated by `;`, and one with * may repeat.
 */
#define COMMON "label H; note H; id W; owner W; valid MOMENT [ to MOMENT ]; version W; norm T"

enum {
	S = 1 << DEFS_SCHEMA,
	K = 1 << DEFS_CATALOGUE,
	R = 1 << DEFS_LAYOUT,
	C = 1 << DEFS_SCORE,
	X = 1 << DEFS_RULES,
	A = 1 << DEFS_AUDIT,
	ALL = S | K | R | C | X | A
};

static const struct keyword vocabulary[] = {
    {ALL, false, "source", "NAME",
	"time E; link LINK,; let* NAME = E; skip* T = C; number L; text L"},
    {ALL, false, "codelist", "NAME T", "key COL; value COL; where C; valid COL,"},
    {ALL, false, "calendar", "NAME", "hours T; week N to N; days @codelist; cutoff CLOCK"},

    {S, true, "delimiter", "blanks|none|detect|CHAR", ""},
    {S, true, "encoding", "W", ""},
    {S, true, "quotes", "strict|lax|none", ""},
    {S, true, "header", "yes|none|N", ""},
    {S, true, "null", "T,", ""},
    {S, true, "linebreak", "T", ""},
    {S, true, "zone", "T", ""},
    {S, true, "footer", "N", ""},
    {S, true, "feed", "W", "period D|M|R; due CLOCK; rows at least N"},
    {S, false, "column", "NAME text|code|integer|decimal|time|date|month|duration|truth",
	"from FROM,; at N [ to N ]; format T,; clean width|space|case|phone|number|percent,; map "
	"MAP; "
	"codes @codelist; default E; value E; required; unique; match P; range E to E; length N [ "
	"to N ]; "
	"invalid reject|null|keep; private; mask phone|name|id|all; pseudonym"},
    {S, false, "check", "NAME = C", "else reject|warn"},
    {S, true, "key", "L", "keep last|first|none; by E"},

    {K, false, "kpi", "NAME = E",
	"unit H; digits N; target REL N; warn REL N; better higher|lower; source @source; time E; "
	"mature S; "
	"stock last|mean; population H; layer W; weight N; hidden"},
    {K, false, "pack", "W", "reconstructed"},

    {R, false, "report", "NAME",
	"title H; by COL; period month|quarter|week|day; history N; total H; small N; catalogue "
	"T,; cover H"},
    {R, false, "preset", "NAME",
	"sections @section,; charts yes|no; definitions yes|no; lang W; format W"},
    {R, false, "section", "NAME", "title H; when C"},
    {R, false, "tiles", "@kpi,", ""},
    {R, false, "text", "H", ""},
    {R, false, "list", "L by E", "rows N; where C; drill L"},
    {R, false, "table", "NAME",
	"title H; show @kpi,; rows L; with value|n|change|yoy|rank|target|light|spark|share+; sort "
	"E [ down ]; top N"},
    {R, false, "chart", "NAME",
	"title H; kind line|bar|stack|pareto|heat|flow; show @kpi,; x E; "
	"by E; span N; "
	"lastyear; target; where C; top N"},
    {R, false, "reading", "NAME = C", "say H; level info|good|warn|red"},

    {C, false, "event", "NAME = C", "kind W; weight N"},
    {C, false, "score", "NAME = E",
	"bands BAND,; higher is worse; lower is worse; customers @source"},
    {C, false, "veto", "NAME = C", "level W"},
    {C, false, "advice", "NAME = C", "kind W; say H"},

    {X, false, "scheme", "NAME", "text L; normalize; levels COL,; kb @codelist"},
    {X, false, "class", "PATH = C", "id W; priority N; kb W; ask H; say H; when C"},

    {A, false, "profile", "W", ""},
    {A, false, "limit", "NAME [ = E ]",
	"due E; for C; start C; stop C; pause C; resume C; reset C; from E; to E; "
	"calendar @calendar; reopen resume|restart|ignore; warn PERCENT; owner E; pass PERCENT; "
	"mean S; severity low|medium|high; weight N"},
    {A, false, "stage", "NAME = C",
	"for C; required; once; after @stage,; before L; within S; written E within S; "
	"calendar @calendar; owner E; severity low|medium|high; weight N"},
    {A, false, "rule", "NAME = C",
	"for C; per L; severity low|medium|high; weight N; owner E; show L"},
};
enum { ROWS = sizeof(vocabulary) / sizeof(vocabulary[0]) };
_Static_assert((int)ROWS <= (int)VOCABULARY_WORDS, "room for the words of a kind");

const struct keyword *
vocabulary_find(enum defs_kind kind, struct str word)
{
	for (size_t i = 0; i < ROWS; i++)
		if (vocabulary[i].kinds & 1U << kind && str_eq(word, str_of(vocabulary[i].word)))
			return &vocabulary[i];
	return NULL;
}

size_t
vocabulary_words(enum defs_kind kind, struct str *words)
{
	size_t n = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (vocabulary[i].kinds & 1U << kind)
			words[n++] = str_of(vocabulary[i].word);
	return n;
}

/* The next "word[*] form" of an attribute list. */
static bool
entry_next(struct str *rest, struct entry *e)
{
	struct str one;

	if (rest->at == NULL || rest->len == 0)
		return false;
	one = str_trim(str_cut(*rest, ';', rest));
	e->word = str_cut(one, ' ', &e->form);
	if (e->form.at == NULL)
		e->form = (struct str){e->word.at + e->word.len, 0};
	e->repeats = str_ends(e->word, STR("*"));
	e->word.len -= e->repeats;
	return true;
}

bool
vocabulary_entry(const struct keyword *k, struct str word, struct entry *e)
{
	const char *const lists[] = {k->attributes, COMMON};
	size_t rank = 0;

	for (size_t i = 0; i < 2; i++)
		for (struct str rest = str_of(lists[i]); entry_next(&rest, e); rank++)
			if (str_eq(e->word, word)) {
				e->rank = rank;
				return true;
			}
	return false;
}

size_t
vocabulary_entries(const struct keyword *k, struct str *words)
{
	const char *const lists[] = {k->attributes, COMMON};
	struct entry e, first;
	size_t n = 0;

	for (size_t i = 0; i < 2; i++)
		for (struct str rest = str_of(lists[i]);
		     entry_next(&rest, &e) && n < VOCABULARY_WORDS;)
			if (vocabulary_entry(k, e.word, &first) && first.form.at == e.form.at)
				words[n++] = e.word;
	return n;
}
