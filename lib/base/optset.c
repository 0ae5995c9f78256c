/* optset: values of options, from words. */
#include "base/diag.h"
#include "base/optparts.h"

enum { JOBS_MOST = 1024 };

void
optset_size(const struct command *self, const struct opt *o, uint64_t *to, const char *word)
{
	struct str s = str_of(word);
	unsigned shift = 0;
	uint64_t n;

	if (s.len) {
		static const char units[] = "KMGT";
		const char *unit = strchr(units, s.at[s.len - 1] & ~0x20);

		if (unit != NULL && *unit != '\0') {
			shift = 10 * ((unsigned)(unit - units) + 1);
			s.len--;
		}
	}
	if (!str_uint(s, &n) || n == 0 || n > UINT64_MAX >> shift)
		opt_misuse(self, "--%s: not a size (as 512M or 4G): '%s'", o->name,
		    diag_text(str_of(word)));
	*to = n << shift;
}

void
optset_count(const struct command *self, const struct opt *o, uint64_t *to, const char *word)
{
	if (!str_uint(str_of(word), to))
		opt_misuse(
		    self, "--%s: not a whole number: '%s'", o->name, diag_text(str_of(word)));
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
opt_char(struct str word, char *c)
{
	static const struct {
		struct str name;
		char c;
	} names[] = {{STR_INIT("comma"), ','}, {STR_INIT("tab"), '\t'}, {STR_INIT("\\t"), '\t'},
	    {STR_INIT("semicolon"), ';'}, {STR_INIT("pipe"), '|'}, {STR_INIT("space"), ' '},
	    {STR_INIT("soh"), '\1'}};
	int high, low;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_eq(word, names[i].name)) {
			*c = names[i].c;
			return true;
		}
	if (word.len == 1) {
		*c = *word.at;
	} else if (word.len == 4 && str_starts(word, STR("\\x"))) {
		high = hex(word.at[2]);
		low = hex(word.at[3]);
		if (high < 0 || low < 0)
			return false;
		*c = (char)(high * 16 + low);
	} else {
		return false;
	}
	/* A byte above 0x7F is a part of a character. */
	return *c != 0 && (*c & 0x80) == 0 && *c != '"' && *c != '\n' && *c != '\r';
}

void
optset_char(const struct command *self, const struct opt *o, char *to, const char *word)
{
	if (!opt_char(str_of(word), to))
		opt_misuse(self,
		    "--%s: not a delimiter: '%s'; one character, or comma tab semicolon pipe space "
		    "soh \\t \\xHH",
		    o->name, diag_text(str_of(word)));
}

void
optset_jobs(const struct command *self, const char *word)
{
	uint64_t n;

	if (!str_uint(str_of(word), &n) || n == 0 || n > JOBS_MOST)
		opt_misuse(self, "--jobs: not a number from 1 to %d: '%s'", JOBS_MOST,
		    diag_text(str_of(word)));
	common.jobs = (unsigned)n;
}

void
optset_color(const struct command *self, const char *word)
{
	static const struct str whens[] = {STR_INIT("auto"), STR_INIT("always"), STR_INIT("never")};

	for (size_t i = 0; i < 3; i++)
		if (str_eq(str_of(word), whens[i])) {
			common.color = i == 0 ? COLOR_AUTO : i == 1 ? COLOR_ALWAYS : COLOR_NEVER;
			return;
		}
	opt_misuse(self, "--color: not always, never or auto: '%s'", diag_text(str_of(word)));
}
