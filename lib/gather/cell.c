/* cell: values on their way through the sorter. */
#include "base/mem.h"
#include "gather/inner.h"

enum { LONG = 255 }; /* a length of so many bytes or more stands in four more */

static void
pack(struct buf *b, const void *at, size_t n)
{
	uint32_t wide = (uint32_t)n;
	size_t most = n + 1 + sizeof wide;
	char *to = b->cap - b->len < most ? buf_room(b, most) : b->at + b->len;

	*to++ = (char)(n < LONG ? n : LONG);
	if (n >= LONG) {
		memcpy(to, &wide, sizeof wide);
		to += sizeof wide;
	}
	if (n)
		memcpy(to, at, n);
	b->len = (size_t)(to - b->at) + n;
}

static struct str
unpack(struct str *load)
{
	uint32_t wide;
	struct str cell;

	cell.len = (unsigned char)load->at[0];
	cell.at = load->at + 1;
	if (cell.len == LONG) {
		memcpy(&wide, cell.at, sizeof wide);
		cell.at += sizeof wide;
		cell.len = wide;
	}
	load->len -= (size_t)(cell.at - load->at) + cell.len;
	load->at = cell.at + cell.len;
	return cell;
}

/* A number whose mantissa has 64 bits is that and its scale, any other its struct. */
static void
number_pack(struct buf *b, const struct num *n)
{
	char small[9];

	if (n->kind == NUM_NULL) {
		pack(b, NULL, 0);
	} else if (n->kind == NUM_SMALL) {
		small[0] = (char)n->scale;
		memcpy(small + 1, &n->small, 8);
		pack(b, small, sizeof small);
	} else {
		struct num clean = {.kind = NUM_NULL};

		memset(&clean, 0, sizeof clean);
		if (n->kind == NUM_REAL)
			clean.real = n->real;
		else
			clean.wide = n->wide;
		clean.kind = n->kind;
		clean.scale = n->scale;
		pack(b, &clean, sizeof clean);
	}
}

static struct num
number_unpack(struct str cell)
{
	struct num n = NUM_NONE;

	if (cell.len == 9) {
		n.kind = NUM_SMALL;
		n.scale = (uint8_t)cell.at[0];
		memcpy(&n.small, cell.at + 1, 8);
	} else if (cell.len) {
		memcpy(&n, cell.at, sizeof n);
	}
	return n;
}

void
cell_pack(struct buf *b, const struct vec *v, size_t row)
{
	if (v->type == TYPE_NUMBER)
		number_pack(b, &v->num[row]);
	else if (v->type == TYPE_TRUTH)
		pack(b, &v->truth[row], v->truth[row] != TRUTH_NULL);
	else
		pack(b, v->text[row].at, v->text[row].len);
}

void
cell_unpack(struct str *load, enum type type, void *room, size_t row)
{
	struct str cell = unpack(load);

	if (type == TYPE_NUMBER)
		((struct num *)room)[row] = number_unpack(cell);
	else if (type == TYPE_TRUTH)
		((uint8_t *)room)[row] = cell.len ? (uint8_t)cell.at[0] : TRUTH_NULL;
	else
		((struct str *)room)[row] = cell;
}
