/* inputs: NAME=FILE operands; which files are whose, in which order. */
#include "record/inputs.h"
#include "unit.h"

static char *
one(const char *text)
{
	static char kept[8][32];
	static size_t n;

	return strcpy(kept[n++ % 8], text);
}

static void
named_and_plain(void)
{
	char *operand[] = {
	    one("call=a"), one("x.csv"), one("./a=b"), one("call=c=d"), one("=e"), NULL};
	struct inputs in = inputs_read(operand);
	const struct input_files *call = inputs_find(&in, STR("call"));
	const struct input_files *plain = inputs_find(&in, (struct str){0});

	EXPECT(in.n == 2 && call && plain);
	EXPECT_TEXT(call->files[0], "a");
	EXPECT_TEXT(call->files[1], "c=d");
	EXPECT(call->files[2] == NULL);
	EXPECT_TEXT(plain->files[0], "x.csv");
	EXPECT_TEXT(plain->files[1], "./a=b");
	EXPECT_TEXT(plain->files[2], "=e");
	EXPECT(plain->files[3] == NULL);
	EXPECT(inputs_find(&in, STR("cal")) == NULL);
	inputs_free(&in);
}

static void
none(void)
{
	char *operand[] = {NULL};
	struct inputs in = inputs_read(operand);

	EXPECT(in.n == 1 && in.at[0].name.len == 0 && in.at[0].files == NULL);
	inputs_free(&in);
}

int
main(void)
{
	named_and_plain();
	none();
	return unit_end();
}
