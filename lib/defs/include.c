/* include: definition files, where they are found and what they may hold. */
#include "base/mem.h"
#include "defs/loader.h"
#include "io/encoding.h"
#include "io/input.h"
#include <stdlib.h>
#include <sys/stat.h>

static bool
there(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0;
}

/* name beside the file `beside`. */
static char *
path_beside(struct arena *arena, const char *beside, struct str name)
{
	const char *slash = beside ? strrchr(beside, '/') : NULL;

	if (slash == NULL || name.at[0] == '/')
		return arena_z(arena, name);
	return arena_fmt(arena, "%.*s/%.*s", (int)(slash - beside), beside, STR_ARG(name));
}

/* Beside a file (or as given), else along CS_PATH; NULL if it is nowhere. */
static const char *
path_find(struct arena *arena, const char *beside, struct str name)
{
	const char *path, *dirs = getenv("CS_PATH");

	if (name.len == 0 || memchr(name.at, '\0', name.len))
		return NULL;
	path = path_beside(arena, beside, name);
	if (there(path))
		return path;
	for (struct str rest = str_of(dirs ? dirs : ""); rest.at && name.at[0] != '/';) {
		struct str dir = str_cut(rest, ':', &rest);

		path = arena_fmt(arena, "%.*s/%.*s", STR_ARG(dir), STR_ARG(name));
		if (dir.len && there(path))
			return path;
	}
	return NULL;
}

const char *
defs_path(const struct defs *d, struct place p, struct str name)
{
	return path_find(d->arena, p.in ? p.in->name : NULL, name);
}

/* Whether this very file (whatever its name here) was read before; if not, it now is. */
static bool
read_before(struct loader *r, const char *path)
{
	struct stat s;

	if (stat(path, &s) != 0)
		return false;
	for (size_t i = 0; i < r->files; i++)
		if (r->file[i].device == s.st_dev && r->file[i].inode == s.st_ino)
			return true;
	r->file = mem_grow(r->file, r->files, &r->file_cap, sizeof(*r->file));
	r->file[r->files++] = (struct once_read){s.st_dev, s.st_ino};
	return false;
}

/* The bytes of a file, one more than it may have at most. */
static struct str
file_bytes(struct loader *r, const char *path)
{
	struct input *in = input_open(path);
	struct buf b = {0};
	struct str text;
	size_t n;

	while (b.len <= DEFS_BYTES && (n = input_read(in, buf_room(&b, 65536), 65536)))
		b.len += n;
	input_close(in);
	text = arena_dup(r->defs->arena, buf_slice(&b));
	buf_clear(&b);
	return text;
}

bool
script_check(const struct script *script, struct misfit *m)
{
	const char *nul = memchr(script->text.at, '\0', script->text.len);
	ptrdiff_t bad;

	if (script->text.len > DEFS_BYTES)
		return misfit(
		    m, (struct place){script, 0}, "more than 4 MiB; expected a definition file");
	if (nul)
		return misfit(m, (struct place){script, (size_t)(nul - script->text.at)},
		    "a NUL byte here; expected text");
	bad = utf8_fault(script->text);
	if (bad >= 0)
		return misfit(m, (struct place){script, (size_t)bad},
		    "a byte that is not UTF-8 here; expected UTF-8 text");
	return true;
}

bool
include_file(struct loader *r, const char *path)
{
	struct script *script = arena_zero(r->defs->arena, 1, sizeof(*script));
	struct scan outer = r->scan;
	bool good;

	if (read_before(r, path))
		return true;
	script->name = path;
	script->line0 = 1;
	script->text = file_bytes(r, path);
	if (str_starts(script->text, STR("\xEF\xBB\xBF")))
		script->text = (struct str){script->text.at + 3, script->text.len - 3};
	if (!script_check(script, r->misfit))
		return false;
	r->scan = (struct scan){
	    .in = script, .end = script->text.len, .arena = r->defs->arena, .misfit = r->misfit};
	good = statements_read(r);
	r->scan = outer;
	return good;
}

bool
include_read(struct loader *r, struct str name, struct place at)
{
	const char *path = defs_path(r->defs, at, name);
	bool good;

	if (path == NULL)
		return misfit(r->misfit, at,
		    "no file '%s'; expected it beside this one or along CS_PATH", diag_text(name));
	if (r->depth == DEFS_DEPTH)
		return misfit(r->misfit, at,
		    "includes are nested more than %d deep; expected fewer", DEFS_DEPTH);
	r->depth++;
	good = include_file(r, path);
	r->depth--;
	return good;
}
