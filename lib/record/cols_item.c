/* cols_item: the items of a LIST of columns, by what they look like. */
#include "record/cols_item.h"

char
item_peek(struct str rest)
{
	return rest.len ? rest.at[0] : '\0';
}

void
item_step(struct str *rest, size_t n)
{
	*rest = (struct str){rest->at + n, rest->len - n};
}

void
item_blanks(struct str *rest)
{
	while (item_peek(*rest) == ' ' || item_peek(*rest) == '\t')
		item_step(rest, 1);
}

/* `a name`, a backtick in it doubled. */
static bool
read_ticks(struct str *rest, struct item *item, struct fault *f)
{
	size_t n = 1;

	for (;; n++) {
		if (n >= rest->len)
			return fault(f, "a backtick is not closed");
		if (rest->at[n] != '`')
			continue;
		if (n + 1 == rest->len || rest->at[n + 1] != '`')
			break;
		n++;
	}
	*item = (struct item){NAME, {rest->at + 1, n - 1}, true, false};
	item_step(rest, n + 1);
	return true;
}

/* /pattern/ or /pattern/i, a slash in it written \/ */
static bool
read_pattern(struct str *rest, struct item *item, struct fault *f)
{
	size_t n = 1;

	while (n < rest->len && rest->at[n] != '/')
		n += rest->at[n] == '\\' ? 2 : 1;
	if (n >= rest->len)
		return fault(f, "a pattern is not closed; it ends with '/'");
	if (n == 1)
		return fault(f, "an empty pattern");
	*item = (struct item){PATTERN, {rest->at + 1, n - 1}, false, false};
	item_step(rest, n + 1);
	if (item_peek(*rest) == 'i') {
		item->caseless = true;
		item_step(rest, 1);
	}
	return true;
}

/* Up to a comma or colon. */
static bool
read_bare(struct str *rest, struct item *item, struct fault *f)
{
	size_t n = 0;
	struct str text;

	while (n < rest->len && rest->at[n] != ',' && rest->at[n] != ':')
		n++;
	text = str_trim((struct str){rest->at, n});
	if (text.len == 0)
		return fault(f, "%s", item_peek(*rest) == ':' ? ITEM_HALF_RANGE : "an empty item");
	*item = (struct item){NAME, text, false, false};
	if (text.at[0] == '#')
		item->kind = POSITION;
	else if (memchr(text.at, '*', text.len) || memchr(text.at, '?', text.len))
		item->kind = GLOB;
	item_step(rest, n);
	return true;
}

bool
item_read(struct str *rest, struct item *item, struct fault *f)
{
	item_blanks(rest);
	if (item_peek(*rest) == '`')
		return read_ticks(rest, item, f);
	if (item_peek(*rest) == '/')
		return read_pattern(rest, item, f);
	return read_bare(rest, item, f);
}
