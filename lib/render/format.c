/* format: the formats a doc can be written in. */
#include "render/format.h"

static const struct format formats[] = {
    {"text", ".txt", render_text},
    {"markdown", ".md", render_markdown},
    {"html", ".html", render_html},
    {"csv", ".csv", render_csv},
    {"xlsx", ".xlsx", NULL},
};

const struct format *
format_find(struct str name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (str_eq(name, str_of(formats[i].name)))
			return &formats[i];
	return NULL;
}

const char *
format_names(void)
{
	return "text, markdown, html, csv";
}
