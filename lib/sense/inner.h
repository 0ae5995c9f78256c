/* inner: what scoring is made of, for the files of this folder alone. */
#ifndef SENSE_INNER_H
#define SENSE_INNER_H
#include "base/tasks.h"
#include "defs/scope.h"
#include "expr/eval.h"
#include "group/map.h"
#include "record/stream.h"
#include "sense/sense.h"
#include "stat/empirical.h"
#include "value/when.h"
#include <pthread.h>

#define SENSE_NEVER INT64_MIN /* no moment */
enum { SENSE_BLOCK = 4096 };  /* customers that are taken together, whatever the number of threads */
enum { SENSE_DAY = 86400 };

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
	uint64_t untimed, nobody; /* records without a moment, without a customer's key */
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
	uint32_t who;
	uint16_t kind, event;
	int64_t second;
};
struct hits_chunk;

struct people {
	struct map map;
	int64_t *since; /* SENSE_NEVER: not known */
	struct str **column; /* [held column][who] */
	size_t columns, cap;
	struct arena *arena; /* of the columns' texts, one a worker */
	size_t arenas;
	pthread_mutex_t lock;
	/* After people_sort all is in the order of keys. */
	struct str *key;
	uint32_t *position; /* of the numbers of the map */
	size_t n;
};

/* What a customer's expressions may name beside the columns of the list. */
enum feature_name {
	F_KIND, F_CHANCE, F_RATE, F_EXPECTED, F_EVENTS, F_EVENTS_90, F_DAYS_SINCE, F_EXPOSURE, F_SCORE, F_PCT, F_LEVEL,
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
	int value;      /* of the desk's program; -1: the chance itself */
	double *score, *pct; /* by customer; NaN: none */
	size_t population;
	double mean_rate, mean_score;
	uint64_t unborn; /* customers who start after the moment */
	/* By level, in the order of levels. */
	struct str *level;
	size_t levels;
	uint8_t *at_level; /* by customer: number in level, + 1; 0: none */
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
	struct people people;
	struct hits_chunk *chunk;
	_Atomic uint64_t bytes; /* of the chunks */
	struct hit *hit; /* sorted by customer, kind, time, event */
	uint64_t *first; /* by customer; first[n]: the end */
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

/* bind.c: what names mean, before a record is read. */
void bind_sources(struct sense *);
int origin_value(struct origin *, const struct tree *, enum type);
int origin_column(struct origin *, size_t header);
struct origin *origin_needed(struct sense *, size_t source, struct place);
/* desk.c: names of customers' conditions. */
void bind_desk(struct sense *);
/* work.c: the common part of reading a source. */
void origin_read(struct origin *, const struct work *);
/* x with so many digits, half away from zero; nothing where it is no number. */
void fixed_print(struct buf *, double x, unsigned digits);
bool moment_read(struct str, int64_t *second);
void moment_print(struct buf *, int64_t second);
/* people.c */
void people_read(struct sense *);
uint32_t people_put(struct people *, struct str key, uint64_t hash, bool *added); /* with the lock held */
void people_sort(struct sense *);
void people_clear(struct people *);
/* hits.c */
void hits_read(struct sense *);
void hits_add(struct sense *, struct hits_chunk **, struct hit);
void hits_take(struct sense *, struct hits_chunk *);
void hits_sort(struct sense *);
void hits_clear(struct sense *);
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
struct feature feature_at(const struct sense *, struct lens *, size_t who);
double exposure_of(const struct lens *, double days);
/* fit.c */
void fit_kind(struct sense *, struct kind *);
/* score.c */
void score_all(struct sense *);
struct num feature_number(const struct sense *, const struct scored *, const struct feature *, enum feature_name);
/* evaluate.c: expressions over a block of customers, for one score. */
struct desk;
struct desk *desk_new(struct sense *);
void desk_fill(struct desk *, const struct scored *, size_t from, size_t n);
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
bool previous_of(const struct sense *, size_t scored, size_t who, double *score, struct str *level);
void previous_clear(struct sense *);

static inline double
days_between(int64_t from, int64_t to)
{
	return (double)(to - from) / SENSE_DAY;
}

#endif
