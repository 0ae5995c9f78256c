/*
 * words: the names that users write: functions of the language, statements and attributes of
 * definition files.  Printed, so that the manuals can be held against them (manual.bats).
 */
#include "defs/loader.h"
#include "expr/check.h"
#include "unit.h"
#include <stdio.h>

/* As vocabulary.c says it of every statement. */
static bool
is_common(struct str word)
{
	static const char *const words[] = {
	    "label", "note", "id", "owner", "valid", "version", "norm"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(word, str_of(words[i])))
			return true;
	return false;
}

static bool
in_all_kinds(struct str word)
{
	return vocabulary_find(DEFS_SCHEMA, word) && vocabulary_find(DEFS_CATALOGUE, word) &&
	       vocabulary_find(DEFS_LAYOUT, word) && vocabulary_find(DEFS_SCORE, word) &&
	       vocabulary_find(DEFS_RULES, word) && vocabulary_find(DEFS_AUDIT, word);
}

static size_t
print_statement(const char *kind, const struct keyword *k, struct str word)
{
	struct str entry[VOCABULARY_WORDS];
	size_t n = vocabulary_entries(k, entry);
	bool own_valid = str_eq(word, STR("codelist"));
	bool own_owner = str_eq(word, STR("limit")) || str_eq(word, STR("stage")) ||
			 str_eq(word, STR("rule"));

	printf("defs %s %.*s\n", kind, STR_ARG(word));
	for (size_t i = 0; i < n; i++) {
		if (is_common(entry[i]) && !(own_valid && str_eq(entry[i], STR("valid"))) &&
		    !(own_owner && str_eq(entry[i], STR("owner"))))
			printf("defs common * %.*s\n", STR_ARG(entry[i]));
		else
			printf("defs %s %.*s %.*s\n", kind, STR_ARG(word), STR_ARG(entry[i]));
	}
	return n;
}

static size_t
print_kind(enum defs_kind kind, const char *name)
{
	struct str word[VOCABULARY_WORDS];
	size_t n = vocabulary_words(kind, word), attributes = 0;

	for (size_t i = 0; i < n; i++)
		attributes += print_statement(
		    in_all_kinds(word[i]) ? "all" : name, vocabulary_find(kind, word[i]), word[i]);
	return attributes;
}

int
main(void)
{
	const struct str *function;
	size_t n = expr_functions(&function);

	EXPECT(n > 50);
	for (size_t i = 0; i < n; i++) {
		EXPECT(i == 0 || str_cmp(function[i - 1], function[i]) < 0);
		printf("function %.*s\n", STR_ARG(function[i]));
	}
	EXPECT(print_kind(DEFS_SCHEMA, "schema") > 20);
	EXPECT(print_kind(DEFS_CATALOGUE, "catalogue") > 10);
	EXPECT(print_kind(DEFS_LAYOUT, "layout") > 20);
	EXPECT(print_kind(DEFS_SCORE, "score") > 8);
	EXPECT(print_kind(DEFS_RULES, "rules") > 8);
	EXPECT(print_kind(DEFS_AUDIT, "audit") > 30);
	return unit_end();
}
