/* window_lines: line ends, and the lines at the end that are no records. */
#include "intake/window_inner.h"

/* A CR alone becomes LF in a file whose first line ends so; from: what is new. */
void
window_end_lines(struct window *w, size_t from)
{
	for (size_t i = from; i < w->len && !w->line_seen; i++) {
		if (w->at[i] != '\r' && w->at[i] != '\n')
			continue;
		if (w->at[i] == '\r' && i + 1 == w->len && !w->ended)
			return;
		w->line_seen = true;
		w->cr = w->at[i] == '\r' && (i + 1 == w->len || w->at[i + 1] != '\n');
		from = w->from;
	}
	if (!w->cr)
		return;
	for (char *p = w->at + from, *end = w->at + w->len;
	     p < end && (p = memchr(p, '\r', (size_t)(end - p))); p++) {
		if (p + 1 == end && !w->ended) {
			w->held_cr = true;
			w->len--;
			return;
		}
		if (p + 1 == end || p[1] != '\n')
			*p = '\n';
	}
}

/* Where the last lines begin, of which none is blank; the end if there is no footer. */
size_t
window_footer(const struct window *w)
{
	size_t at = w->len, lines = 0;

	while (lines < w->footer && at > w->from) {
		size_t end = at;
		const char *lf;

		if (w->at[end - 1] == '\n')
			end--;
		lf = end > w->from ? memrchr(w->at + w->from, '\n', end - w->from) : NULL;
		at = lf ? (size_t)(lf - w->at) + 1 : w->from;
		for (size_t i = at; i < end; i++)
			if (w->at[i] != ' ' && w->at[i] != '\r') {
				lines++;
				break;
			}
	}
	return at;
}

size_t
window_lines(struct str text)
{
	const char *at = text.at, *end = at + text.len;
	size_t n = 0;

	while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
		at++;
		n++;
	}
	return n;
}
