/* complete: completions for bash, zsh and fish from the table of options. */
#include "base/optparts.h"

/*
 * Column names of the first FILE on the command line, from its first line.  Never by an evaluating
 * list (compgen -W): a header is data.
 */
static const char bash_columns[] =
    "_cs_columns() {\n"
    "\tlocal word line name head=${2%\"${2##*,}\"} last=${2##*,}\n"
    "\tlocal -a names\n"
    "\tfor word in \"${COMP_WORDS[@]:1}\"; do\n"
    "\t\t[[ $word != -* && -f ${word#*=} ]] || continue\n"
    "\t\tIFS= read -r line < <(head -n 1 -- \"${word#*=}\" 2>/dev/null | tr -d '\\000\\r\"')\n"
    "\t\tline=${line#$'\\xEF\\xBB\\xBF'}\n"
    "\t\tIFS=, read -r -a names <<<\"$line\"\n"
    "\t\tbreak\n"
    "\tdone\n"
    "\tfor name in \"${names[@]}\"; do\n"
    "\t\t[[ $name == \"$last\"* ]] && COMPREPLY+=(\"$head$(printf %q \"$name\")\")\n"
    "\tdone\n"
    "}\n";

static const char zsh_columns[] =
    "_cs_columns() {\n"
    "\tlocal word line\n"
    "\tlocal -a names\n"
    "\tfor word in ${(Q)words[2,-1]}; do\n"
    "\t\t[[ $word != -* && -f ${word#*=} ]] || continue\n"
    "\t\tline=$(head -n 1 -- ${word#*=} 2>/dev/null | tr -d '\\000\\r\"')\n"
    "\t\tnames=(\"${(@s:,:)${line#$'\\xEF\\xBB\\xBF'}}\")\n"
    "\t\tbreak\n"
    "\tdone\n"
    "\tcompset -P '*,'\n"
    "\tcompadd -S '' -- $names\n"
    "}\n";

static const char fish_columns[] = "function __cs_columns\n"
				   "\tset -l head (string match -r '.*,' -- (commandline -ct))\n"
				   "\tfor word in (commandline -opc)[2..]\n"
				   "\t\tset -l file (string replace -r '^[^-][^=]*=' '' -- $word)\n"
				   "\t\tstring match -q -- '-*' $file; and continue\n"
				   "\t\ttest -f $file; or continue\n"
				   "\t\tfor name in (head -n 1 -- $file | string replace -r "
				   "'^\\x{FEFF}' '' | tr -d '\\r\"' | string split ,)\n"
				   "\t\t\tprintf '%s%s\\n' \"$head\" $name\n"
				   "\t\tend\n"
				   "\t\treturn\n"
				   "\tend\n"
				   "end\n";

enum kind { KIND_OTHER, KIND_COLUMNS, KIND_FILE, KIND_DIR, KIND_WHEN };

static enum kind
kind(const struct opt *o)
{
	const char *word = o->argument;

	if (word == NULL)
		return KIND_OTHER;
	if (o->letter != 0 && strchr("ckg", o->letter) != NULL)
		return KIND_COLUMNS;
	if (strcmp(word, "WHEN") == 0)
		return KIND_WHEN;
	if (str_ends(str_of(word), STR("DIR")))
		return KIND_DIR;
	return str_ends(str_of(word), STR("FILE")) ? KIND_FILE : KIND_OTHER;
}

/* Calls one for each option, its own first. */
static void
each(const struct command *self, struct buf *b,
    void (*one)(const struct command *, const struct opt *, struct buf *))
{
	for (size_t i = 0; i < opt_count(self->options); i++)
		one(self, &self->options[i], b);
	for (size_t i = 0; i < opt_count(opt_common); i++)
		one(self, &opt_common[i], b);
}

/* A word for a function's name: cs-kpi as cs_kpi. */
static void
ident(struct buf *b, const char *name)
{
	for (; *name; name++)
		buf_ch(b, *name == '-' ? '_' : *name);
}

/* In single quotes, for any of the shells. */
static void
quoted(struct buf *b, const char *text, const char *escape)
{
	for (; *text; text++) {
		if (*text == '\'')
			buf_z(b, "'\\''");
		else if (strchr(escape, *text) != NULL)
			buf_fmt(b, "\\%c", *text);
		else
			buf_ch(b, *text);
	}
}

static void
bash_word(const struct command *self, const struct opt *o, struct buf *b)
{
	(void)self;
	if (o->letter)
		buf_fmt(b, " -%c", o->letter);
	buf_fmt(b, " --%s", o->name);
}

