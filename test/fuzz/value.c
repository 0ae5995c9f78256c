/* fuzz value: numbers and times: what is read and printed is read again as the same; operations end in range. */
#include "fuzz.h"
#include "value/num.h"
#include "value/when.h"

static void
claim_plain(const struct buf *b)
{
	size_t i = b->len && b->at[0] == '-', points = 0;

	CLAIM(b->len > i);
	for (; i < b->len; i++) {
		points += b->at[i] == '.';
		CLAIM(b->at[i] == '.' || (b->at[i] >= '0' && b->at[i] <= '9'));
	}
	CLAIM(points <= 1);
	CLAIM(!str_eq(buf_slice(b), STR("-0")));
}

static void
round_trip(struct num n)
{
	struct buf once = { 0 }, twice = { 0 };
	struct num again;

	if (n.kind == NUM_NULL)
		return;
	num_print(&once, n);
	claim_plain(&once);
	if (once.len <= NUM_DIGITS) {
		CLAIM(num_parse(buf_slice(&once), &again));
		CLAIM(n.kind == NUM_REAL || num_cmp(n, again) == 0);
		num_print(&twice, again);
		CLAIM(str_eq(buf_slice(&once), buf_slice(&twice)));
	}
	twice.len = 0;
	num_print_digits(&twice, n, 3);
	claim_plain(&twice);
	buf_clear(&once);
	buf_clear(&twice);
}

static void
numbers(struct str text)
{
	struct str second, first = str_cut(text, ' ', &second);
	struct num a, b, slow;
	struct buf out = { 0 };

	CLAIM(num_parse(first, &a) == num_parse_slow(first, &slow));
	if (!num_parse(first, &a))
		return;
	CLAIM(a.kind == NUM_NULL ? slow.kind == NUM_NULL : num_cmp(a, slow) == 0);
	round_trip(a);
	if (a.kind == NUM_NULL || second.at == NULL || !num_parse(second, &b) || b.kind == NUM_NULL)
		return;
	round_trip(num_add(a, b));
	round_trip(num_sub(a, b));
	round_trip(num_mul(a, b));
	round_trip(num_div(a, b));
	round_trip(num_rem(a, b));
	round_trip(num_pow(a, b));
	round_trip(num_round(a, (int)second.len - 5));
	round_trip(num_floor(a));
	round_trip(num_ceil(a));
	round_trip(num_sqrt(a));
	round_trip(num_exp(a));
	round_trip(num_ln(a));
	round_trip(num_normal(a));
	CLAIM(num_cmp(a, b) == -num_cmp(b, a));
	num_print_ratio(&out, a, b, (int)first.len % 20 - 1);
	buf_clear(&out);
}

static void
times(struct str text)
{
	struct when w;
	struct buf b = { 0 };

	if (when_parse(text, &w)) {
		CLAIM(when_valid(text, (struct str){ 0 }));
		CLAIM(w.second >= 0 && w.second < 86400 && w.nano >= 0 && w.nano < 1000000000);
		when_print(&b, &w);
		CLAIM(str_eq(buf_slice(&b), text));
	} else {
		CLAIM(!when_valid(text, (struct str){ 0 }));
	}
	b.len = 0;
	when_week(text, &b);
	when_quarter(text, &b);
	when_slot(text, (int64_t)text.len * 97, &b);
	when_add(text, NUM((int64_t)text.len * 1000003), &b);
	when_addmonths(text, (int64_t)text.len - 13, &b);
	when_elapsed(text, STR("2024-02-29 23:59:59.5"));
	buf_clear(&b);
}

/* FORMAT LF VALUE */
static void
formats(struct str text)
{
	struct str value, form = str_cut(text, '\n', &value);
	struct fault f;
	struct when_format *format = when_format_new(form, &f);
	struct when w = { 0 }, again;
	struct num seconds;
	struct buf b = { 0 };
	bool instant;

	if (format == NULL)
		return;
	if (value.at != NULL && when_format_read(format, value, &w, &instant)) {
		when_print(&b, &w);
		CLAIM(when_parse(buf_slice(&b), &again));
	}
	if (value.at != NULL)
		when_format_duration(format, value, &seconds);
	buf_clear(&b);
	when_format_free(format);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };

	switch (choice(&text) % 3) {
	case 0:
		numbers(text);
		break;
	case 1:
		times(text);
		break;
	default:
		formats(text);
	}
	return 0;
}
