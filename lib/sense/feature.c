/* feature: decayed events and exposure of one customer at a moment. */
#include "sense/inner.h"
#include <math.h>

enum { RECENT = 90 }; /* days */

/* Since when the customer's events of a kind could be seen. */
static int64_t
start_of(const struct crowd *c, size_t i, size_t kind)
{
	int64_t start = c->sense->kind[kind].start, since = c->since[i];

	return since != SENSE_NEVER && since > start ? since : start;
}

/* The customer's events of a kind, in order of time. */
static const struct hit *
hits_of(const struct crowd *c, size_t i, size_t kind, const struct hit **end)
{
	const struct hit *h = c->hit + c->first[i];
	const struct hit *last = c->hit + c->first[i + 1];

	while (h < last && h->kind < kind)
		h++;
	*end = h;
	while (*end < last && (*end)->kind == kind)
		++*end;
	return h;
}

struct lens
lens_at(size_t kind, int64_t moment, int64_t ahead, double half_life)
{
	return (struct lens){.kind = kind,
	    .moment = moment,
	    .ahead = ahead,
	    .days = -1,
	    .decay = isinf(half_life) ? 0 : M_LN2 / half_life};
}

struct lens
lens_now(const struct sense *s, size_t kind)
{
	return lens_at(kind, s->moment, 0, s->kind[kind].half_life);
}

double
exposure_of(const struct lens *l, double days)
{
	return l->decay > 0 ? -expm1(-l->decay * days) / l->decay : days;
}

static void
add_past(const struct sense *s, const struct lens *l, const struct hit *h, struct feature *f)
{
	const struct event *e = &s->event[h->event];
	double days = days_between(h->second, l->moment);

	f->n += l->decay > 0 ? e->weight * exp(-l->decay * days) : e->weight;
	if (e->feedback)
		return;
	f->events++;
	f->events_90 += days <= RECENT;
	f->last = h->second;
}

struct feature
feature_at(const struct crowd *c, struct lens *l, size_t i)
{
	const struct sense *s = c->sense;
	int64_t start = start_of(c, i, l->kind);
	struct feature f = {.here = start <= l->moment, .last = SENSE_NEVER};
	const struct hit *end, *h = hits_of(c, i, l->kind, &end);

	if (!f.here)
		return f;
	f.exposure = days_between(start, l->moment);
	if (f.exposure != l->days) {
		l->days = f.exposure;
		l->exposure = exposure_of(l, f.exposure);
	}
	f.e = l->exposure;
	for (; h < end && h->second < start; h++)
		f.early++;
	for (; h < end && h->second <= l->moment; h++)
		add_past(s, l, h, &f);
	for (; h < end && h->second <= l->moment + l->ahead; h++)
		if (!s->event[h->event].feedback)
			f.ahead += s->event[h->event].weight;
	f.n = f.n > 0 ? f.n : 0;
	f.ahead = f.ahead > 0 ? f.ahead : 0;
	return f;
}

const struct feature *
crowd_features(struct crowd *c, struct lens *l)
{
	for (size_t i = 0; i < c->n; i++)
		c->feature[i] = feature_at(c, l, i);
	return c->feature;
}

double
feature_value(
    const struct sense *s, const struct kind *k, const struct feature *f, enum feature_name name)
{
	switch (name) {
	case F_CHANCE:
		return 100 * empirical_chance(&k->fit, f->n, f->e, s->want.horizon);
	case F_RATE:
		return 30 * empirical_rate(&k->fit, f->n, f->e);
	case F_EXPECTED:
		return s->want.horizon * empirical_rate(&k->fit, f->n, f->e);
	case F_EVENTS:
		return f->events;
	case F_EVENTS_90:
		return f->events_90;
	case F_DAYS_SINCE:
		return f->last == SENSE_NEVER ? (double)NAN
					      : floor(days_between(f->last, s->moment));
	case F_DECAYED:
		return f->n;
	case F_EXPOSED:
		return f->e;
	default:
		return floor(f->exposure);
	}
}