static void
bash_case(const struct command *self, const struct opt *o, struct buf *b)
{
	static const char *const does[] = {
	    [KIND_OTHER] = "return",
	    [KIND_COLUMNS] = "_cs_columns \"$1\" \"$cur\"; compopt -o nospace; return",
	    [KIND_FILE] =
		"mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); compopt -o filenames; return",
	    [KIND_DIR] =
		"mapfile -t COMPREPLY < <(compgen -d -- \"$cur\"); compopt -o filenames; return",
	    [KIND_WHEN] =
		"mapfile -t COMPREPLY < <(compgen -W 'always never auto' -- \"$cur\"); return",
	};

	(void)self;
	if (o->argument == NULL || *o->argument == '[')
		return;
	buf_z(b, "\t");
	if (o->letter)
		buf_fmt(b, "-%c | ", o->letter);
	buf_fmt(b, "--%s) %s ;;\n", o->name, does[kind(o)]);
}

static void
bash(const struct command *self, struct buf *b)
{
	buf_z(b, bash_columns);
	buf_z(b, "_");
	ident(b, self->name);
	buf_z(b, "() {\n\tlocal cur=$2 prev=$3\n\tCOMPREPLY=()\n"
		 "\t[[ $cur == = ]] && cur=\n"
		 "\t[[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD - 2]}\n"
		 "\tcase $prev in\n");
	each(self, b, bash_case);
	buf_z(b, "\tesac\n\tif [[ $cur == -* ]]; then\n"
		 "\t\tmapfile -t COMPREPLY < <(compgen -W '");
	each(self, b, bash_word);
	buf_z(b, "' -- \"$cur\")\n\telse\n\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
		 "\t\tcompopt -o filenames\n\tfi\n}\ncomplete -F _");
	ident(b, self->name);
	buf_fmt(b, " %s\n", self->name);
}

static void
zsh_spec(const struct command *self, const struct opt *o, struct buf *b)
{
	static const char *const does[] = {
	    [KIND_OTHER] = " ",
	    [KIND_COLUMNS] = "_cs_columns",
	    [KIND_FILE] = "_files",
	    [KIND_DIR] = "_files -/",
	    [KIND_WHEN] = "(always never auto)",
	};

	(void)self;
	for (int letter = 0; letter < 2; letter++) {
		if (letter && o->letter == 0)
			return;
		buf_z(b, " \\\n\t\t'*");
		if (letter)
			buf_fmt(b, "-%c%s", o->letter, o->argument ? "+" : "");
		else
			buf_fmt(b, "--%s%s", o->name,
			    o->argument ? *o->argument == '[' ? "=-" : "=" : "");
		buf_z(b, "[");
		quoted(b, o->help, "[]\\:");
		buf_z(b, "]");
		if (o->argument != NULL) {
			buf_z(b, *o->argument == '[' ? "::" : ":");
			quoted(b, o->argument, ":[]\\");
			buf_fmt(b, ":%s", does[kind(o)]);
		}
		buf_z(b, "'");
	}
}

static void
zsh(const struct command *self, struct buf *b)
{
	buf_fmt(b, "#compdef %s\n%s_", self->name, zsh_columns);
	ident(b, self->name);
	buf_z(b, "() {\n\t_arguments -s -S");
	each(self, b, zsh_spec);
	buf_z(b, " \\\n\t\t'*:FILE:_files'\n}\n_");
	ident(b, self->name);
	buf_z(b, " \"$@\"\n");
}

static void
fish_line(const struct command *self, const struct opt *o, struct buf *b)
{
	static const char *const does[] = {
	    [KIND_OTHER] = " -x",
	    [KIND_COLUMNS] = " -x -a '(__cs_columns)'",
	    [KIND_FILE] = " -r -F",
	    [KIND_DIR] = " -x -a '(__fish_complete_directories)'",
	    [KIND_WHEN] = " -x -a 'always never auto'",
	};

	buf_fmt(b, "complete -c %s", self->name);
	if (o->letter)
		buf_fmt(b, " -s %c", o->letter);
	buf_fmt(b, " -l %s%s -d '", o->name,
	    o->argument != NULL && *o->argument != '[' ? does[kind(o)] : "");
	quoted(b, o->help, "\\");
	buf_z(b, "'\n");
}

bool
complete_text(const struct command *self, const char *shell, struct buf *b)
{
	if (strcmp(shell, "bash") == 0) {
		bash(self, b);
	} else if (strcmp(shell, "zsh") == 0) {
		zsh(self, b);
	} else if (strcmp(shell, "fish") == 0) {
		buf_z(b, fish_columns);
		each(self, b, fish_line);
	} else {
		return false;
	}
	return true;
}
