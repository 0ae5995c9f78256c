/* inner: what scoring is made of, for the files of this folder alone. */
#ifndef SENSE_INNER_H
#define SENSE_INNER_H
#include "base/tasks.h"
#include "defs/scope.h"
#include "expr/eval.h"
#include "group/map.h"
#include "record/header.h"
#include "record/stream.h"
#include "sense/sense.h"
#include "stat/empirical.h"
#include "value/when.h"
#include <pthread.h>

struct pool;

#define SENSE_NEVER INT64_MIN /* no moment */
enum { SENSE_BLOCK = 4096 };  /* customers that are taken together, whatever the number of threads */
#define SENSE_COUNT "count:" /* begins the name of an event that is a count() */
enum { SENSE_DAY = 86400 };
enum { SENSE_RANGE = 6 };     /* quantiles of the summary: places.c */

/* A source of the definitions. */
struct origin {
	struct sense *sense;
	const struct source_def *def;
	const struct input_files *input; /* NULL: not given */
	struct stream stream;
	const struct header *header;
	struct source_types as;
	struct program *program;
	struct defs_scope scope;
	size_t *column, *slot; /* that its program uses: position in the header, place in batches */
	size_t columns, column_cap;
	int key, time; /* values; time -1: none */
	int keep;      /* a truth: no skip holds; -1: all */
	bool inner; /* while the inside of a count() is bound: its columns are qualified */
	bool feedback; /* what agents say of scores: it counts, but is no contact to foretell */
	uint64_t hash; /* of the records, for partials */
};

/* An event of the definitions, or a count() of a source's records that a condition of a customer asks for. */
struct event {
	struct str name;
	size_t kind, origin;
	int condition; /* of the origin's program; -1: every record */
	double weight;
	bool feedback, timeless;
};
struct kind {
	struct str name;
	bool counted; /* only a number of records is wanted: no rate */
	int64_t start; /* of its data: the earliest record of the sources that feed it */
	uint64_t events, future, strangers, early; /* used; after --now; without customer; before the customer's start */
	struct empirical_fit fit;
	double half_life;
	enum { FIT_PREDICTIVE, FIT_MARGINAL, FIT_GIVEN } how;
	uint64_t window_events;
	double tried[SENSE_HALF_LIVES]; /* log-likelihoods by half-life, predictive fit */
};

/* One event of one customer. */
struct hit {
	uint32_t who; /* while it is in the pool: number of arrival */
	uint16_t kind, event;
	int64_t second;
};

/* A score of the month before. */
struct last {
	double score;   /* NaN: none */
	uint32_t level; /* number of its name (previous_level), + 1; 0: the customer was not there */
	uint32_t unused;
};

/* What is known of one customer and kind at a moment. */
struct feature {
	bool here; /* the customer has started */
	double n, e; /* decayed events (at least 0), decayed exposure in days */
	double ahead; /* events of the window after, for fits and backtests */
	uint32_t events, events_90, early;
	int64_t last;
	double exposure; /* days, not decayed */
};

/*
 * The customers in the order of their keys, SENSE_BLOCK at a time: as they lie in memory, or read from a scratch file.  One
 * thread's; what it points to lasts until the next crowd_load.
 */
struct crowd {
	struct sense *sense;
	size_t block, n;
	const struct str *key;
	const int64_t *since; /* SENSE_NEVER: not known */
	const struct str **column; /* [held column][i] */
	const uint64_t *first; /* hits of i: hit[first[i]] to hit[first[i + 1]], by kind, time and event */
	const struct hit *hit;
	const struct last *last; /* [i * scores + score]; NULL: no month before */
	struct feature *feature; /* of crowd_features */
	struct arena arena;
};
/* All of them. */
struct crowds {
	size_t n, blocks;
	/* In memory, or ... */
	struct str *key, **column;
	int64_t *since;
	uint64_t *first;
	struct hit *hit;
	struct last *last;
	struct arena *arena; /* of the columns' texts */
	size_t arenas;
	struct arena keys;
	/* ... in a scratch file: where each block begins, and the end. */
	struct tmp *tape;
	uint64_t *offset;
	size_t offsets, offset_cap;
};
/* One value a customer, written block after block, read in any order: in memory, or in a scratch file like the customers. */
struct lane {
	size_t size; /* of a value */
	char *at;
	struct tmp *tmp;
};

