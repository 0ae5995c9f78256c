/* seen: things by the last case they came in. */
#include "flow/seen.h"
#include "base/mem.h"
#include <stdlib.h>

bool
seen_first(struct seen *s, uint64_t now, enum seen_kind kind, const struct str *part, size_t parts)
{
	bool added, first;
	size_t at;

	s->key.len = 0;
	buf_ch(&s->key, (char)kind);
	for (size_t i = 0; i < parts; i++) {
		buf_str(&s->key, part[i]);
		buf_ch(&s->key, '\0');
	}
	at = map_put(&s->map, buf_slice(&s->key), map_hash(buf_slice(&s->key)), &added);
	if (added) {
		s->in = mem_grow(s->in, at, &s->cap, sizeof *s->in);
		s->in[at] = 0;
	}
	first = s->in[at] != now;
	s->in[at] = now;
	return first;
}

void
seen_clear(struct seen *s)
{
	map_clear(&s->map);
	free(s->in);
	buf_clear(&s->key);
}
