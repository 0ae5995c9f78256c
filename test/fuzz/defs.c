/* fuzz defs: any text is a definition file of a kind, or a fault with a place; the same text has the same fingerprint. */
#include "defs/defs.h"
#include "fuzz.h"

static struct defs *
read_as(enum defs_kind kind, const struct script *script)
{
	struct misfit m = { 0 };
	struct defs *d = defs_of(kind, script, &m);
	struct buf words = { 0 };

	if (d == NULL)
		misfit_draw(&m, &words);
	buf_clear(&words);
	return d;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	enum defs_kind kind = (enum defs_kind)(choice(&text) % 6);
	struct script script = { "x", text, 1 };
	struct defs *a = read_as(kind, &script), *b = read_as(kind, &script);

	CLAIM((a == NULL) == (b == NULL));
	if (a == NULL)
		return 0;
	CLAIM(str_eq(a->text, b->text));
	CLAIM(strcmp(a->fingerprint, b->fingerprint) == 0);
	defs_free(a);
	defs_free(b);
	return 0;
}