/* What a customer's expressions may name beside the columns of the list. */
enum feature_name {
	F_KIND, F_CHANCE, F_RATE, F_EXPECTED, F_EVENTS, F_EVENTS_90, F_DAYS_SINCE, F_EXPOSURE, F_DECAYED, F_EXPOSED,
	F_SCORE, F_PCT, F_LEVEL,
	FEATURES
};
struct desk_column {
	enum { DESK_HELD, DESK_FEATURE, DESK_COUNT } is;
	size_t at; /* held column, feature, kind */
};

/* A score of the definitions. */
struct scored {
	const struct score_def *def;
	ptrdiff_t kind; /* -1: an expression over the customer alone */
	int value;      /* of the desk's program; -1: one of its kind's features itself */
	enum feature_name plain; /* which; FEATURES: none */
	struct lane score, pct; /* double; NaN: none */
	struct lane rank;       /* double: share of the others that is below; only if it is needed */
	struct lane at_level;   /* uint8_t: number in level, + 1; 0: none */
	size_t population;
	double mean_rate, mean_score;
	double range[SENSE_RANGE]; /* of the scores; NaN: there are none */
	uint64_t unborn; /* customers who start after the moment */
	/* By level, in the order of levels. */
	struct str *level;
	size_t levels;
};

/* A column that goes out, in the order of the whole record. */
enum field_is {
	FIELD_CUSTOMER, FIELD_KIND, FIELD_SCORE, FIELD_LEVEL, FIELD_PCT, FIELD_RATE, FIELD_EXPECTED, FIELD_EVENTS,
	FIELD_EVENTS_90, FIELD_LAST_EVENT, FIELD_DAYS_SINCE, FIELD_EXPOSURE, FIELD_ADVICE, FIELD_DECAYED, FIELD_EXPOSED,
	FIELD_LAST_SCORE, FIELD_LAST_LEVEL, FIELD_RANK,
	FIELDS
};
struct field {
	enum field_is is;
	size_t scored; /* of wide records; else each record has its own */
};
/* What these columns rest on: nothing else is found out.  The scores always are. */
struct needs {
	bool places, ranks, levels, features, advice;
};

struct sense {
	struct sense_wants want;
	struct arena arena;
	struct origin *origin;
	size_t origins;
	struct origin *list; /* the customers, or NULL */
	struct kind *kind;
	size_t kinds;
	struct event *event;
	size_t events, event_cap, kind_cap;
	struct pool *pool;     /* what was read, until it is put in order */
	struct crowds crowds;
	struct scored *scored;
	size_t scoreds;
	int64_t now, moment; /* moment: what is scored: --backtest, else --now */
	struct program *desk; /* conditions and scores over customers */
	struct defs_scope desk_scope;
	bool scoring; /* while scores are bound: what follows from them is not known yet */
	int *held;    /* columns of the list that the desk uses */
	size_t helds, held_cap;
	struct desk_column *desk_column;
	size_t desk_columns, desk_cap;
	int *veto, *advice; /* values of the desk */
	int **said;         /* by advice, part; -1: literal */
	uint64_t read, left_out; /* of event streams */
	uint64_t merged_hash; /* of shards made of shards */
	struct merge *merge;
	struct previous *previous;
	struct field *field;
	size_t fields;
	struct header fields_header;
	struct needs needs;
};

