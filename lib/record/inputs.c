/* inputs: the operands of a program whose definitions name several streams. */
#include "record/inputs.h"
#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

static struct input_files *
named(struct inputs *in, struct str name)
{
	for (size_t i = 0; i < in->n; i++)
		if (str_eq(in->at[i].name, name))
			return &in->at[i];
	in->at = mem_resize(in->at, in->n + 1, sizeof *in->at);
	in->at[in->n] = (struct input_files){.name = name};
	return &in->at[in->n++];
}

static void
add_file(struct input_files *input, char *file)
{
	size_t n = 0;

	while (input->files && input->files[n])
		n++;
	input->files = mem_resize(input->files, n + 2, sizeof *input->files);
	input->files[n] = file;
	input->files[n + 1] = NULL;
}

struct inputs
inputs_read(char *const *operand)
{
	struct inputs in = {0};

	for (; *operand; operand++) {
		char *equals = strchr(*operand, '=');
		struct str name = {*operand, equals ? (size_t)(equals - *operand) : 0};

		if (name.len && memchr(name.at, '/', name.len) == NULL)
			add_file(named(&in, name), equals + 1);
		else
			add_file(named(&in, (struct str){0}), *operand);
	}
	if (in.n == 0)
		named(&in, (struct str){0});
	return in;
}

const struct input_files *
inputs_find(const struct inputs *in, struct str name)
{
	for (size_t i = 0; i < in->n; i++)
		if (str_eq(in->at[i].name, name))
			return &in->at[i];
	return NULL;
}

void
inputs_free(struct inputs *in)
{
	for (size_t i = 0; i < in->n; i++)
		free(in->at[i].files);
	free(in->at);
	*in = (struct inputs){0};
}
