/* separators: record/split's scan over one block. */
#include "intake/separators.h"
#include "base/mem.h"
#include "record/split_inner.h"
#include <stdlib.h>

enum { SLACK = 64 };

static void
room(struct separators *s, size_t n)
{
	if (n + SLACK <= s->cap)
		return;
	separators_clear(s);
	s->cap = n + SLACK;
	s->sep = mem_resize(NULL, s->cap, sizeof *s->sep);
	s->lf = mem_resize(NULL, s->cap, sizeof *s->lf);
	s->odd = mem_resize(NULL, s->cap, sizeof *s->odd);
}

void
separators_find(struct separators *s, struct str text, char delimiter)
{
	struct scan scan = {.delimiter = delimiter};

	room(s, text.len);
	scan.sep = s->sep;
	scan.lf = s->lf;
	scan.odd = s->odd;
	split_scan(&scan, text.at, 0, text.len, text.len);
	s->seps = scan.seps;
	s->lfs = scan.lfs;
	s->odds = scan.odds;
	s->doubt = scan.doubt;
	if (text.len && text.at[text.len - 1] != '\n') {
		s->sep[s->seps++] = (uint32_t)text.len;
		s->lf[s->lfs++] = (uint32_t)text.len;
		s->doubt = true; /* the last character may be cut off */
	}
}

void
separators_clear(struct separators *s)
{
	free(s->sep);
	free(s->lf);
	free(s->odd);
	*s = (struct separators){0};
}