/* bind.c: what names mean, before a record is read. */
void bind_sources(struct sense *);
int origin_value(struct origin *, const struct tree *, enum type);
int origin_column(struct origin *, size_t header);
struct origin *origin_needed(struct sense *, size_t source, struct place);
/* desk.c: names of customers' conditions. */
void bind_desk(struct sense *);
/* fields.c: what goes out. */
void fields_choose(struct sense *);
/* work.c: the common part of reading a source. */
void origin_begin(void *origin, struct stream *, const struct header *in, struct header *out);
void origin_read(struct origin *, const struct work *);
bool moment_read(struct str, int64_t *second);
void moment_print(struct buf *, int64_t second);
/* people.c, hits.c: the sources into the pool. */
void people_read(struct sense *);
void hits_read(struct sense *);
/* crowd.c */
struct crowd *crowd_new(struct sense *);
void crowd_load(struct crowd *, size_t block);
void crowd_free(struct crowd *);
void crowds_clear(struct crowds *);
/*
 * One thread takes the blocks as they come: fn(arg, crowd, at) for each, at < CROWD_WAVE; after every wave end(arg, block, n) in
 * the order of the blocks.  So what is added up in end does not depend on threads.
 */
enum { CROWD_WAVE = 64 };
void crowds_each(struct sense *, void (*fn)(void *arg, struct crowd *, size_t at), void (*end)(void *arg, size_t block, size_t at), void *arg);
/* lane.c */
void lane_open(struct lane *, const struct sense *, size_t size);
void lane_put(struct lane *, size_t block, const void *values, size_t n); /* block after block */
void lane_end(struct lane *); /* after the last, before the first lane_get */
/* NULL: was never opened. */
const void *lane_get(const struct lane *, size_t block, size_t n, struct arena *);
void lane_clear(struct lane *);
/* feature.c */
/* How a kind is looked at; the last exposure is kept, for most customers have the same. */
struct lens {
	size_t kind;
	int64_t moment, ahead; /* ahead: seconds after it whose events are foretold; 0: none */
	double decay; /* per day; 0: none */
	double days, exposure;
};
struct lens lens_at(size_t kind, int64_t moment, int64_t ahead, double half_life);
struct lens lens_now(const struct sense *, size_t kind); /* of the scores */
struct feature feature_at(const struct crowd *, struct lens *, size_t i);
/* Of the whole block, until the next call. */
const struct feature *crowd_features(struct crowd *, struct lens *);
double exposure_of(const struct lens *, double days);
/* A number of a customer who has started, from F_CHANCE to F_EXPOSED; NaN: there is none. */
double feature_value(const struct sense *, const struct kind *, const struct feature *, enum feature_name);
/* fit.c */
void fit_kind(struct sense *, struct kind *);
/* score.c */
void score_all(struct sense *);
/* places.c: percentiles and the range of the scores. */
void places_find(struct sense *, struct scored *);
/* evaluate.c: expressions over a block of customers, for one score. */
struct desk;
/* A score's marks of a block, as far as they are known. */
struct marks {
	const double *score, *pct, *rank;
	const uint8_t *level;
};
struct marks marks_of(const struct scored *, const struct crowd *, struct arena *);
struct desk *desk_new(struct sense *);
/* feature: of the score's kind; NULL: it has none. */
void desk_fill(struct desk *, const struct scored *, const struct crowd *, const struct feature *, struct marks);
const struct vec *desk_get(struct desk *, int value);
void desk_free(struct desk *);
/* merge.c */
void merge_open(struct sense *);
struct stream *merge_stream(struct sense *);
void merge_read(struct sense *);
void merge_clear(struct sense *);
/* previous.c */
void previous_open(struct sense *);
struct stream *previous_stream(struct sense *);
void previous_read(struct sense *);
void previous_gone(struct sense *); /* the record of a customer who is no more */
void previous_end(const struct sense *); /* says how many there were */
struct str previous_level(const struct sense *, const struct last *);
void previous_clear(struct sense *);

static inline double
days_between(int64_t from, int64_t to)
{
	return (double)(to - from) / SENSE_DAY;
}

#endif
