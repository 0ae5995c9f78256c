/* eval: functions of times; most results are slices of the canonical text. */
#include "expr/func.h"
#include "value/workcal.h"

/* Most times have the date of the one before, which is known to be one. */
void
time_heads(struct work *w, size_t n)
{
	const struct str *text = w->arg[0].text;
	const size_t mask = w->arg[0].mask;
	struct str *to = w->text, known = {0};

	EACH_ROW(w, i)
	{
		struct str s = text[i & mask];
		bool valid = when_valid(s, known);

		known = valid ? s : known;
		to[i] = (struct str){s.at, valid ? n : 0};
	}
}

/* A date is its midnight. */
void
row_clock(struct work *w, size_t i)
{
	struct str s = arg_text(w, 0, i);
	struct when t;

	if (!when_parse(s, &t))
		return;
	w->text[i] = t.form == WHEN_DATE ? STR("00:00:00") : (struct str){s.at + 11, 8};
}

void
row_day(struct work *w, size_t i)
{
	struct when t;
	int year, month, mday;

	if (!when_parse(arg_text(w, 0, i), &t))
		return;
	when_civil(t.day, &year, &month, &mday);
	w->num[i] = NUM(mday);
}

void
row_weekday(struct work *w, size_t i)
{
	struct when t;

	if (when_parse(arg_text(w, 0, i), &t))
		w->num[i] = NUM(when_weekday(t.day));
}

void
row_hour(struct work *w, size_t i)
{
	struct when t;

	if (when_parse(arg_text(w, 0, i), &t))
		w->num[i] = NUM(t.second / 3600);
}

void
row_elapsed(struct work *w, size_t i)
{
	w->num[i] = when_elapsed(arg_text(w, 0, i), arg_text(w, 1, i));
}

void
row_slot(struct work *w, size_t i)
{
	int64_t seconds;

	w->buf->len = 0;
	if (work_whole(w, 1, i, &seconds) && seconds > 0 &&
	    when_slot(arg_text(w, 0, i), seconds, w->buf))
		work_put_buf(w, i);
}

void
row_add(struct work *w, size_t i)
{
	w->buf->len = 0;
	if (when_add(arg_text(w, 0, i), arg_num(w, 1, i), w->buf))
		work_put_buf(w, i);
}

void
row_addmonths(struct work *w, size_t i)
{
	int64_t n;

	w->buf->len = 0;
	if (work_whole(w, 1, i, &n) && when_addmonths(arg_text(w, 0, i), n, w->buf))
		work_put_buf(w, i);
}

void
row_worktime(struct work *w, size_t i)
{
	w->num[i] = workcal_worktime(w->shape->about, arg_text(w, 0, i), arg_text(w, 1, i));
}

void
row_workday(struct work *w, size_t i)
{
	int64_t n;

	w->buf->len = 0;
	if (work_whole(w, 1, i, &n) &&
	    workcal_workday(w->shape->about, arg_text(w, 0, i), n, w->buf))
		work_put_buf(w, i);
}

void
row_daytype(struct work *w, size_t i)
{
	static const char types[] = "WRHM";
	char type = workcal_daytype(w->shape->about, arg_text(w, 0, i));
	const char *at = type != '\0' ? strchr(types, type) : NULL;

	if (at != NULL)
		w->text[i] = (struct str){at, 1};
}
