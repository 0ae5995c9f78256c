/* fields: which columns go out, and what has to be known for them. */
#include "base/mem.h"
#include "record/cols.h"
#include "sense/inner.h"
#include "value/match.h"
#include <stdlib.h>

static const struct str names[FIELDS] = {
    [FIELD_CUSTOMER] = STR_INIT("customer"),
    [FIELD_KIND] = STR_INIT("kind"),
    [FIELD_SCORE] = STR_INIT("score"),
    [FIELD_LEVEL] = STR_INIT("level"),
    [FIELD_PCT] = STR_INIT("pct"),
    [FIELD_RATE] = STR_INIT("rate_30d"),
    [FIELD_EXPECTED] = STR_INIT("expected"),
    [FIELD_EVENTS] = STR_INIT("n_events"),
    [FIELD_EVENTS_90] = STR_INIT("n_90d"),
    [FIELD_LAST_EVENT] = STR_INIT("last_event"),
    [FIELD_DAYS_SINCE] = STR_INIT("days_since"),
    [FIELD_EXPOSURE] = STR_INIT("exposure_days"),
    [FIELD_ADVICE] = STR_INIT("advice"),
    [FIELD_DECAYED] = STR_INIT("events_decayed"),
    [FIELD_EXPOSED] = STR_INIT("exposure_decayed"),
    [FIELD_LAST_SCORE] = STR_INIT("prev_score"),
    [FIELD_LAST_LEVEL] = STR_INIT("prev_level"),
    [FIELD_RANK] = STR_INIT("rank"),
};

/* All there could be, in their order. */
struct offer {
	struct header header;
	struct field *field;
	size_t cap;
};

static bool
of_last_month(enum field_is is)
{
	return is == FIELD_LAST_SCORE || is == FIELD_LAST_LEVEL;
}

/* Whether it goes out without being named. */
static bool
usual(const struct sense *s, enum field_is is)
{
	if (is == FIELD_DECAYED || is == FIELD_EXPOSED)
		return s->want.parts;
	return is != FIELD_RANK;
}

static void
offer(const struct sense *s, struct offer *o, enum field_is is, size_t scored, bool wide)
{
	struct buf name = {0};

	if (of_last_month(is) && s->want.previous == NULL)
		return;
	if (wide) {
		buf_str(&name, s->scored[scored].def->name);
		buf_ch(&name, '_');
	}
	buf_str(&name, names[is]);
	o->field = mem_grow(o->field, o->header.n, &o->cap, sizeof *o->field);
	o->field[o->header.n] = (struct field){is, scored};
	header_add(&o->header, buf_slice(&name));
	buf_clear(&name);
}

static struct offer
offer_all(const struct sense *s)
{
	struct offer o = {0};
	struct fault f;

	if (!s->want.wide) {
		for (unsigned is = 0; is < FIELDS; is++)
			offer(s, &o, (enum field_is)is, 0, false);
		return o;
	}
	offer(s, &o, FIELD_CUSTOMER, 0, false);
	for (size_t i = 0; i < s->scoreds; i++)
		for (unsigned is = FIELD_SCORE; is < FIELDS; is++)
			offer(s, &o, (enum field_is)is, i, true);
	if (!header_unique(&o.header, &f))
		die("--wide: %s", f.msg);
	return o;
}

static void
take(struct sense *s, const struct offer *o, size_t at)
{
	s->field[s->fields++] = o->field[at];
	header_add(&s->fields_header, o->header.name[at]);
}

static bool
shown(const struct sense *s, enum field_is from, enum field_is to)
{
	for (size_t i = 0; i < s->fields; i++)
		if (s->field[i].is >= from && s->field[i].is <= to)
			return true;
	return false;
}

/* Decayed events that are the score are known with it. */
static bool
shows_features(const struct sense *s)
{
	bool known = true;

	for (size_t i = 0; i < s->scoreds; i++)
		known = known && s->scored[i].plain == F_DECAYED;
	return shown(s, FIELD_RATE, FIELD_EXPOSURE) || shown(s, FIELD_EXPOSED, FIELD_EXPOSED) ||
	       (shown(s, FIELD_DECAYED, FIELD_DECAYED) && !known);
}

static void
find_needs(struct sense *s)
{
	struct needs *n = &s->needs;

	n->advice = shown(s, FIELD_ADVICE, FIELD_ADVICE) && s->want.scores->advices;
	n->features = n->advice || shows_features(s);
	n->levels = n->advice || shown(s, FIELD_LEVEL, FIELD_LEVEL) || s->want.summary;
	n->ranks = shown(s, FIELD_RANK, FIELD_RANK);
	n->places = n->levels || n->ranks || shown(s, FIELD_PCT, FIELD_PCT);
}

void
fields_choose(struct sense *s)
{
	struct offer o = offer_all(s);
	struct cols cols = {0};
	struct fault f;

	s->field = mem_new(o.header.n + 1, sizeof *s->field);
	if (s->want.columns &&
	    !cols_find(&cols, str_of(s->want.columns), &o.header, match_name, &f))
		die("--columns: %s", f.msg);
	for (size_t i = 0; i < cols.n; i++)
		take(s, &o, cols.at[i]);
	for (size_t i = 0; i < o.header.n && s->want.columns == NULL; i++)
		if (usual(s, o.field[i].is))
			take(s, &o, i);
	find_needs(s);
	cols_clear(&cols);
	header_clear(&o.header);
	free(o.field);
}
