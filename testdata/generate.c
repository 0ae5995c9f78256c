/*
 * generate: a small invented province, as source systems leave it and as cs-ingest must make it.
 *
 *	cc -O2 -std=c11 -D_GNU_SOURCE -o gen testdata/generate.c -lz && ./gen testdata
 *
 * Writes OUTDIR/raw (dirty extracts, control files), OUTDIR/clean (the streams they become),
 * OUTDIR/rejects (the records that must be refused, and why), OUTDIR/books.csv, and tiny tables
 * in OUTDIR itself.  What a file is and how it is dirty: README.md.  Integers only, own dice, never
 * two rolls in one expression: the same seed gives the same bytes with any compiler.
 *
 * The rules are those of scripts/defs/NAME.schema, thought out a second time without a line of
 * cs-ingest, so that the two can be held against each other.
 */
#include <assert.h>
#include <errno.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

enum { SEED = 20261031, REGIONS = 21, MONTHS = 14, CUSTOMERS = 3000, COLUMNS = 40 };
enum { CALLS = 21200, CONTACTS_ELSEWHERE = 1900, GZIP_FROM = 64 * 1024 };
enum { COLLAPSED = 6, SURGED = 11, LAST_MONTH = 13 }; /* what the report should find */
enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* ---- Memory: what is made lives to the end ---- */

static void
stop(const char *what, const char *why)
{
	fprintf(stderr, "generate: %s: %s\n", what, why);
	exit(2);
}

static void *
more(void *p, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return p;
	*cap = *cap ? 2 * *cap : 64;
	p = realloc(p, *cap * size);
	if (p == NULL)
		stop("memory", strerror(errno));
	return p;
}

#define PUSH(list)                                                                                 \
	(*((list).at = more((list).at, (list).n, &(list).cap, sizeof(*(list).at)),                 \
	    &(list).at[(list).n++]))

static char *
take(size_t n)
{
	static char *free_;
	static size_t left;

	n = (n + 7) & ~(size_t)7;
	if (n > left) {
		left = n > 1 << 20 ? n : 1 << 20;
		free_ = malloc(left);
		if (free_ == NULL)
			stop("memory", strerror(errno));
	}
	left -= n;
	free_ += n;
	return free_ - n;
}

static void *
zeros(size_t n, size_t size)
{
	void *p = calloc(n, size);

	if (p == NULL)
		stop("memory", strerror(errno));
	return p;
}

__attribute__((format(printf, 1, 2))) static const char *
say(const char *form, ...)
{
	char text[2048];
	va_list args;

	va_start(args, form);
	int n = vsnprintf(text, sizeof(text), form, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < sizeof(text));
	return memcpy(take((size_t)n + 1), text, (size_t)n + 1);
}

struct buf {
	char *at;
	size_t n, cap;
};

static void
put(struct buf *b, const char *text, size_t n)
{
	if (n == 0)
		return;
	if (b->n + n > b->cap) {
		b->cap = 2 * (b->n + n) + 64;
		b->at = realloc(b->at, b->cap);
		if (b->at == NULL)
			stop("memory", strerror(errno));
	}
	memcpy(b->at + b->n, text, n);
	b->n += n;
}

static void
puts_(struct buf *b, const char *text)
{
	put(b, text, strlen(text));
}

/* ---- Dice: splitmix64; distributions by tables of whole numbers ---- */

struct dice {
	uint64_t state;
};

static uint64_t
roll(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

/* Dice of their own for each purpose, so that a change in one place leaves the others as they were.
 */
static struct dice
dice(uint64_t purpose)
{
	struct dice d = {SEED + purpose * 0x632be59bd9b4e019u};

	roll(&d);
	return d;
}

static int
below(struct dice *d, int n)
{
	return (int)((roll(d) >> 32) * (uint64_t)n >> 32);
}

static bool
chance(struct dice *d, int permille)
{
	return below(d, 1000) < permille;
}

static int
weighted(struct dice *d, const int *weight, int n)
{
	int sum = 0, x, i;

	for (i = 0; i < n; i++)
		sum += weight[i];
	x = below(d, sum);
	for (i = 0; x >= weight[i]; i++)
		x -= weight[i];
	return i;
}

/* A draw from a distribution given by 33 equidistant quantiles in thousandths of its mean. */
static int
drawn(struct dice *d, const int *quantile, int mean)
{
	int x = below(d, 32 * 1024), i = x >> 10, part = x & 1023;
	int64_t q = (int64_t)quantile[i] * (1024 - part) + (int64_t)quantile[i + 1] * part;

	return (int)(q * mean / (1024 * 1000));
}

static int
exponential(struct dice *d, int mean)
{
	static const int q[] = {0, 32, 65, 98, 134, 170, 208, 247, 288, 330, 375, 421, 470, 521,
	    575, 633, 693, 758, 827, 901, 981, 1068, 1163, 1269, 1386, 1520, 1674, 1856, 2079, 2367,
	    2773, 3466, 6215};

	return drawn(d, q, mean);
}

static int
lognormal(struct dice *d, int mean) /* sigma 0.6 */
{
	static const int q[] = {149, 273, 333, 379, 419, 456, 491, 524, 557, 590, 623, 656, 690,
	    724, 760, 797, 835, 876, 918, 963, 1011, 1063, 1120, 1182, 1252, 1331, 1422, 1531, 1666,
	    1842, 2097, 2554, 4697};

	return drawn(d, q, mean);
}

static int
poisson(struct dice *d, int milli) /* mean in thousandths */
{
	int n = 0, sum = exponential(d, 1000);

	for (; sum <= milli; n++)
		sum += exponential(d, 1000);
	return n;
}

/* ---- Time: seconds since 1970, the province's own clock; 0 is no time ---- */

struct civil {
	int year, month, day, hour, minute, second;
};

static int64_t
days_of(int y, int m, int d)
{
	y -= m <= 2;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static struct civil
civil(int64_t t)
{
	int64_t z = t / DAY + 719468, era = z / 146097, doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int s = (int)(t % DAY);
	struct civil c = {0, (int)(mp < 10 ? mp + 3 : mp - 9), (int)(doy - (153 * mp + 2) / 5 + 1),
	    s / 3600, s / 60 % 60, s % 60};

	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	return c;
}

static int64_t
month_start(int month) /* 0 is 2025-09 */
{
	return days_of(2025 + (month + 8) / 12, (month + 8) % 12 + 1, 1) * DAY;
}

static const char *
stamp(int64_t t)
{
	struct civil c = civil(t);

	return t == 0 ? ""
		      : say("%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
			    c.minute, c.second);
}

static const char *
day(int64_t t)
{
	struct civil c = civil(t);

	return t == 0 ? "" : say("%04d-%02d-%02d", c.year, c.month, c.day);
}

/* ---- The province ---- */

static const struct region {
	const char *name;
	int users, wait, unhappy; /* subscribers; mean wait in tenths of seconds; complaints per 100
				     000 and month */
	bool rural;
} regions[REGIONS] = {{"云州市", 6842, 62, 430, false}, {"临江市", 4310, 58, 410, false},
    {"青岭市", 2975, 80, 450, true}, {"安澜市", 3264, 66, 380, false},
    {"东浦市", 3871, 54, 360, false}, {"西陵市", 2480, 71, 470, true},
    {"南屏市", 3120, 60, 420, false}, {"北溪市", 1985, 83, 500, true},
    {"宁川市", 2746, 57, 400, false}, {"嘉河市", 2333, 64, 390, false},
    {"白沙市", 1790, 75, 440, true}, {"石泉市", 2598, 61, 410, false},
    {"永丰市", 2104, 69, 430, true}, {"长坪市", 1655, 90, 520, true},
    {"龙湾市", 3542, 52, 340, false}, {"凤台市", 2211, 63, 450, false},
    {"锦城市", 5127, 66, 460, false}, {"金沙市", 1873, 78, 480, true},
    {"丹霞州", 1342, 86, 370, true}, {"明湖市", 2890, 59, 400, false},
    {"海阔市", 3016, 55, 350, false}};
static const int traffic[MONTHS] = {
    960, 990, 950, 1010, 1060, 930, 1000, 980, 1000, 1040, 1110, 1120, 1030, 1060};
static const int trouble[MONTHS] = {
    1000, 970, 950, 1000, 1060, 900, 1000, 980, 1010, 1090, 1200, 1170, 1030, 1020};
static const int by_hour[24] = {
    8, 5, 3, 2, 2, 4, 10, 24, 52, 78, 84, 72, 48, 54, 66, 70, 66, 58, 48, 50, 52, 44, 28, 16};
static const int by_weekday[7] = {118, 108, 104, 102, 104, 84, 80};

static const struct reason {
	const char *code, *name;
} reasons[] = {
    /* the second level, commonest first */
    {"5010", "话费查询"}, {"1060", "网速慢"}, {"5020", "多收费"}, {"4040", "SP强制订购"},
    {"1020", "信号弱"}, {"2060", "装移机"}, {"5030", "资费不清"}, {"6020", "接通难"},
    {"1010", "无信号"}, {"5040", "优惠未到账"}, {"6040", "虚假回复"}, {"4050", "无法退订"},
    {"3040", "垃圾短信"}, {"1070", "室内覆盖"}, {"6010", "态度"}, {"2040", "停复话"},
    {"5060", "欠费停机"}, {"7020", "光猫"}, {"6030", "反复处理"}, {"2020", "开通慢"},
    {"1030", "掉话"}, {"5070", "退费"}, {"2010", "未开通"}, {"4060", "信息费争议"},
    {"6050", "外呼骚扰"}, {"5050", "漫游费"}, {"2050", "携号转网"}, {"3020", "收不到"},
    {"1090", "大面积中断"}, {"5080", "积分"}, {"7030", "机顶盒"}, {"2070", "预约改约"},
    {"8010", "价格对比"}, {"6060", "排队久"}, {"3050", "群发骚扰"}, {"1080", "漫游接续"},
    {"4010", "无法开通"}, {"7010", "手机"}, {"2030", "功能错误"}, {"3010", "发不出"},
    {"8030", "转网意向"}, {"3030", "延迟"}, {"4020", "不播放"}, {"1040", "单通"},
    {"8020", "网络对比"}, {"4030", "内容错误"}, {"1050", "串话"}};
enum { BILL_QUERY = 0, SLOW_DATA = 1, MASS_OUTAGE = 28, FIRST_NETWORK = 4 };

struct customer {
	const char *name, *phone;
	char type, status, gender, class, field;
	int region, born, manager, occupation, school;
	int64_t opened, updated, birthday;
	bool rural;
};
struct call {
	int64_t start, ivr, request, queue, ring, answer, end;
	int cust, region, agent, talk, hold, acw, transfers;
	const char *caller, *outcome, *skill, *access, *id, *prev;
	bool self, self_done, back;
	char release, media;
	int contact; /* index + 1 */
	size_t serial;
};
struct contact {
	int64_t begin, end;
	int cust, staff, reason, leaf; /* reason: -1 is none */
	int call, ticket;	       /* index + 1 */
	char type, rival;
	const char *id, *channel, *business, *text;
	bool resolved;
	size_t serial;
};
struct ticket {
	int64_t accept, due, first, reply, close;
	int cust, region, reason, leaf, staff, satisf, reopened;
	int call, parent, contact; /* index + 1 */
	char source, level, duty, result;
	const char *id, *channel, *status, *cause, *solution, *text;
	bool again; /* may lead to a further complaint */
	size_t serial;
};
struct event {
	int64_t begin, end;
	int ticket, seq, staff, limit;
	const char *activity, *from, *to, *pause, *note;
};
struct key {
	int64_t time;
	int call, seq, level, dur;
	const char *menu, *key, *node, *business;
	char result, success;
};
struct survey {
	int64_t time;
	int call, score, reason;
};

/* A line at a customer's place: its product, and what stands at its end. */
struct install {
	int64_t accept, res, dispatch, appoint, arrive, finish, active, due;
	int cust, region, line, staff, moved;
	char type, check, status, duty;
	const char *cancel, *id;
	size_t serial;
};
struct fault_report {
	int64_t report, dispatch, appoint, arrive, repair, reply, close;
	int cust, region, line, reason, leaf, staff;
	int before;	 /* the fault of the same line within 30 days; index + 1 */
	char pre1, pre2; /* '1', '0' or not tried */
	bool batch, valid;
	const char *cause, *port, *terminal, *text, *channel, *id;
	size_t serial;
};
struct visit {
	int64_t from, to, arrive, leave;
	int of, staff, region, fee; /* of: the fault or install; fee in hundredths */
	char ref, result;
	const char *id;
	size_t serial;
};
struct back {
	int64_t plan, at;
	const char *of, *id;
	int score, reason, staff, attempt;
	char ref, method, reached, solved;
	size_t serial;
};
struct appeal {
	int64_t at, due, reply;
	int ticket;
	char organ, category, result;
	bool accepted, duty;
	const char *id;
	size_t serial;
};
struct provision {
	int64_t begin, end;
	int install, retry, error;
	const char *step, *ne, *id;
	char success;
	bool automatic;
	size_t serial;
};

#define LIST(type)                                                                                 \
	struct {                                                                                   \
		struct type *at;                                                                   \
		size_t n, cap;                                                                     \
	}
struct world {
	LIST(customer) customers;
	LIST(call) calls;
	LIST(contact) contacts;
	LIST(ticket) tickets;
	LIST(event) events;
	LIST(key) keys;
	LIST(survey) surveys;
	LIST(install) installs;
	LIST(fault_report) reports;
	LIST(visit) visits;
	LIST(back) backs;
	LIST(appeal) appeals;
	LIST(provision) provisions;
	int *of_region[REGIONS];
	int in_region[REGIONS];
	int64_t end;
};

static const char *const hanzi[] = {"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋",
    "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英", "霞", "平", "刚", "桂英", "建国", "志强",
    "晓东", "雨桐", "子涵", "誠", "東", "𠮷"};
static const char *const surnames[] = {"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周",
    "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "郑", "梁", "谢", "宋", "唐", "许",
    "韩", "冯", "邓", "曹", "彭", "曾", "欧阳"};

static const char *
some_phone(struct dice *d)
{
	static const char *const prefix[] = {
	    "133", "135", "136", "138", "139", "150", "158", "177", "180", "189", "199"};

	const char *first = prefix[below(d, COUNT(prefix))];

	return say("%s%08d", first, below(d, 100000000));
}

static int
some_region(struct dice *d)
{
	int users[REGIONS];

	for (int r = 0; r < REGIONS; r++)
		users[r] = regions[r].users;
	return weighted(d, users, REGIONS);
}

static const char *
person(struct dice *d)
{
	const char *given = hanzi[chance(d, 960) ? below(d, COUNT(hanzi) - 3)
						 : (int)COUNT(hanzi) - 3 + below(d, 3)];

	return say("%s%s", surnames[below(d, COUNT(surnames))], given);
}

static const char *
company(struct dice *d, int region)
{
	static const char *const what[] = {
	    "恒达商贸", "宏远物流", "新科电子", "瑞丰农业", "同心餐饮", "兴业建材"};

	return say("%.6s%s有限公司", regions[region].name, what[below(d, COUNT(what))]);
}

static void
make_customers(struct world *w)
{
	static const int classes[] = {5, 12, 28, 35, 20};
	struct dice d = dice(1);

	for (int i = 0; i < CUSTOMERS; i++) {
		struct customer c = {.region = some_region(&d)};

		c.type = "PGDE"[weighted(&d, (int[]){90, 7, 1, 2}, 4)];
		c.name = c.type == 'G' ? company(&d, c.region) : person(&d);
		c.phone = some_phone(&d);
		c.status = "1234"[weighted(&d, (int[]){90, 3, 4, 3}, 4)];
		c.gender = c.type == 'G' ? 'U' : "MFU"[weighted(&d, (int[]){50, 48, 2}, 3)];
		c.class = "ABCDE"[weighted(&d, classes, 5)];
		c.field = c.type == 'G' ? 'G' : "PHV"[weighted(&d, (int[]){70, 25, 5}, 3)];
		c.born = c.type == 'G' ? 0 : 1945 + below(&d, 61);
		c.manager = c.type == 'G' || c.class == 'A' ? 1 + below(&d, 40) : 0;
		c.occupation = chance(&d, 300) ? 0 : 10 + below(&d, 60);
		c.opened = days_of(c.born > 1982 ? c.born + 16 : 1998, 1, 1) * DAY;
		c.opened += (int64_t)below(&d, (int)(month_start(0) / DAY - c.opened / DAY)) * DAY;
		c.updated = month_start(below(&d, MONTHS));
		c.updated += below(&d, 28 * DAY);
		PUSH(w->customers) = c;
	}
	d = dice(11);
	for (int i = 0; i < CUSTOMERS; i++) {
		struct customer *c = &w->customers.at[i];
		int month = 1 + below(&d, 12);
		c->birthday = days_of(c->born, month, 1 + below(&d, 28)) * DAY;
		c->school = 1 + below(&d, 8);
		c->rural = chance(&d, 600) && regions[c->region].rural;
	}
	for (int r = 0; r < REGIONS; r++) {
		w->of_region[r] = zeros(CUSTOMERS, sizeof(int));
		for (int i = 0; i < CUSTOMERS; i++)
			if (w->customers.at[i].region == r)
				w->of_region[r][w->in_region[r]++] = i;
	}
}

/* The smaller of two rolls: some customers call often, most seldom. */
static int
some_customer(const struct world *w, struct dice *d, int region)
{
	int a = below(d, w->in_region[region]), b = below(d, w->in_region[region]);

	return w->of_region[region][a < b ? a : b];
}

/* A moment of a month by the profile of days and hours; the first days bring the bills, the Spring
 * Festival rest. */
static int64_t
some_moment(struct dice *d, int month)
{
	int64_t first = month_start(month);
	int days = (int)((month_start(month + 1) - first) / DAY), weight[31];

	for (int i = 0; i < days; i++) {
		weight[i] = by_weekday[(first / DAY + i + 3) % 7] * (i < 5 ? 13 : 10);
		if (month == 5 && i >= 14 && i <= 22)
			weight[i] /= 3;
	}
	int which = weighted(d, weight, days);
	int hour = weighted(d, by_hour, 24);
	return first + (int64_t)which * DAY + hour * HOUR + below(d, HOUR);
}

static int
month_of(int64_t t)
{
	int m = 0;

	while (m < MONTHS && t >= month_start(m + 1))
		m++;
	return m;
}

/* ---- Calls ---- */

static int
mean_wait(int region, int month, int hour) /* tenths of seconds */
{
	int wait = regions[region].wait * (hour >= 9 && hour <= 11 ? 12 : 9) / 10;

	wait = wait * traffic[month] / 1000 * traffic[month] / 1000;
	if (region == 3)
		wait = wait * (160 - 6 * month) / 100; /* learns, month by month */
	return region == COLLAPSED && month == LAST_MONTH ? 700 : wait;
}

static void
serve_by_menu(struct dice *d, struct call *c)
{
	c->self = true;
	c->self_done = chance(d, 740);
	c->outcome = c->self_done ? "IC" : "IA";
	c->end = c->ivr + 8 + exponential(d, 45);
	c->release = c->self_done && chance(d, 300) ? 'S' : 'C';
}

static void
talk(struct dice *d, struct call *c)
{
	c->outcome = "AN";
	c->agent = 1001 + below(d, 420);
	c->talk = 4 + lognormal(d, 59);
	c->hold = chance(d, 120) ? 5 + exponential(d, 30) : 0;
	c->acw = 2 + exponential(d, 12);
	c->transfers = chance(d, 70) ? 1 + chance(d, 120) : 0;
	c->back = chance(d, 40);
	c->media = "NSWCV"[weighted(d, (int[]){930, 40, 15, 12, 3}, 5)];
	c->end = c->answer + c->talk + c->hold;
	c->release = chance(d, 820) ? 'C' : 'A';
}

static void
serve_by_agent(struct dice *d, struct call *c)
{
	static const char *const lost[] = {"BY", "TO", "OF"};
	static const char *const skills[] = {"GEN", "VIP", "BBD", "ENT", "CMP", "ENG"};
	int hour = (int)(c->start % DAY / HOUR), ring = 1 + below(d, 3);
	int wait = exponential(d, mean_wait(c->region, month_of(c->start), hour)) / 10 + ring,
	    patience = 3 + exponential(d, 88);

	c->self = chance(d, 350);
	c->self_done = c->self && chance(d, 300);
	c->request = c->ivr + 5 + exponential(d, 18);
	c->queue = c->request + below(d, 2);
	c->skill = skills[weighted(d, (int[]){70, 6, 12, 5, 6, 1}, 6)];
	c->release = 'C';
	if (chance(d, 8)) {
		c->outcome = lost[below(d, 3)];
		c->end = c->queue + 1 + below(d, 40);
		c->release = 'S';
	} else if (wait > 40 && chance(d, 120)) {
		c->outcome = "EC";
		c->end = c->queue + 30 + below(d, 10);
		c->release = 'S';
	} else if (wait > patience) {
		c->outcome = chance(d, 80) ? "RA" : "QA";
		c->end = c->request + patience;
		if (c->outcome[0] == 'R')
			c->ring = c->end - 1;
	} else {
		c->answer = c->request + wait;
		c->ring = c->answer - ring;
		if (c->ring < c->queue)
			c->ring = c->queue;
		talk(d, c);
	}
}

static struct call
make_call(struct dice *d, int cust, int region, int64_t start)
{
	struct call c = {
	    .start = start, .cust = cust, .region = region, .skill = "", .media = 'N', .prev = ""};

	c.access = (const char *[]){
	    "10000", "10001", "1008650", "10009"}[weighted(d, (int[]){880, 60, 40, 20}, 4)];
	if (chance(d, 5)) {
		c.outcome = "SY";
		c.end = start + below(d, 3);
		c.release = 'S';
		return c;
	}
	c.ivr = start + 1 + below(d, 2);
	if (chance(d, 360))
		serve_by_menu(d, &c);
	else
		serve_by_agent(d, &c);
	return c;
}

/* One call, and perhaps the next of the same customer: who was not answered, or not helped, calls
 * again. */
static void
add_calls(struct world *w, struct dice *d, int region, int64_t start)
{
	int cust = chance(d, 620) ? some_customer(w, d, region) : -1;
	bool again = true;

	for (int n = 0; again && n < 4 && start < w->end - HOUR; n++) {
		struct call c = make_call(d, cust, region, start);
		bool lost = c.outcome[0] != 'A' && c.outcome[0] != 'I';

		c.caller = cust < 0 ? some_phone(d) : w->customers.at[cust].phone;
		if (cust < 0 && chance(d, 8))
			c.caller = say("1000000%04d", below(d, 10000));
		c.serial = w->calls.n;
		PUSH(w->calls) = c;
		again = cust >= 0 && chance(d, lost ? 420 : 75);
		start = c.end + 120 + (lost ? exponential(d, HOUR) : exponential(d, 30 * HOUR));
	}
}

static int
by_start(const void *a, const void *b)
{
	const struct call *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
make_calls(struct world *w)
{
	struct dice d = dice(2);
	int users = 0, *last = zeros(CUSTOMERS, sizeof(int));

	for (int r = 0; r < REGIONS; r++)
		users += regions[r].users;
	for (int m = 0; m < MONTHS; m++)
		for (int r = 0; r < REGIONS; r++) {
			int64_t mean = (int64_t)CALLS * 880 / MONTHS * regions[r].users / users *
				       traffic[m] / 1000;
			for (int n = poisson(&d, (int)mean); n > 0; n--)
				add_calls(w, &d, r, some_moment(&d, m));
		}
	qsort(w->calls.at, w->calls.n, sizeof(*w->calls.at), by_start);
	for (size_t i = 0; i < w->calls.n; i++) {
		struct call *c = &w->calls.at[i];
		c->id = say(
		    "H%04d%06zu", civil(c->start).year % 100 * 100 + civil(c->start).month, i + 1);
		if (c->cust < 0)
			continue;
		if (last[c->cust] && c->start - w->calls.at[last[c->cust] - 1].start <= 7 * DAY)
			c->prev = w->calls.at[last[c->cust] - 1].id;
		last[c->cust] = (int)i + 1;
	}
	free(last);
}

static void
make_surveys(struct world *w)
{
	struct dice d = dice(3);

	for (size_t i = 0; i < w->calls.n; i++) {
		const struct call *c = &w->calls.at[i];
		struct survey s = {.time = c->end + 3 + below(&d, 20), .call = (int)i};

		if (c->answer == 0 || !chance(&d, 470))
			continue;
		if (chance(&d, 580)) {
			bool waited = c->answer - c->request > 30;
			s.score =
			    5 - weighted(&d,
				    waited ? (int[]){50, 25, 12, 8, 5} : (int[]){72, 20, 4, 2, 2},
				    5);
		}
		s.reason = s.score > 0 && s.score <= 3
			       ? 1 + weighted(&d, (int[]){30, 12, 32, 12, 8, 6}, 6)
			       : 0;
		PUSH(w->surveys) = s;
	}
}

/* ---- Keys in the voice menu: one call in seven ---- */

static const struct menu {
	const char *id, *name, *key, *business;
} first_menu[] = {{"M1", "话费与余额", "1", ""}, {"M2", "套餐与流量", "2", ""},
    {"M3", "停复机", "3", "TFJ"}, {"M4", "故障申告", "4", ""}, {"M5", "密码服务", "5", "MMCZ"}},
  second_menu[] = {{"M11", "查询话费", "1", "CXHF"}, {"M12", "查询余额", "2", "CXYE"},
      {"M21", "套餐办理", "1", "BLTC"}, {"M22", "流量包", "2", "BLLL"},
      {"M23", "取消增值业务", "3", "QXSP"}};

static void
press(struct world *w, struct key *k, const struct menu *m, char result, int dur)
{
	k->seq++;
	k->menu = m->id, k->node = m->name, k->key = m->key, k->business = m->business;
	k->result = result;
	k->success = result == 'D' ? '1' : '\0';
	k->dur = dur;
	PUSH(w->keys) = *k;
	k->time += dur;
}

static void
walk_menu(struct world *w, struct dice *d, int call)
{
	static const struct menu agent = {"M0", "转人工", "0", ""},
				 wrong = {"M9", "无效按键", "9", ""};
	const struct call *c = &w->calls.at[call];
	struct key k = {.call = call, .time = c->ivr + 2, .level = 1};
	bool to_agent = c->request != 0;

	if (chance(d, 60)) {
		char how = chance(d, 500) ? 'E' : 'T';
		press(w, &k, &wrong, how, 2 + below(d, 6));
	}
	if (!to_agent || chance(d, 380)) {
		int m = weighted(d, (int[]){40, 28, 10, 12, 10}, 5);
		bool deeper = m < 2;
		char end = to_agent ? 'P' : c->self_done ? 'D' : 'H';

		press(w, &k, &first_menu[m], deeper ? 'P' : end, 3 + exponential(d, 6));
		if (deeper) {
			k.level = 2;
			m = m == 0 ? below(d, 2) : 2 + below(d, 3);
			press(w, &k, &second_menu[m], end, 4 + exponential(d, 12));
		}
	}
	if (to_agent) {
		if (k.seq > 0 && chance(d, 300))
			k.level = 1;
		press(w, &k, &agent, 'A', 1 + below(d, 5));
	}
}

static void
make_keys(struct world *w)
{
	struct dice d = dice(4);

	for (size_t i = 0; i < w->calls.n; i++)
		if (w->calls.at[i].ivr != 0 && chance(&d, 155))
			walk_menu(w, &d, (int)i);
}

/* ---- Contacts ---- */

/* Zipf over the second level; every region has a trouble of its own; summer is hard on the network.
 */
static int
some_reason(struct dice *d, int region, int month, int from)
{
	static int weight[COUNT(reasons)];

	if (region == SURGED && month == LAST_MONTH && chance(d, 620))
		return chance(d, 700) ? MASS_OUTAGE : SLOW_DATA;
	if (month >= 10 && month <= 11 && chance(d, 130))
		return chance(d, 500) ? SLOW_DATA : FIRST_NETWORK;
	if (chance(d, 150))
		return 1 + region * 5 % (int)(COUNT(reasons) - 1);
	for (int i = 0; i < (int)COUNT(reasons); i++)
		weight[i] = i < from ? 0 : 10000 / (i + 2);
	return weighted(d, weight, COUNT(reasons));
}

static const char *
words_of(struct dice *d, const struct customer *c, int reason, int leaf)
{
	static const char *const where[] = {"家中", "单位", "出行途中", "村里"};
	static const char *const wish[] = {
	    "要求尽快处理", "要求核实并回复", "要求退费", "希望给出说法"};
	const char *name = reasons[reason].name, *place = where[leaf - 1],
		   *want = wish[below(d, 4)];

	switch (weighted(d, (int[]){40, 25, 12, 8, 8, 7}, 6)) {
	case 0:
		return say("客户反映%s，%s。", name, want);
	case 1:
		return say("客户在%s遇到%s问题，%s。", place, name, want);
	case 2:
		return say("客户称\"%s\"已有%d天，%s。", name, 2 + below(d, 20), want);
	case 3:
		return say("客户反映%s,%s,请回电%s。", name, want, c->phone);
	case 4:
		return say("%s问题：\n1. %s出现；\n2. %s。", name, place, want);
	default:
		return say(
		    "客户再次来电，%s仍未解决，等了%d小时没人联系。", name, 5 + below(d, 60));
	}
}

static char
contact_type(struct dice *d)
{
	return "QCBTFSPHX"[weighted(d, (int[]){300, 230, 170, 130, 100, 20, 15, 15, 20}, 9)];
}

static void
fill_contact(struct world *w, struct dice *d, struct contact *k, int region, int month)
{
	static const char *const business[] = {"BLTC", "BLLL", "KTCL", "QXSP", "TFJ", "MMCZ"};

	k->type = contact_type(d);
	k->reason = -1;
	k->leaf = 1 + below(d, 4);
	k->rival = '0';
	k->business = k->text = "";
	k->resolved = k->type == 'T'   ? chance(d, 380)
		      : k->type == 'F' ? chance(d, 550)
				       : chance(d, 960);
	if (k->type == 'Q') {
		k->reason = chance(d, 720) ? BILL_QUERY : some_reason(d, region, month, 0);
		k->business = k->reason == BILL_QUERY ? (chance(d, 700) ? "CXHF" : "CXYE") : "";
	} else if (k->type == 'B') {
		k->business = business[below(d, COUNT(business))];
	} else if (strchr("CTF", k->type)) {
		k->reason = some_reason(d, region, month, k->type == 'C' ? 0 : 1);
	}
	if (k->reason >= 0 && reasons[k->reason].code[0] == '8')
		k->rival = "1239"[below(d, 4)];
	if (strchr("TF", k->type) && k->cust >= 0)
		k->text = words_of(d, &w->customers.at[k->cust], k->reason, k->leaf);
}

static int
by_begin(const void *a, const void *b)
{
	const struct contact *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
make_contacts(struct world *w)
{
	static const char *const channels[] = {"20", "21", "30", "31", "33", "34", "50"};
	struct dice d = dice(5);

	for (size_t i = 0; i < w->calls.n; i++) {
		const struct call *c = &w->calls.at[i];
		if (c->answer == 0 || !chance(&d, 540))
			continue;
		struct contact k = {.begin = c->answer,
		    .end = c->end,
		    .call = (int)i + 1,
		    .cust = c->cust,
		    .staff = c->agent,
		    .channel = "10"};
		fill_contact(w, &d, &k, c->region, month_of(c->start));
		k.serial = w->contacts.n;
		PUSH(w->contacts) = k;
	}
	for (int i = 0; i < CONTACTS_ELSEWHERE; i++) {
		int region = some_region(&d), month = below(&d, MONTHS);
		struct contact k = {.begin = some_moment(&d, month)};
		k.cust = some_customer(w, &d, region);
		k.end = k.begin + 30 + exponential(&d, 240);
		k.channel = channels[weighted(&d, (int[]){15, 8, 12, 40, 15, 5, 5}, 7)];
		k.staff = k.channel[0] == '3' ? 0 : 5001 + below(&d, 90);
		fill_contact(w, &d, &k, region, month);
		k.serial = w->contacts.n;
		PUSH(w->contacts) = k;
	}
	qsort(w->contacts.at, w->contacts.n, sizeof(*w->contacts.at), by_begin);
	for (size_t i = 0; i < w->contacts.n; i++) {
		struct contact *k = &w->contacts.at[i];
		k->id = say(
		    "K%04d%06zu", civil(k->begin).year % 100 * 100 + civil(k->begin).month, i + 1);
		if (k->call)
			w->calls.at[k->call - 1].contact = (int)i + 1;
	}
}

/* ---- Tickets ---- */

static void
handle_ticket(struct dice *d, struct ticket *t, const struct world *w)
{
	int month = month_of(t->accept), limit = t->level >= '3' ? 24 : 48;
	int hours = (t->region == SURGED && month == LAST_MONTH ? 30
			: t->region % 5 == 2			? 19
								: 15) +
		    (month == 10 ? 3 : 0);

	t->due = chance(d, 920) ? t->accept + limit * HOUR : 0;
	t->first = t->accept + 12 * MINUTE + exponential(d, 38 * MINUTE);
	t->reply = t->first + 20 * MINUTE + lognormal(d, hours * HOUR);
	t->close = t->reply + 30 * MINUTE + exponential(d, 9 * HOUR);
	t->result = "SPUXW"[weighted(d, (int[]){850, 70, 50, 20, 10}, 5)];
	t->duty = chance(d, 820) ? "EUTN"[weighted(d, (int[]){46, 30, 14, 10}, 4)] : '\0';
	t->reopened = chance(d, 30);
	if (t->reopened)
		t->close += DAY + exponential(d, 2 * DAY);
	if (chance(d, 560))
		t->satisf = 5 - weighted(d,
				    t->result == 'S' ? (int[]){55, 34, 6, 3, 2}
						     : (int[]){8, 18, 30, 24, 20},
				    5);
	t->status = "CL";
	if (t->close >= w->end) {
		t->status = t->reply < w->end	? (chance(d, 500) ? "RT" : "CB")
			    : t->first < w->end ? (chance(d, 120) ? "SU" : "WK")
						: "DP";
		t->close = 0;
		t->satisf = t->reopened = 0;
		t->duty = t->result = '\0';
		t->reply = t->reply < w->end ? t->reply : 0;
		t->first = t->first < w->end ? t->first : 0;
	}
	if (t->status[0] == 'C' && chance(d, 4))
		t->status = "CA";
}

static void
explain(struct dice *d, struct ticket *t)
{
	static const struct {
		const char *cause, *solution;
	} cures[6][2] = {
	    {{"COVR", "现场测试，已列入优化计划"}, {"BASE", "基站故障已修复，用户确认"}},
	    {{"CONF", "重新下发数据，业务已开通"}, {"PORT", "更换端口后正常"}},
	    {{"CONF", "核查短信中心，已恢复"}, {"USER", "指导用户设置"}},
	    {{"SPSP", "已退订，费用退回"}, {"BILL", "核实订购记录，解释后认可"}},
	    {{"BILL", "核实账单，退还多收部分"}, {"USER", "逐项解释，用户认可"}},
	    {{"USER", "致歉并说明，用户认可"}, {"TERM", "更换终端"}},
	};
	int level1 = reasons[t->reason].code[0] - '1';

	if (t->reply == 0)
		return;
	int which = below(d, 2);
	t->cause = reasons[t->reason].code[0] == '1' && reasons[t->reason].code[2] == '9'
		       ? "MASS"
		       : cures[level1 > 5 ? 5 : level1][which].cause;
	t->solution = cures[level1 > 5 ? 5 : level1][which].solution;
}

static struct ticket *
add_ticket(struct world *w, struct dice *d, int cust, int64_t accept, int reason, int leaf)
{
	static const char *const channels[] = {"10", "20", "30", "31", "33", "50"};
	struct ticket t = {.accept = accept,
	    .cust = cust,
	    .region = w->customers.at[cust].region,
	    .reason = reason,
	    .leaf = leaf};

	t.channel = channels[weighted(d, (int[]){45, 8, 10, 25, 10, 2}, 6)];
	t.source = chance(d, 985) ? 'I' : "GRCM"[weighted(d, (int[]){20, 55, 20, 5}, 4)];
	t.level = t.source != 'I' ? '3' : "1234"[weighted(d, (int[]){840, 120, 35, 5}, 4)];
	t.staff = 5001 + below(d, 90);
	t.text = words_of(d, &w->customers.at[cust], reason, leaf);
	t.cause = t.solution = "";
	handle_ticket(d, &t, w);
	explain(d, &t);
	t.again = true;
	t.serial = w->tickets.n;
	PUSH(w->tickets) = t;
	return &w->tickets.at[w->tickets.n - 1];
}

static void
tickets_of_contacts(struct world *w, struct dice *d, int *made)
{
	for (size_t i = 0; i < w->contacts.n; i++) {
		struct contact *k = &w->contacts.at[i];
		if (k->cust < 0 || k->resolved || !strchr("TF", k->type) || !chance(d, 800) ||
		    k->end >= w->end)
			continue;
		struct ticket *t = add_ticket(w, d, k->cust, k->end, k->reason, k->leaf);
		t->contact = (int)i + 1;
		t->call = k->call;
		t->channel = k->channel;
		t->text = k->text;
		t->staff = k->staff ? k->staff : 5001;
		made[month_of(k->end) * REGIONS + t->region]++;
	}
}

/* Complaints that come again: the same reason within the month, or to the regulator when nothing
 * helped. */
static void
further_tickets(struct world *w, struct dice *d)
{
	for (size_t i = 0; i < w->tickets.n; i++) {
		struct ticket t = w->tickets.at[i];
		int64_t again = t.accept + 2 * DAY + exponential(d, 9 * DAY);
		bool bad = t.result == 'U' || t.result == 'P' || (t.satisf > 0 && t.satisf <= 2);

		if (!t.again || !chance(d, bad ? 190 : 34))
			continue;
		if (bad && chance(d, 300))
			again += 15 * DAY;
		if (again >= w->end)
			continue;
		struct ticket *next = add_ticket(w, d, t.cust, again, t.reason, t.leaf);
		next->again = false;
		if (again >= t.accept + 17 * DAY && bad)
			next->source = 'R', next->channel = "71", next->level = '3';
		else
			next->parent = (int)i + 1;
	}
}

static int
by_accept(const void *a, const void *b)
{
	const struct ticket *x = a, *y = b;

	if (x->accept != y->accept)
		return x->accept < y->accept ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/* Ids follow the order of acceptance; a parent is found again by its time and serial. */
static void
number_tickets(struct world *w)
{
	struct ticket *before = zeros(w->tickets.n, sizeof(*before));

	memcpy(before, w->tickets.at, w->tickets.n * sizeof(*before));
	qsort(w->tickets.at, w->tickets.n, sizeof(*w->tickets.at), by_accept);
	for (size_t i = 0; i < w->tickets.n; i++) {
		struct ticket *t = &w->tickets.at[i];
		struct civil c = civil(t->accept);
		t->id = say("T%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
		if (t->contact)
			w->contacts.at[t->contact - 1].ticket = (int)i + 1;
		if (t->parent) {
			const struct ticket *p = bsearch(
			    &before[t->parent - 1], w->tickets.at, i, sizeof(*t), by_accept);
			t->parent = p ? (int)(p - w->tickets.at) + 1 : 0;
		}
	}
	free(before);
}

static void
make_tickets(struct world *w)
{
	struct dice d = dice(6);
	int made[MONTHS * REGIONS] = {0};

	tickets_of_contacts(w, &d, made);
	for (int m = 0; m < MONTHS; m++)
		for (int r = 0; r < REGIONS; r++) {
			int64_t mean = (int64_t)regions[r].users * regions[r].unhappy / 100 *
				       trouble[m] / 1000;
			if (r == SURGED && m == LAST_MONTH)
				mean = mean * 38 / 10;
			for (int n = poisson(&d, (int)mean) - made[m * REGIONS + r]; n > 0; n--) {
				int64_t at = some_moment(&d, m);
				int cust = some_customer(w, &d, r), leaf = 1 + below(&d, 4);
				add_ticket(w, &d, cust, at, some_reason(&d, r, m, 1), leaf);
			}
		}
	further_tickets(w, &d);
	number_tickets(w);
}

/* ---- Events: what happened to each ticket of the last months ---- */

static void
step(struct world *w, struct event *e, const char *activity, int64_t begin, int64_t end)
{
	if (begin == 0 || begin >= w->end)
		return;
	e->activity = activity;
	e->begin = begin;
	e->end = end < w->end ? end : 0;
	e->seq++;
	PUSH(w->events) = *e;
	e->pause = e->note = "";
	e->limit = 0;
}

/* Out to the field and perhaps stopped there; returns whether it was. */
static bool
dispatch(struct world *w, struct dice *d, struct event *e, int64_t from, int64_t to)
{
	int64_t span = to - from, sent = from + span / 10, taken = sent + span / (4 + below(d, 12));
	int what = weighted(d, (int[]){890, 60, 50}, 3), why = below(d, 4);

	e->from = e->to;
	e->to = say("N%02d", 1 + w->tickets.at[e->ticket].region);
	step(w, e, "DIS", sent, sent);
	e->limit = 30;
	e->from = e->to;
	step(w, e, "SGN", taken, taken + MINUTE);
	if (w->tickets.at[e->ticket].reopened || what == 0)
		return false;
	if (what == 1) {
		e->pause = (const char *[]){"CU", "AP", "RS", "TP"}[why];
		e->note = "联系用户，约定上门";
		step(w, e, "SUS", taken + span / 10, taken + span / 10);
		step(w, e, "RES", taken + span / 3, taken + span / 3);
	} else {
		e->note = "用户催办";
		step(w, e, "URG", to - span / 4, to - span / 4);
	}
	return what == 1;
}

static void
close_events(struct world *w, struct event *e, const struct ticket *t, bool called)
{
	e->from = e->to = "F01";
	if (t->close == 0)
		return;
	if (t->reopened) {
		e->note = "用户不认可，重开";
		step(w, e, "ROP", t->reply + 12 * HOUR, t->reply + 12 * HOUR);
	}
	if (called)
		step(w, e, "CBK", t->close - 15 * MINUTE, t->close - 10 * MINUTE);
	step(w, e, "CLS", t->close, t->close);
}

static void
make_events_of(struct world *w, struct dice *d, int ticket)
{
	const struct ticket *t = &w->tickets.at[ticket];
	struct event e = {.ticket = ticket,
	    .staff = t->staff,
	    .from = "F01",
	    .to = "F01",
	    .pause = "",
	    .note = ""};
	int64_t first = t->first ? t->first : w->end, reply = t->reply ? t->reply : first + DAY;
	int where =
	    weighted(d, (int[]){380, 240, 380}, 3); /* solved at once, by experts, outside */
	bool called = chance(d, 860);

	step(w, &e, "ACC", t->accept, t->accept + 2 * MINUTE);
	e.limit = 30;
	step(w, &e, "PR1", t->accept + 3 * MINUTE, t->accept + 8 * MINUTE);
	step(w, &e, "FRS", first, first);
	if (where > 0) {
		e.to = "F02";
		step(w, &e, "PR2", first + 2 * MINUTE, first + 12 * MINUTE);
	}
	if (where == 2 && dispatch(w, d, &e, first + 13 * MINUTE, reply))
		called = false;
	e.from = e.to;
	e.note = t->solution;
	step(w, &e, "RTN", t->reply, t->reply);
	close_events(w, &e, t, called);
}

static void
make_events(struct world *w, int64_t from)
{
	struct dice d = dice(7);

	for (size_t i = 0; i < w->tickets.n; i++)
		if (w->tickets.at[i].accept >= from)
			make_events_of(w, &d, (int)i);
}

/* ---- Lines: orders to install or move them, their faults, and the visits to both ---- */

static const char *const products[] = {"BBD", "FIX", "ITV", "5GH"};

static int64_t
before_end(const struct world *w, int64_t t)
{
	return t < w->end ? t : 0;
}

/* The first moment from which two hours can be promised, so many days later. */
static int64_t
some_window(struct dice *d, int64_t from, int days)
{
	static const int hours[] = {9, 11, 14, 16};

	return (from / DAY + days) * DAY + hours[below(d, COUNT(hours))] * HOUR;
}

static void
add_visit(struct world *w, struct visit v, int64_t from, int64_t arrive, int64_t leave, char result)
{
	v.from = from;
	v.to = from + 2 * HOUR;
	v.arrive = arrive;
	v.leave = leave;
	v.result = result;
	v.serial = w->visits.n;
	if (v.from < w->end && v.leave < w->end)
		PUSH(w->visits) = v;
}

/* A visit that came to nothing: put off by telephone, or nobody at home. */
static void
lost_visit(struct world *w, struct dice *d, struct visit v, int64_t from)
{
	int64_t there = from + below(d, 2 * HOUR);

	if (chance(d, 500))
		add_visit(w, v, from, 0, 0, 'R');
	else
		add_visit(w, v, from, there, there + 5 * MINUTE, 'A');
}

static int
by_order(const void *a, const void *b)
{
	const struct install *x = a, *y = b;

	if (x->accept != y->accept)
		return x->accept < y->accept ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/* Orders that come to nothing; true if this one does. */
static bool
give_up(struct dice *d, struct install *k)
{
	static const char *const why[] = {"CUS", "NCT", "ADR", "SYS", "DUP", "RAP"};

	if (k->check == 'N') {
		k->status = '3';
		k->cancel = "NRS";
		return true;
	}
	if (!chance(d, 60))
		return false;
	k->status = chance(d, 400) ? '4' : '3';
	k->cancel = k->status == '4' ? "CUS" : why[below(d, COUNT(why))];
	return true;
}

/* In the country of 白沙市 there was nobody to send in the last month; people of 金沙市 put off. */
static void
carry_out(struct world *w, struct dice *d, struct install *k, int at)
{
	bool rural = w->customers.at[k->cust].rural,
	     short_ = k->region == 10 && k->accept >= month_start(LAST_MONTH);
	struct visit v = {.of = at, .ref = 'I', .staff = k->staff, .region = k->region};
	int64_t from, late;

	k->dispatch = k->res + 20 * MINUTE + exponential(d, 6 * HOUR) + (short_ ? 4 * DAY : 0);
	k->appoint = some_window(d, k->dispatch, 1 + below(d, 2) + rural + (short_ ? 3 : 0));
	k->moved = chance(d, k->region == 17 ? 340 : 130) ? 1 + chance(d, 150) : 0;
	from = k->appoint;
	for (int n = 0; n < k->moved; n++) {
		lost_visit(w, d, v, from);
		from = some_window(d, from, 1 + below(d, 3));
	}
	late =
	    chance(d, short_ ? 300 : 90) ? 2 * HOUR + exponential(d, 3 * HOUR) : below(d, 2 * HOUR);
	k->arrive = from + late;
	k->finish = k->arrive + 30 * MINUTE + exponential(d, HOUR);
	k->active = k->finish + 3 * MINUTE + exponential(d, HOUR);
	k->status = '2';
	v.fee = chance(d, 120) ? 500 + 10 * below(d, 900) : 0;
	add_visit(w, v, from, k->arrive, k->finish, 'D');
	if (k->due && k->finish > k->due)
		k->duty = "EUTN"[weighted(d, (int[]){60, 25, 10, 5}, 4)];
}

static void
handle_install(struct world *w, struct dice *d, struct install *k, int at)
{
	int days = w->customers.at[k->cust].rural ? 10 : 7;

	k->staff = 6001 + 5 * k->region + below(d, 5);
	k->check = "YPN"[weighted(d, (int[]){850, 110, 40}, 3)];
	k->res = k->accept + 10 * MINUTE + exponential(d, 9 * HOUR);
	if (k->check == 'P')
		k->res += DAY + exponential(d, 3 * DAY);
	k->due = chance(d, 900) ? k->accept + days * DAY : 0;
	k->cancel = "";
	if (!give_up(d, k))
		carry_out(w, d, k, at);
	if (k->active >= w->end || k->res >= w->end) {
		k->status = chance(d, 900) ? '1' : '5';
		k->cancel = "";
		k->duty = '\0';
		k->active = 0;
	}
	k->res = before_end(w, k->res);
	k->dispatch = before_end(w, k->dispatch);
	k->appoint = k->dispatch ? k->appoint : 0;
	k->moved = k->dispatch ? k->moved : 0;
	k->arrive = before_end(w, k->arrive);
	k->finish = k->active ? k->finish : 0;
}

static void
make_installs(struct world *w)
{
	struct dice d = dice(21);

	for (int m = 0; m < MONTHS; m++)
		for (int r = 0; r < REGIONS; r++)
			for (int n = poisson(&d, regions[r].users * 5 / 2); n > 0; n--) {
				struct install k = {.region = r, .accept = some_moment(&d, m)};
				k.cust = some_customer(w, &d, r);
				k.line = weighted(&d, (int[]){60, 13, 22, 5}, 4);
				k.type = "IMRC"[weighted(&d, (int[]){68, 20, 7, 5}, 4)];
				k.serial = w->installs.n;
				PUSH(w->installs) = k;
			}
	qsort(w->installs.at, w->installs.n, sizeof(*w->installs.at), by_order);
	for (size_t i = 0; i < w->installs.n; i++) {
		struct install *k = &w->installs.at[i];
		struct civil c = civil(k->accept);
		k->id = say("%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
		handle_install(w, &d, k, (int)i);
	}
}

static int
by_report(const void *a, const void *b)
{
	const struct fault_report *x = a, *y = b;

	if (x->report != y->report)
		return x->report < y->report ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
add_report(struct world *w, int cust, int line, int64_t at, bool batch)
{
	struct fault_report f = {.cust = cust,
	    .region = w->customers.at[cust].region,
	    .line = line,
	    .report = at,
	    .batch = batch,
	    .serial = w->reports.n};

	if (at < w->end)
		PUSH(w->reports) = f;
}

/* A cut cable: many lines of a place within hours. */
static void
outage(struct world *w, struct dice *d, int region, int64_t at, int lines)
{
	for (; lines > 0; lines--) {
		int cust = w->of_region[region][below(d, w->in_region[region])];
		int line = chance(d, 700) ? 0 : 2;
		add_report(w, cust, line, at + exponential(d, HOUR), true);
	}
}

/* New lines fail early; what failed once fails again. */
static void
more_reports(struct world *w, struct dice *d)
{
	for (size_t i = 0; i < w->installs.n; i++) {
		const struct install *k = &w->installs.at[i];
		if (k->active == 0 || k->type == 'R')
			continue;
		if (chance(d, k->region == 4 ? 90 : 45))
			add_report(
			    w, k->cust, k->line, k->active + HOUR + exponential(d, 2 * DAY), false);
		else if (chance(d, 50))
			add_report(
			    w, k->cust, k->line, k->active + 7 * DAY + below(d, 21 * DAY), false);
	}
	for (size_t i = 0, n = w->reports.n; i < n; i++) {
		struct fault_report f = w->reports.at[i];
		if (!f.batch && chance(d, 45))
			add_report(
			    w, f.cust, f.line, f.report + 2 * DAY + exponential(d, 6 * DAY), false);
	}
}

static int
reason_of(const char *code)
{
	for (int i = 0; i < (int)COUNT(reasons); i++)
		if (strcmp(reasons[i].code, code) == 0)
			return i;
	stop(code, "no such reason");
	return 0;
}

/* What the customer sees, and what stands at the end of the line; one modem fails more than others.
 */
static void
describe(const struct world *w, struct dice *d, struct fault_report *f)
{
	static const char *const seen[4][4] = {{"1060", "7020", "2010", "1070"},
	    {"1010", "1040", "1050", "2030"}, {"7030", "1060", "2030", "1070"},
	    {"1020", "1060", "1010", "7020"}};
	static const char *const modems[] = {"GM-110", "GM-220", "GM-300", "HN-8145"},
				 *const boxes[] = {"TV-10", "TV-20"},
				 *const channels[] = {"10", "11", "31", "33", "20"};

	f->reason = f->batch ? MASS_OUTAGE
			     : reason_of(seen[f->line][weighted(d, (int[]){45, 30, 15, 10}, 4)]);
	f->leaf = 1 + below(d, 4);
	f->channel = channels[weighted(d, (int[]){62, 10, 16, 9, 3}, 5)];
	f->text = words_of(d, &w->customers.at[f->cust], f->reason, f->leaf);
	f->port =
	    say("P%02d-%03d-%02d", f->region + 1, f->batch ? 7 : 10 + f->cust % 60, f->cust % 16);
	f->terminal = "";
	if (f->line == 0 || f->line == 3)
		f->terminal = modems[weighted(d, (int[]){25, 45, 18, 12}, 4)];
	else if (f->line == 2)
		f->terminal = boxes[weighted(d, (int[]){60, 40}, 2)];
}

/* 北溪市 had too few hands in the last month; 安澜市 learns, month by month. */
static int
days_to_visit(struct dice *d, const struct fault_report *f, bool rural)
{
	int month = month_of(f->report), days = chance(d, 350);

	if (rural && chance(d, 400))
		days++;
	if (f->region == 7 && month == LAST_MONTH)
		return days + 1 + below(d, 3);
	if (f->region == 3 && chance(d, 60 * (10 - month)))
		days++;
	return days;
}

static void
repair(struct world *w, struct dice *d, struct fault_report *f, int at)
{
	static const char *const causes[] = {
	    "LINE", "PORT", "EQUP", "TERM", "USER", "CONF", "EXTF", "POWR"};
	struct visit v = {.of = at, .ref = 'F', .staff = f->staff, .region = f->region};
	bool late, long_;

	f->dispatch = f->report + 15 * MINUTE + exponential(d, 45 * MINUTE);
	f->appoint =
	    some_window(d, f->dispatch, days_to_visit(d, f, w->customers.at[f->cust].rural));
	while (f->appoint < f->dispatch + HOUR)
		f->appoint = some_window(d, f->appoint, 1);
	if (chance(d, 70)) {
		lost_visit(w, d, v, f->appoint);
		f->appoint = some_window(d, f->appoint, 1);
	}
	late = chance(d, f->region == 7 ? 220 : 120);
	f->arrive = f->appoint + (late ? 2 * HOUR + exponential(d, 2 * HOUR) : below(d, 2 * HOUR));
	long_ = chance(d, 60);
	f->repair = f->arrive + 15 * MINUTE + exponential(d, 70 * MINUTE);
	if (long_)
		f->repair += exponential(d, 30 * HOUR);
	f->cause = causes[weighted(d, (int[]){24, 13, 9, 22, 14, 8, 6, 4}, 8)];
	v.fee = chance(d, 200) ? 300 + 10 * below(d, 1200) : 0;
	add_visit(w, v, f->appoint, f->arrive, f->repair, 'D');
}

/* First by who answers, then by an expert, then outside. */
static void
handle_report(struct world *w, struct dice *d, struct fault_report *f, int at)
{
	static const char *const inside[] = {"TERM", "USER", "CONF"};

	f->staff = 7001 + 5 * f->region + below(d, 5);
	f->valid = f->batch || !chance(d, 35);
	f->cause = inside[below(d, COUNT(inside))];
	if (f->batch) {
		f->cause = "MASS";
		f->repair = f->report + 3 * HOUR + exponential(d, 5 * HOUR);
	} else if (!f->valid) {
		f->pre1 = '0';
		f->cause = "USER";
		f->repair = f->report + 30 * MINUTE;
	} else if (chance(d, 410)) {
		f->pre1 = '1';
		f->repair = f->report + 2 * MINUTE + below(d, 15 * MINUTE);
	} else {
		f->pre1 = '0';
		f->pre2 = chance(d, 880) ? "01"[chance(d, 270)] : '\0';
		if (f->pre2 == '1')
			f->repair = f->report + 20 * MINUTE + exponential(d, 4 * HOUR);
		else
			repair(w, d, f, at);
	}
	f->reply = f->repair + 5 * MINUTE + exponential(d, 20 * MINUTE);
	f->close = f->reply + HOUR + exponential(d, 10 * HOUR);
}

/* What has not happened yet at the end. */
static void
cut_report(const struct world *w, struct fault_report *f)
{
	f->appoint = before_end(w, f->dispatch) ? f->appoint : 0;
	f->dispatch = before_end(w, f->dispatch);
	f->arrive = before_end(w, f->arrive);
	f->repair = before_end(w, f->repair);
	f->reply = before_end(w, f->reply);
	f->close = before_end(w, f->close);
	if (f->pre1 == '1' && f->repair == 0)
		f->pre1 = '\0';
	if (f->pre2 == '1' && f->repair == 0)
		f->pre2 = '\0';
	if (f->reply == 0)
		f->cause = "";
}

static void
make_reports(struct world *w)
{
	struct dice d = dice(22);
	int *last = zeros(CUSTOMERS * COUNT(products), sizeof(int));

	for (int m = 0; m < MONTHS; m++)
		for (int r = 0; r < REGIONS; r++) {
			int mean = regions[r].users * (regions[r].rural ? 52 : 40) / 10 *
				   trouble[m] / 1000;
			for (int n = poisson(&d, mean); n > 0; n--) {
				int64_t at = some_moment(&d, m);
				int cust = w->of_region[r][below(&d, w->in_region[r])];
				add_report(
				    w, cust, weighted(&d, (int[]){60, 15, 20, 5}, 4), at, false);
			}
		}
	outage(w, &d, SURGED, month_start(LAST_MONTH) + 13 * DAY + 7 * HOUR, 60);
	outage(w, &d, 1, month_start(11) + 8 * DAY + 18 * HOUR, 35);
	more_reports(w, &d);
	qsort(w->reports.at, w->reports.n, sizeof(*w->reports.at), by_report);
	for (size_t i = 0; i < w->reports.n; i++) {
		struct fault_report *f = &w->reports.at[i];
		struct civil c = civil(f->report);
		int *of_line = &last[f->cust * (int)COUNT(products) + f->line];
		f->id = say("F%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
		if (*of_line && f->report - w->reports.at[*of_line - 1].report <= 30 * DAY)
			f->before = *of_line;
		*of_line = (int)i + 1;
		describe(w, &d, f);
		handle_report(w, &d, f, (int)i);
		cut_report(w, f);
	}
	free(last);
}

static int
by_window(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
number_visits(struct world *w)
{
	qsort(w->visits.at, w->visits.n, sizeof(*w->visits.at), by_window);
	for (size_t i = 0; i < w->visits.n; i++) {
		struct civil c = civil(w->visits.at[i].from);
		w->visits.at[i].id = say("V%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
	}
}

/* ---- Call-backs, appeals, provisioning ---- */

/* One that is not reached is called again. */
static void
add_back(struct world *w, struct dice *d, struct back b, bool heard)
{
	b.staff = 8001 + below(d, 30);
	b.method = "VSC"[weighted(d, (int[]){80, 15, 5}, 3)];
	b.attempt = 1;
	b.plan = b.at - below(d, 2 * HOUR);
	if (chance(d, 160)) {
		struct back missed = b;
		missed.at = b.plan - 2 * HOUR;
		missed.plan = missed.at;
		missed.score = missed.reason = 0;
		missed.solved = '\0';
		missed.reached = '0';
		missed.serial = w->backs.n;
		PUSH(w->backs) = missed;
		b.attempt = 2;
	}
	b.reached = heard ? '1' : '0';
	if (!heard)
		b.score = 0, b.solved = '\0';
	b.reason = b.score > 0 && b.score <= 3 && chance(d, 800)
		       ? 1 + weighted(d, (int[]){34, 10, 26, 14, 6, 10}, 6)
		       : 0;
	b.serial = w->backs.n;
	if (b.at < w->end)
		PUSH(w->backs) = b;
}

/* After tickets: with the score that the ticket has, at the time its events have. */
static void
backs_of_tickets(struct world *w, struct dice *d, int64_t from)
{
	bool *called = zeros(w->tickets.n, sizeof(bool));

	for (size_t i = 0; i < w->events.n; i++)
		if (strcmp(w->events.at[i].activity, "CBK") == 0)
			called[w->events.at[i].ticket] = true;
	for (size_t i = 0; i < w->tickets.n; i++) {
		const struct ticket *t = &w->tickets.at[i];
		bool heard = t->satisf > 0 || chance(d, 500), now = chance(d, 800);
		if (t->close == 0 || !(t->accept >= from ? called[i] : now))
			continue;
		add_back(w, d,
		    (struct back){.ref = 'C',
			.of = t->id,
			.at = t->close - 15 * MINUTE,
			.score = t->satisf,
			.solved = t->result == 'S' ? '1' : '0'},
		    heard);
	}
	free(called);
}

static void
backs_of_lines(struct world *w, struct dice *d)
{
	for (size_t i = 0; i < w->reports.n; i++) {
		const struct fault_report *f = &w->reports.at[i];
		bool slow = f->repair - f->report > 36 * HOUR;
		int score =
		    5 -
		    weighted(d, slow ? (int[]){22, 30, 22, 16, 10} : (int[]){58, 32, 5, 3, 2}, 5);
		char solved = chance(d, score >= 4 ? 985 : 700) ? '1' : '0';
		if (f->close && f->valid && !f->batch && chance(d, 460))
			add_back(w, d,
			    (struct back){.ref = 'F',
				.of = f->id,
				.at = f->close - 15 * MINUTE,
				.score = score,
				.solved = solved},
			    chance(d, 880));
	}
	for (size_t i = 0; i < w->installs.n; i++) {
		const struct install *k = &w->installs.at[i];
		int score =
		    5 - weighted(
			    d, k->duty ? (int[]){20, 30, 25, 15, 10} : (int[]){62, 29, 5, 2, 2}, 5);
		int64_t later = k->active + 2 * HOUR + below(d, 2 * DAY);
		if (k->active && chance(d, 420))
			add_back(w, d,
			    (struct back){.ref = 'I',
				.of = say("W%s", k->id),
				.at = later,
				.score = score,
				.solved = '1'},
			    chance(d, 860));
	}
}

static int
by_at(const void *a, const void *b)
{
	const struct back *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
make_backs(struct world *w, int64_t from)
{
	struct dice d = dice(23);

	backs_of_tickets(w, &d, from);
	backs_of_lines(w, &d);
	qsort(w->backs.at, w->backs.n, sizeof(*w->backs.at), by_at);
	for (size_t i = 0; i < w->backs.n; i++) {
		struct civil c = civil(w->backs.at[i].at);
		w->backs.at[i].id = say("B%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
	}
}

/* A ticket that came from outside is an appeal about an earlier one of the customer, if there is
 * one. */
static void
make_appeals(struct world *w)
{
	struct dice d = dice(24);
	int *last = zeros(CUSTOMERS, sizeof(int));

	for (size_t i = 0; i < w->tickets.n; i++) {
		const struct ticket *t = &w->tickets.at[i];
		const char *organ = strchr("RCGM", t->source);
		char class = reasons[t->reason].code[0];
		int before = last[t->cust];
		last[t->cust] = (int)i + 1;
		if (organ == NULL)
			continue;
		bool second = chance(&d, 280); /* of the two bodies of a kind */
		struct appeal a = {.ticket = before ? before : (int)i + 1,
		    .organ = *organ == 'R'   ? "12"[second]
			     : *organ == 'C' ? "34"[second]
			     : *organ == 'G' ? '5'
					     : '6',
		    .category = strchr("17", class)   ? 'N'
				: strchr("45", class) ? 'C'
						      : 'S'};
		a.at = t->accept - below(&d, 20 * HOUR);
		if (before && a.at <= w->tickets.at[before - 1].accept)
			a.at = t->accept;
		a.accepted = chance(&d, 900);
		a.due = a.at + 15 * DAY;
		a.reply = before_end(w, a.at + DAY + lognormal(&d, 7 * DAY));
		a.result = a.reply ? "SPUX"[weighted(&d, (int[]){70, 14, 10, 6}, 4)] : '\0';
		a.duty = a.reply && chance(&d, 550);
		struct civil c = civil(a.at);
		a.id = say("P%04d%06zu", c.year % 100 * 100 + c.month, w->appeals.n + 1);
		PUSH(w->appeals) = a;
	}
	free(last);
}

static int
by_step(const void *a, const void *b)
{
	const struct provision *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	return x->serial < y->serial ? -1 : x->serial > y->serial;
}

/* One step in the network; what the system cannot do, somebody does by hand half an hour later. */
static int64_t
add_step(struct world *w, struct dice *d, int install, int step, int64_t begin)
{
	static const char *const steps[] = {"RA", "CF", "AC", "TS", "BL"}, *const nes[] = {"RMS",
									       "OLT", "AAA", "TEST",
									       "BILL"};
	static const int alone[] = {820, 930, 950, 880, 995};
	struct provision p = {.install = install, .step = steps[step], .begin = begin};
	bool failed = chance(d, 24);

	p.ne = say("%s%02d", nes[step], 1 + w->installs.at[install].region);
	p.end = begin + 5 + exponential(d, 60);
	p.automatic = chance(d, alone[step]);
	p.retry = chance(d, 70) ? 1 + below(d, 3) : 0;
	p.success = failed ? '0' : '1';
	p.error = failed || p.retry ? 1001 + 100 * step + below(d, 4) : 0;
	p.serial = w->provisions.n;
	PUSH(w->provisions) = p;
	if (!failed)
		return p.end;
	p.begin = p.end + 30 * MINUTE;
	p.end = p.begin + 60 + exponential(d, 10 * MINUTE);
	p.automatic = false;
	p.retry = p.error = 0;
	p.success = '1';
	p.serial = w->provisions.n;
	PUSH(w->provisions) = p;
	return p.end;
}

static void
make_provisions(struct world *w, int64_t from)
{
	struct dice d = dice(25);

	for (size_t i = 0; i < w->installs.n; i++) {
		const struct install *k = &w->installs.at[i];
		int64_t t = k->res;
		if (k->accept < from || k->type == 'R' || *k->cancel || k->active == 0)
			continue;
		t = add_step(w, &d, (int)i, 0, t);
		t = add_step(w, &d, (int)i, 1, t + 2 * MINUTE);
		t = add_step(w, &d, (int)i, 2, k->finish);
		t = add_step(w, &d, (int)i, 3, t + MINUTE);
		add_step(w, &d, (int)i, 4, t + MINUTE);
	}
	qsort(w->provisions.at, w->provisions.n, sizeof(*w->provisions.at), by_step);
	for (size_t i = 0; i < w->provisions.n; i++) {
		struct civil c = civil(w->provisions.at[i].begin);
		w->provisions.at[i].id = say("Q%04d%06zu", c.year % 100 * 100 + c.month, i + 1);
	}
}

/* ---- Tables: the records in canonical form, before masks ---- */

/* What a column is decides how dirty systems write it and how it comes out. */
enum kind {
	PLAIN,
	WIDE,
	NUM,
	NAME,
	PHONE,
	BIRTH,
	FREE,
	TIME,
	DATE,
	MONTH,
	TRUTH,
	WORD,
	PLACE,
	NOTED,
	SECRET
};

struct column {
	const char *name, *zh;
	enum kind kind;
	const char *words; /* WORD: "P=个人;G=集团"; NOTED: what may stand for nothing; else: a
			      value that may be left out, * any */
};
struct table {
	const struct column *column;
	size_t columns;
	struct {
		const char ***at;
		size_t n, cap;
	} rows;
};

static void
add_row(struct table *t, const char *const *cells)
{
	const char **row = zeros(COLUMNS, sizeof(*row));

	for (size_t i = 0; i < t->columns; i++)
		row[i] = cells[i];
	PUSH(t->rows) = row;
}

#define ROW(t, ...) add_row(t, (const char *[]){__VA_ARGS__})

static const char *
number(int64_t n)
{
	return say("%lld", (long long)n);
}

static const char *
some(int64_t n)
{
	return n ? number(n) : "";
}

static const char *
truth(bool yes)
{
	return yes ? "1" : "0";
}

static const char *
letter(char c)
{
	return c ? say("%c", c) : "";
}

static const char *
cust_id(int cust)
{
	return cust < 0 ? "" : say("C%08d", 10000001 + cust);
}

static const char *
sub_id(int cust)
{
	return cust < 0 ? "" : say("S%08d01", 10000001 + cust);
}

static const char *
region_id(int region)
{
	return say("%d", 990100 + 100 * region);
}

static const char *
staff(int id)
{
	return id ? say("A%04d", id) : "";
}

static const struct column customer_columns[] = {{"cust_id", "客户标识", PLAIN, NULL},
    {"cust_name", "客户名称", NAME, NULL},
    {"cust_type", "客户类型", WORD, "P=个人;G=集团;D=分销;E=员工"},
    {"cust_status", "客户状态", WIDE, NULL}, {"gender", "性别", WORD, "M=男;F=女;U=未知"},
    {"birth_date", "出生日期", BIRTH, NULL}, {"occupation", "职业", NOTED, "教师"},
    {"education", "学历", PLAIN, NULL}, {"region_id", "归属区域", PLACE, NULL},
    {"is_rural", "是否农村", TRUTH, "0"}, {"cust_class", "客户等级", WIDE, NULL},
    {"open_date", "建档日期", DATE, NULL}, {"lang", "语言", PLAIN, "zh-CN"},
    {"field", "业务领域", PLAIN, NULL}, {"manager_id", "客户经理工号", PLAIN, NULL},
    {"upd_time", "更新时间", TIME, NULL}};

static void
customer_rows(const struct world *w, struct table *t)
{
	for (int i = 0; i < CUSTOMERS; i++) {
		const struct customer *c = &w->customers.at[i];

		ROW(t, cust_id(i), c->name, letter(c->type), letter(c->status), letter(c->gender),
		    c->born ? day(c->birthday) : "", some(c->occupation),
		    c->born ? number(c->school) : "", region_id(c->region), truth(c->rural),
		    letter(c->class), day(c->opened), "zh-CN", letter(c->field),
		    c->manager ? say("M%04d", c->manager) : "", stamp(c->updated));
	}
}

static const struct column call_columns[] = {{"call_id", "通话流水", PLAIN, NULL},
    {"site", "呼叫中心站点", PLAIN, NULL}, {"access_code", "接入码", PLAIN, NULL},
    {"caller", "主叫号码", PHONE, NULL}, {"callee", "被叫号码", PLAIN, NULL},
    {"cust_id", "客户标识", PLAIN, NULL}, {"sub_id", "用户标识", PLAIN, NULL},
    {"region_id", "来话区域", PLAIN, NULL}, {"start_time", "进入系统时间", TIME, NULL},
    {"ivr_enter", "进入自动语音时间", TIME, NULL}, {"agent_req_time", "请求人工时间", TIME, NULL},
    {"queue_enter", "进入排队时间", TIME, NULL}, {"ring_time", "振铃时间", TIME, NULL},
    {"answer_time", "人工应答时间", TIME, NULL}, {"end_time", "挂机时间", TIME, NULL},
    {"skill", "技能组", PLAIN, NULL}, {"agent_id", "首个应答工号", PLAIN, NULL},
    {"talk_s", "通话秒", NUM, NULL}, {"hold_s", "保持秒", NUM, NULL},
    {"acw_s", "话后处理秒", NUM, NULL}, {"auto_req", "自动服务请求", TRUTH, NULL},
    {"auto_ok", "自动服务成功", TRUTH, NULL}, {"agent_req", "人工请求", TRUTH, "*"},
    {"outcome", "结果", PLAIN, NULL}, {"release_by", "挂机方", PLAIN, NULL},
    {"transfers", "转接次数", PLAIN, "0"}, {"back_to_ivr", "人工转IVR", TRUTH, NULL},
    {"to_multimedia", "人工转多媒体", PLAIN, NULL}, {"prev_call_id", "前次来电", PLAIN, NULL},
    {"contact_id", "接触单号", PLAIN, NULL}};

static void
call_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->calls.n; i++) {
		const struct call *c = &w->calls.at[i];
		bool served = c->answer != 0;

		ROW(t, c->id, c->region % 2 ? "02" : "01", c->access, c->caller, c->access,
		    cust_id(c->cust), sub_id(c->cust), region_id(c->region), stamp(c->start),
		    stamp(c->ivr), stamp(c->request), stamp(c->queue), stamp(c->ring),
		    stamp(c->answer), stamp(c->end), c->skill, staff(c->agent),
		    served ? number(c->talk) : "", some(c->hold), served ? number(c->acw) : "",
		    truth(c->self), truth(c->self_done), truth(c->request != 0), c->outcome,
		    letter(c->release), number(c->transfers), served ? truth(c->back) : "",
		    served ? letter(c->media) : "", c->prev,
		    c->contact ? w->contacts.at[c->contact - 1].id : "");
	}
}

static const struct column key_columns[] = {{"call_id", "通话流水", PLAIN, NULL},
    {"seq", "步序", PLAIN, NULL}, {"time", "时间", TIME, NULL},
    {"menu_id", "菜单节点", PLAIN, NULL}, {"menu_level", "层级", PLAIN, NULL},
    {"key", "按键", PLAIN, NULL}, {"node_name", "节点名称", PLAIN, NULL},
    {"result", "结果", PLAIN, NULL}, {"dur_s", "停留秒", PLAIN, NULL},
    {"business", "业务代码", PLAIN, NULL}, {"success", "办理成功", TRUTH, NULL}};

static void
key_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->keys.n; i++) {
		const struct key *k = &w->keys.at[i];

		ROW(t, w->calls.at[k->call].id, number(k->seq), stamp(k->time), k->menu,
		    number(k->level), k->key, k->node, letter(k->result), number(k->dur),
		    k->result == 'D' ? k->business : "", letter(k->success));
	}
}

static const struct column survey_columns[] = {{"call_id", "通话流水", PLAIN, NULL},
    {"agent_id", "工号", PLAIN, NULL}, {"invite_time", "邀请时间", TIME, NULL},
    {"reply_key", "按键", PLAIN, NULL}, {"score", "得分", WIDE, NULL},
    {"reason_key", "不满原因", PLAIN, NULL}};

static void
survey_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->surveys.n; i++) {
		const struct survey *s = &w->surveys.at[i];
		const struct call *c = &w->calls.at[s->call];

		ROW(t, c->id, staff(c->agent), stamp(s->time), s->score ? number(6 - s->score) : "",
		    some(s->score), some(s->reason));
	}
}

static const struct column contact_columns[] = {{"contact_id", "接触单号", PLAIN, NULL},
    {"call_id", "通话流水", PLAIN, NULL}, {"cust_id", "客户标识", PLAIN, NULL},
    {"sub_id", "用户标识", PLAIN, NULL}, {"channel", "接触渠道", WIDE, NULL},
    {"contact_type", "类型", WORD,
	"Q=查询;C=咨询;B=办理;T=投诉;F=报障;S=建议;P=表扬;H=骚扰;X=其他"},
    {"reason1", "一级原因", PLAIN, NULL}, {"reason2", "二级原因", PLAIN, NULL},
    {"reason3", "三级原因", PLAIN, NULL}, {"business", "业务代码", PLAIN, NULL},
    {"text", "内容描述", FREE, NULL}, {"begin_time", "开始时间", TIME, NULL},
    {"end_time", "结束时间", TIME, NULL}, {"staff_id", "工号", PLAIN, NULL},
    {"resolved", "当场解决", TRUTH, NULL}, {"ticket_id", "派生工单", PLAIN, NULL},
    {"guide_channel", "引导渠道", PLAIN, NULL}, {"competitor", "涉及竞争对手", PLAIN, "0"},
    {"kb_id", "使用知识点", PLAIN, NULL}};

/* The code of a reason by so many of its digits: 2, 4 or 6. */
static const char *
reason_code(int reason, int leaf, int digits)
{
	return reason < 0 ? "" : say("%.*s", digits, say("%s%02d", reasons[reason].code, leaf));
}

static void
contact_rows(const struct world *w, struct table *t)
{
	struct dice d = dice(12);

	for (size_t i = 0; i < w->contacts.n; i++) {
		const struct contact *k = &w->contacts.at[i];
		bool guided = chance(&d, 60), known = chance(&d, 400) && k->reason >= 0;

		ROW(t, k->id, k->call ? w->calls.at[k->call - 1].id : "", cust_id(k->cust),
		    sub_id(k->cust), k->channel, letter(k->type),
		    reason_code(k->reason, k->leaf, 2), reason_code(k->reason, k->leaf, 4),
		    reason_code(k->reason, k->leaf, 6), k->business, k->text, stamp(k->begin),
		    stamp(k->end), staff(k->staff), truth(k->resolved),
		    k->ticket ? w->tickets.at[k->ticket - 1].id : "", guided ? "31" : "",
		    letter(k->rival), known ? say("KB%s", reasons[k->reason].code) : "");
	}
}

static const struct column ticket_columns[] = {{"ticket_id", "工单号", PLAIN, NULL},
    {"cust_id", "客户标识", PLAIN, NULL}, {"sub_id", "用户标识", PLAIN, NULL},
    {"phone", "投诉号码", PHONE, NULL}, {"contact_phone", "联系电话", PHONE, NULL},
    {"channel", "投诉渠道", WIDE, NULL},
    {"source", "投诉来源", WORD, "I=本企业;G=集团;R=12300;C=12315;M=媒体"},
    {"level", "级别", WIDE, NULL}, {"region_id", "区域", PLACE, NULL},
    {"network", "网络", PLAIN, NULL}, {"product", "产品", PLAIN, NULL},
    {"reason1", "一级分类", PLAIN, NULL}, {"reason2", "二级分类", PLAIN, NULL},
    {"reason3", "三级分类", PLAIN, NULL}, {"text", "投诉内容", FREE, NULL},
    {"accept_time", "受理时间", TIME, NULL}, {"accept_staff", "受理工号", PLAIN, NULL},
    {"sla_id", "适用标准", PLAIN, NULL}, {"due_time", "时限", TIME, NULL},
    {"first_resp_time", "首次响应", TIME, NULL}, {"reply_time", "答复时间", TIME, NULL},
    {"close_time", "归档时间", TIME, NULL}, {"status", "状态", PLAIN, NULL},
    {"duty_org", "责任部门", PLAIN, NULL}, {"duty_type", "责任判定", PLAIN, NULL},
    {"cause", "问题原因", PLAIN, NULL}, {"solution", "处理措施", PLAIN, NULL},
    {"result", "处理结果", PLAIN, NULL}, {"satisf", "客户满意度", WIDE, NULL},
    {"reopen_cnt", "重开次数", WIDE, "0"}, {"parent_id", "首次工单", PLAIN, NULL},
    {"cell_id", "关联小区", PLAIN, NULL}, {"sp_id", "关联SP", PLAIN, NULL},
    {"batch_id", "关联群发", PLAIN, NULL}, {"call_id", "来源通话", PLAIN, NULL}};

static const char *
product_of(const struct ticket *t)
{
	char class = reasons[t->reason].code[0];

	if (class == '2' || class == '7' || t->reason == SLOW_DATA || t->reason == MASS_OUTAGE)
		return "BBD";
	return class == '4' ? "VAS" : class == '3' ? "SMS" : "MOB";
}

/* The cell of a network trouble, the provider of a service, the mailing that annoyed. */
static const char *
culprit(const struct ticket *t, char class, struct dice *d)
{
	int a = below(d, 40), b = below(d, 9), c = below(d, 4);
	bool mailing = chance(d, 300);

	if (reasons[t->reason].code[0] != class)
		return "";
	if (class == '1')
		return say("G%02d%03d", t->region + 1, a);
	return class == '4' ? say("SP%03d", b * c + 1) : mailing ? "B2026091" : "";
}

static void
ticket_row(const struct world *w, struct table *t, const struct ticket *k, struct dice *d)
{
	const char *phone = w->customers.at[k->cust].phone, *product = product_of(k);
	const char *other = some_phone(d), *cell = culprit(k, '1', d),
		   *provider = culprit(k, '4', d);
	const char *mailing = culprit(k, '3', d);
	bool own = chance(d, 850);

	ROW(t, k->id, cust_id(k->cust), sub_id(k->cust), phone, own ? phone : other, k->channel,
	    letter(k->source), letter(k->level), region_id(k->region),
	    strcmp(product, "BBD") == 0 ? "D" : "M", product, reason_code(k->reason, k->leaf, 2),
	    reason_code(k->reason, k->leaf, 4), reason_code(k->reason, k->leaf, 6), k->text,
	    stamp(k->accept), staff(k->staff), k->level >= '3' ? "SLA24" : "SLA48", stamp(k->due),
	    stamp(k->first), stamp(k->reply), stamp(k->close), k->status,
	    k->reply ? say("N%02d", 1 + k->region) : "", letter(k->duty), k->cause, k->solution,
	    letter(k->result), some(k->satisf), number(k->reopened),
	    k->parent ? w->tickets.at[k->parent - 1].id : "", cell, provider, mailing,
	    k->call ? w->calls.at[k->call - 1].id : "");
}

static void
ticket_rows(const struct world *w, struct table *t)
{
	struct dice d = dice(13);

	for (size_t i = 0; i < w->tickets.n; i++)
		ticket_row(w, t, &w->tickets.at[i], &d);
}

static const struct column event_columns[] = {{"ticket_id", "工单号", PLAIN, NULL},
    {"seq", "序号", PLAIN, NULL}, {"activity", "环节", PLAIN, NULL},
    {"begin_time", "开始", TIME, NULL}, {"end_time", "结束", TIME, NULL},
    {"from_org", "转出部门", PLAIN, NULL}, {"to_org", "转入部门", PLAIN, NULL},
    {"staff_id", "处理人", PLAIN, NULL}, {"limit_min", "环节时限", PLAIN, NULL},
    {"pause_reason", "挂起原因", PLAIN, NULL}, {"note", "说明", PLAIN, NULL},
    {"write_time", "系统写入时间", TIME, NULL}, {"src_ip", "操作地址", SECRET, NULL}};

static void
event_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->events.n; i++) {
		const struct event *e = &w->events.at[i];

		ROW(t, w->tickets.at[e->ticket].id, number(e->seq), e->activity, stamp(e->begin),
		    stamp(e->end), e->from, e->to, staff(e->staff), some(e->limit), e->pause,
		    e->note, stamp(e->end ? e->end : e->begin),
		    say("10.20.%d.%d", e->staff % 7, e->staff % 200));
	}
}

static const struct column region_columns[] = {{"month", "月份", MONTH, NULL},
    {"region_id", "区域码", PLAIN, NULL}, {"name", "名称", PLAIN, NULL},
    {"parent_id", "上级", PLAIN, NULL}, {"level", "层级", PLAIN, NULL},
    {"is_rural", "农村", TRUTH, NULL}, {"subscribers", "期末用户数", NUM, NULL},
    {"lat", "中心纬度", PLAIN, NULL}, {"lon", "中心经度", PLAIN, NULL}};

static void
region_rows(const struct world *w, struct table *t)
{
	struct dice d = dice(14);

	(void)w;
	for (int m = 0; m < MONTHS; m++)
		for (int r = 0; r < REGIONS; r++) {
			int users = regions[r].users * (1000 + 2 * m) / 1000 + below(&d, 9);

			ROW(t, say("%.7s", day(month_start(m))), region_id(r), regions[r].name,
			    "990000", "2", truth(regions[r].rural), number(users),
			    say("%d.%06d", 26 + r / 7, 100001 + r * 40312),
			    say("%d.%06d", 111 + r % 7, 200003 + r * 31234));
		}
}

static const char *
line_id(int cust, int line)
{
	return say("S%08d%02d", 10000001 + cust, line + 2);
}

static const char *
hundredths(int n)
{
	return n ? say("%d.%02d", n / 100, n % 100) : "";
}

static const struct column fault_columns[] = {{"fault_id", "障碍单号", PLAIN, NULL},
    {"sub_id", "用户标识", PLAIN, NULL}, {"cust_id", "客户标识", PLAIN, NULL},
    {"product", "产品", PLAIN, NULL}, {"report_time", "申告时间", TIME, NULL},
    {"channel", "渠道", WIDE, NULL}, {"symptom1", "现象一级", PLAIN, NULL},
    {"symptom2", "现象二级", PLAIN, NULL}, {"symptom3", "现象三级", PLAIN, NULL},
    {"text", "现象描述", FREE, NULL}, {"test_id", "系统测试", PLAIN, NULL},
    {"pre1_ok", "一次预处理解决", TRUTH, NULL}, {"pre2_ok", "专家预处理解决", TRUTH, NULL},
    {"dispatch_time", "派单时间", TIME, NULL}, {"appoint_time", "预约时间", TIME, NULL},
    {"arrive_time", "上门时间", TIME, NULL}, {"repair_time", "修复时间", TIME, NULL},
    {"reply_time", "回单时间", TIME, NULL}, {"close_time", "归档时间", TIME, NULL},
    {"cause", "销障原因", PLAIN, NULL}, {"org_id", "处理部门", PLAIN, NULL},
    {"staff_id", "装维人员", PLAIN, NULL}, {"cell_id", "小区", PLAIN, NULL},
    {"port_id", "端口", PLAIN, NULL}, {"region_id", "区域", PLACE, NULL},
    {"is_rural", "农村", TRUTH, NULL}, {"prev_fault_id", "前次障碍", PLAIN, NULL},
    {"is_batch", "大面积障碍", TRUTH, "0"}, {"terminal", "终端型号", PLAIN, NULL},
    {"valid_flag", "有效障碍", TRUTH, "1"}};

static void
fault_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->reports.n; i++) {
		const struct fault_report *f = &w->reports.at[i];
		bool radio = f->line == 3, outside = f->dispatch != 0;

		ROW(t, f->id, line_id(f->cust, f->line), cust_id(f->cust), products[f->line],
		    stamp(f->report), f->channel, reason_code(f->reason, f->leaf, 2),
		    reason_code(f->reason, f->leaf, 4), reason_code(f->reason, f->leaf, 6), f->text,
		    outside ? say("LT%08zu", i + 1) : "", letter(f->pre1), letter(f->pre2),
		    stamp(f->dispatch), stamp(f->appoint), stamp(f->arrive), stamp(f->repair),
		    stamp(f->reply), stamp(f->close), f->cause, say("N%02d", 1 + f->region),
		    outside ? staff(f->staff) : "",
		    radio ? say("G%02d%03d", f->region + 1, f->cust % 40) : "",
		    radio ? "" : f->port, region_id(f->region),
		    truth(w->customers.at[f->cust].rural),
		    f->before ? w->reports.at[f->before - 1].id : "", truth(f->batch), f->terminal,
		    truth(f->valid));
	}
}

static const struct column install_columns[] = {{"wo_id", "工单号", PLAIN, NULL},
    {"order_id", "受理单号", PLAIN, NULL}, {"cust_id", "客户标识", PLAIN, NULL},
    {"sub_id", "用户标识", PLAIN, NULL}, {"wo_type", "类型", WORD, "I=新装;M=移机;R=拆机;C=变更"},
    {"product", "产品", PLAIN, NULL}, {"accept_time", "受理时间", TIME, NULL},
    {"res_check", "资源预判", PLAIN, NULL}, {"res_time", "资源配置时间", TIME, NULL},
    {"dispatch_time", "派工时间", TIME, NULL}, {"appoint_time", "首次预约时间", TIME, NULL},
    {"reappoint_cnt", "改约次数", WIDE, "0"}, {"arrive_time", "上门时间", TIME, NULL},
    {"finish_time", "竣工时间", TIME, NULL}, {"active_time", "开通激活时间", TIME, NULL},
    {"sla_id", "适用标准", PLAIN, NULL}, {"due_time", "时限", TIME, NULL},
    {"org_id", "施工部门", PLAIN, NULL}, {"staff_id", "装维人员", PLAIN, NULL},
    {"region_id", "区域", PLACE, NULL}, {"is_rural", "农村", TRUTH, NULL},
    {"status", "状态", WIDE, NULL}, {"cancel_reason", "退单原因", PLAIN, NULL},
    {"delay_duty", "超时责任", PLAIN, NULL}};

static void
install_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->installs.n; i++) {
		const struct install *k = &w->installs.at[i];
		bool rural = w->customers.at[k->cust].rural;

		ROW(t, say("W%s", k->id), say("O%s", k->id), cust_id(k->cust),
		    line_id(k->cust, k->line), letter(k->type), products[k->line], stamp(k->accept),
		    k->res ? letter(k->check) : "", stamp(k->res), stamp(k->dispatch),
		    stamp(k->appoint), number(k->moved), stamp(k->arrive), stamp(k->finish),
		    stamp(k->active), rural ? "ZY10" : "ZY07", stamp(k->due),
		    say("N%02d", 1 + k->region), k->dispatch ? staff(k->staff) : "",
		    region_id(k->region), truth(rural), letter(k->status), k->cancel,
		    letter(k->duty));
	}
}

static const struct column visit_columns[] = {{"visit_id", "上门号", PLAIN, NULL},
    {"wo_id", "工单号", PLAIN, NULL}, {"ref_type", "类型", WORD, "I=装机;F=障碍"},
    {"staff_id", "装维人员", PLAIN, NULL}, {"appoint_from", "预约起", TIME, NULL},
    {"appoint_to", "预约止", TIME, NULL}, {"arrive_time", "到达", TIME, NULL},
    {"leave_time", "离开", TIME, NULL}, {"lat", "纬度", PLAIN, NULL}, {"lon", "经度", PLAIN, NULL},
    {"result", "结果", PLAIN, NULL}, {"parts_fee", "材料费", PLAIN, NULL}};

static void
visit_rows(const struct world *w, struct table *t)
{
	struct dice d = dice(15);

	for (size_t i = 0; i < w->visits.n; i++) {
		const struct visit *v = &w->visits.at[i];
		int r = v->region, north = below(&d, 90000), east = below(&d, 90000);
		const char *of =
		    v->ref == 'F' ? w->reports.at[v->of].id : say("W%s", w->installs.at[v->of].id);

		ROW(t, v->id, of, letter(v->ref), staff(v->staff), stamp(v->from), stamp(v->to),
		    stamp(v->arrive), stamp(v->leave),
		    v->arrive ? say("%d.%06d", 26 + r / 7, 100001 + r * 40312 - 45000 + north) : "",
		    v->arrive ? say("%d.%06d", 111 + r % 7, 200003 + r * 31234 - 45000 + east) : "",
		    letter(v->result), v->result == 'D' ? hundredths(v->fee) : "");
	}
}

static const struct column back_columns[] = {{"visit_id", "回访号", PLAIN, NULL},
    {"ref_type", "对象类型", WORD, "C=投诉;F=障碍;I=装移"}, {"ref_id", "工单号", PLAIN, NULL},
    {"plan_time", "计划时间", TIME, NULL}, {"visit_time", "回访时间", TIME, NULL},
    {"method", "方式", PLAIN, NULL}, {"reached", "联系上", TRUTH, NULL},
    {"solved_by_cust", "客户确认解决", TRUTH, NULL}, {"score", "满意度", WIDE, NULL},
    {"reason", "不满原因", PLAIN, NULL}, {"staff_id", "回访人", PLAIN, NULL},
    {"attempt", "第几次", WIDE, "1"}};

static void
back_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->backs.n; i++) {
		const struct back *b = &w->backs.at[i];

		ROW(t, b->id, letter(b->ref), b->of, stamp(b->plan), stamp(b->at),
		    letter(b->method), letter(b->reached), letter(b->solved), some(b->score),
		    some(b->reason), staff(b->staff), number(b->attempt));
	}
}

static const struct column appeal_columns[] = {{"appeal_id", "申诉号", PLAIN, NULL},
    {"ticket_id", "原投诉单", PLAIN, NULL}, {"cust_id", "客户标识", PLAIN, NULL},
    {"organ", "受理机构", WORD, "1=12300;2=管局;3=12315;4=消协;5=集团;6=媒体"},
    {"appeal_time", "申诉时间", TIME, NULL},
    {"category", "类别", WORD, "N=网络质量;C=收费争议;S=用户服务"},
    {"accept", "是否受理", TRUTH, NULL}, {"due_time", "答复时限", TIME, NULL},
    {"reply_time", "答复时间", TIME, NULL}, {"result", "结果", PLAIN, NULL},
    {"operator_duty", "企业责任", TRUTH, NULL}};

static void
appeal_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->appeals.n; i++) {
		const struct appeal *a = &w->appeals.at[i];
		const struct ticket *k = &w->tickets.at[a->ticket - 1];

		ROW(t, a->id, k->id, cust_id(k->cust), letter(a->organ), stamp(a->at),
		    letter(a->category), truth(a->accepted), stamp(a->due), stamp(a->reply),
		    letter(a->result), a->reply ? truth(a->duty) : "");
	}
}

static const struct column provision_columns[] = {{"prov_id", "开通单号", PLAIN, NULL},
    {"order_id", "受理单号", PLAIN, NULL}, {"sub_id", "用户标识", PLAIN, NULL},
    {"step", "步骤", PLAIN, NULL}, {"ne", "网元", PLAIN, NULL}, {"begin_time", "开始", TIME, NULL},
    {"end_time", "结束", TIME, NULL}, {"success", "成功", TRUTH, NULL},
    {"err_code", "错误码", PLAIN, NULL}, {"auto_flag", "自动", TRUTH, NULL},
    {"retry", "重试", PLAIN, "0"}};

static void
provision_rows(const struct world *w, struct table *t)
{
	for (size_t i = 0; i < w->provisions.n; i++) {
		const struct provision *p = &w->provisions.at[i];
		const struct install *k = &w->installs.at[p->install];

		ROW(t, p->id, say("O%s", k->id), line_id(k->cust, k->line), p->step, p->ne,
		    stamp(p->begin), stamp(p->end), letter(p->success),
		    p->error ? say("E%04d", p->error) : "", truth(p->automatic), number(p->retry));
	}
}

/* ---- Feeds: dialects, files, faults ---- */

enum form { DASH, SLASH, TO_MINUTE, COMPACT };
enum what { BAD, EMPTY, CHECKED, TWICE, SHORT, LONG, STRAY, AFTER, OPEN, BYTES, ZERO };

struct fault {
	enum what what;
	const char *column, *rule;
	const char *bad; /* what stands there instead; -NAME: an hour before that column */
	int times;
};
struct file {
	const char *name;
	int until; /* the first month that is not in it */
	enum form form;
};
struct feed {
	const char *name, *sheet, *encoding, *mark, *eol, *yes, *no, *nulls[3];
	char delimiter; /* 0: fixed width */
	bool quotes, lax, zh, header, wide, spaces;
	const int *width;
	const struct column *column;
	size_t columns;
	void (*rows)(const struct world *, struct table *);
	const char *when; /* the column that decides the file */
	const char *done; /* without it a record is open, and comes again in the next file */
	struct file files[4];
	struct fault faults[24];
	const char *foot;
	int merged, headers, blanks; /* older versions in every 1000 rows; repeated headers and
					blank lines in each file */
	bool (*older)(const struct feed *, const char **cells, struct dice *);
	bool older_first;
	const char *kin; /* the column by which the sample finds its rows */
	int sample;
};

static size_t
column(const struct feed *f, const char *name)
{
	for (size_t i = 0; i < f->columns; i++)
		if (strcmp(f->column[i].name, name) == 0)
			return i;
	stop(name, "no such column");
	return 0;
}

static int64_t
moment(const char *text)
{
	int y, m, d, h = 0, i = 0, s = 0;

	if (sscanf(text, "%d-%d-%d %d:%d:%d", &y, &m, &d, &h, &i, &s) < 3)
		return 0;
	return days_of(y, m, d) * DAY + h * HOUR + i * MINUTE + s;
}

/* Earlier versions of a record, as they came before it; false if it cannot have one. */
static bool
older_customer(const struct feed *f, const char **cells, struct dice *d)
{
	size_t upd = column(f, "upd_time");

	cells[upd] = stamp(moment(cells[upd]) - DAY * (1 + below(d, 90)));
	cells[column(f, "cust_class")] = letter("ABCDE"[below(d, 5)]);
	return true;
}

static bool
older_survey(const struct feed *f, const char **cells, struct dice *d)
{
	size_t at = column(f, "invite_time");

	cells[at] = stamp(moment(cells[at]) - MINUTE * (1 + below(d, 30)));
	cells[column(f, "reply_key")] = cells[column(f, "score")] = cells[column(f, "reason_key")] =
	    "";
	return true;
}

/* A ticket that was open when the file before was cut. */
static bool
older_ticket(const struct feed *f, const char **cells, struct dice *d)
{
	static const char *const later[] = {"first_resp_time", "reply_time", "close_time",
	    "duty_org", "duty_type", "cause", "solution", "result", "satisf"};

	(void)d;
	for (size_t i = 0; i < COUNT(later); i++)
		cells[column(f, later[i])] = "";
	cells[column(f, "reopen_cnt")] = "0";
	cells[column(f, "status")] = "DP";
	return true;
}

static void
blank(const struct feed *f, const char **cells, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		cells[column(f, names[i])] = "";
}

static bool
older_fault(const struct feed *f, const char **cells, struct dice *d)
{
	static const char *const later[] = {"test_id", "pre1_ok", "pre2_ok", "dispatch_time",
	    "appoint_time", "arrive_time", "repair_time", "reply_time", "close_time", "cause",
	    "staff_id"};

	(void)d;
	blank(f, cells, later, COUNT(later));
	return true;
}

static bool
older_install(const struct feed *f, const char **cells, struct dice *d)
{
	static const char *const later[] = {"res_check", "res_time", "dispatch_time",
	    "appoint_time", "arrive_time", "finish_time", "active_time", "staff_id",
	    "cancel_reason", "delay_duty"};

	(void)d;
	blank(f, cells, later, COUNT(later));
	cells[column(f, "reappoint_cnt")] = "0";
	cells[column(f, "status")] = "1";
	return true;
}

/* Noted first as not reached. */
static bool
older_back(const struct feed *f, const char **cells, struct dice *d)
{
	static const char *const later[] = {"solved_by_cust", "score", "reason"};

	(void)d;
	blank(f, cells, later, COUNT(later));
	cells[column(f, "reached")] = "0";
	return true;
}

static bool
older_event(const struct feed *f, const char **cells, struct dice *d)
{
	size_t at = column(f, "write_time");

	cells[at] = stamp(moment(cells[at]) - 1 - below(d, 50));
	cells[column(f, "note")] = "";
	return true;
}

static bool
older_region(const struct feed *f, const char **cells, struct dice *d)
{
	size_t at = column(f, "subscribers");

	cells[at] = number(atoi(cells[at]) - 20 - below(d, 50));
	return true;
}

static bool
same_again(const struct feed *f, const char **cells, struct dice *d)
{
	(void)f, (void)cells, (void)d;
	return true;
}

static const int region_width[] = {6, 6, 8, 6, 1, 1, 9, 10, 11};
static const int appeal_width[] = {11, 11, 9, 8, 19, 4, 1, 19, 19, 1, 1};

#define COLUMNS_OF(c) .column = c, .columns = COUNT(c)
static const struct feed feeds[] = {
    {.name = "customer",
	.sheet = "customers",
	.encoding = "GB18030",
	.mark = "",
	.eol = "\r\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "NULL", "#N/A"},
	.delimiter = ',',
	.quotes = true,
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(customer_columns),
	.rows = customer_rows,
	.when = NULL,
	.merged = 20,
	.headers = 1,
	.blanks = 2,
	.older = older_customer,
	.foot = "合计,3000,,,,,,,,,,,,,,",
	.kin = "cust_id",
	.sample = 24,
	.files = {{"customer_20261031_01.csv", MONTHS, TO_MINUTE}},
	.faults = {{BAD, "cust_id", "match", "X9", 6}, {EMPTY, "cust_name", "required", "", 8},
	    {BAD, "cust_type", "codes", "散户", 6}, {EMPTY, "region_id", "required", "", 5},
	    {BAD, "region_id", "codes", "海外", 5}, {BAD, "birth_date", "format", "1985/2/30", 7},
	    {BAD, "open_date", "format", "不详", 5}, {BAD, "open_date", "range", "1926-05-01", 2},
	    {BAD, "is_rural", "type", "城郊", 3}, {BAD, "manager_id", "length", "M000000000012", 3},
	    {EMPTY, "upd_time", "required", "", 4},
	    {CHECKED, "open_date", "check born_before", "1990-01-05", 4},
	    {SHORT, NULL, "fields", NULL, 4}, {LONG, NULL, "fields", NULL, 3},
	    {BYTES, NULL, "encoding", NULL, 3}}},
    {.name = "call",
	.sheet = "calls",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\n",
	.yes = "1",
	.no = "0",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = '|',
	.wide = true,
	.spaces = true,
	COLUMNS_OF(call_columns),
	.rows = call_rows,
	.when = "start_time",
	.kin = "cust_id",
	.sample = 200,
	.files = {{"call_2025H2_01.psv", 4, COMPACT}, {"call_2026H1_01.psv", 10, DASH},
	    {"call_2026H2_01.psv", MONTHS, SLASH}},
	.faults = {{BAD, "call_id", "match", "H12", 15}, {EMPTY, "call_id", "required", "", 15},
	    {TWICE, "call_id", "unique", NULL, 40}, {BAD, "access_code", "codes", "99999", 20},
	    {BAD, "caller", "match", "12345", 25}, {BAD, "region_id", "codes", "999999", 40},
	    {EMPTY, "region_id", "required", "", 25},
	    {BAD, "start_time", "format", "2026-02-30 10:15:00", 20},
	    {BAD, "answer_time", "format", "00000000000000", 25},
	    {BAD, "agent_id", "length", "A000000001234", 10}, {BAD, "talk_s", "type", "N/A", 20},
	    {BAD, "talk_s", "range", "999999", 20}, {BAD, "hold_s", "range", "-5", 10},
	    {BAD, "outcome", "codes", "ZZ", 20}, {BAD, "agent_req", "type", "9", 15},
	    {SHORT, NULL, "fields", NULL, 20}, {LONG, NULL, "fields", NULL, 15},
	    {CHECKED, "answer_time", "check queue_first", "-queue_enter", 25},
	    {CHECKED, "end_time", "check end_last", "-start_time", 15},
	    {CHECKED, "answer_time", "check answered_when", "", 10},
	    {BYTES, NULL, "encoding", NULL, 10}}},
    {.name = "ivr_key",
	.sheet = "keys",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\n",
	.yes = "Y",
	.no = "N",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = '\t',
	.header = true,
	COLUMNS_OF(key_columns),
	.rows = key_rows,
	.when = NULL,
	.merged = 8,
	.older = same_again,
	.older_first = true,
	.headers = 2,
	.blanks = 1,
	.kin = "call_id",
	.sample = 60,
	.files = {{"ivr_key_202610_01.tsv", MONTHS, DASH}},
	.faults = {{BAD, "call_id", "match", "?", 6}, {BAD, "seq", "range", "0", 8},
	    {BAD, "seq", "type", "一", 6}, {BAD, "time", "type", "2026-02-30 08:09:10", 10},
	    {EMPTY, "menu_id", "required", "", 10}, {BAD, "key", "match", "A", 12},
	    {BAD, "result", "codes", "Q", 12}, {BAD, "dur_s", "range", "86400", 12},
	    {SHORT, NULL, "fields", NULL, 8}, {LONG, NULL, "fields", NULL, 6},
	    {CHECKED, "success", "check done_or_not", "1", 8}, {ZERO, NULL, "nul", NULL, 4}}},
    {.name = "survey",
	.sheet = "surveys",
	.encoding = "UTF-16LE",
	.mark = "\xEF\xBB\xBF",
	.eol = "\r\n",
	.yes = "1",
	.no = "0",
	.nulls = {"", "NULL", ""},
	.delimiter = '\t',
	.quotes = true,
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(survey_columns),
	.rows = survey_rows,
	.when = NULL,
	.merged = 12,
	.older = older_survey,
	.headers = 1,
	.kin = "call_id",
	.sample = 60,
	.files = {{"survey_202610_01.txt", MONTHS, TO_MINUTE}},
	.faults = {{EMPTY, "call_id", "required", "", 8}, {BAD, "call_id", "match", "H20261003", 8},
	    {BAD, "score", "range", "7", 20}, {BAD, "score", "type", "满意", 10},
	    {BAD, "invite_time", "format", "2026/13/5 8:09", 10},
	    {BAD, "reply_key", "match", "AA", 8}, {BAD, "reason_key", "codes", "9", 8},
	    {SHORT, NULL, "fields", NULL, 6}, {STRAY, "agent_id", "quotes", NULL, 4},
	    {CHECKED, "reason_key", "check reason_if_low", "1", 8}}},
    {.name = "contact",
	.sheet = "contacts",
	.encoding = "GB18030",
	.mark = "",
	.eol = "\r\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = ',',
	.quotes = true,
	.lax = true,
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(contact_columns),
	.rows = contact_rows,
	.when = "begin_time",
	.headers = 1,
	.blanks = 1,
	.kin = "cust_id",
	.sample = 60,
	.files = {{"contact_2025H2_01.csv", 4, SLASH}, {"contact_2026H1_01.csv", 10, COMPACT},
	    {"contact_2026H2_01.csv", MONTHS, DASH}},
	.faults = {{EMPTY, "contact_id", "required", "", 8},
	    {TWICE, "contact_id", "unique", NULL, 20}, {BAD, "cust_id", "match", "张先生", 8},
	    {BAD, "channel", "codes", "99", 15}, {BAD, "contact_type", "codes", "闲聊", 15},
	    {BAD, "reason2", "codes", "9999", 12}, {BAD, "business", "codes", "ABCD", 10},
	    {BAD, "begin_time", "format", "2026-04-31 09:00:00", 12},
	    {EMPTY, "begin_time", "required", "", 8}, {BAD, "resolved", "type", "部分", 10},
	    {BAD, "competitor", "codes", "7", 6}, {SHORT, NULL, "fields", NULL, 8},
	    {LONG, NULL, "fields", NULL, 6}, {CHECKED, "reason3", "check reason_tree", "202001", 8},
	    {CHECKED, "end_time", "check end_last", "-begin_time", 8},
	    {BYTES, NULL, "encoding", NULL, 6}}},
    {.name = "ticket",
	.sheet = "tickets",
	.encoding = "UTF-8",
	.mark = "\xEF\xBB\xBF",
	.eol = "\r\n",
	.yes = "1",
	.no = "0",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = ',',
	.quotes = true,
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(ticket_columns),
	.rows = ticket_rows,
	.when = "accept_time",
	.done = "close_time",
	.merged = 6,
	.headers = 1,
	.blanks = 1,
	.older = older_ticket,
	.older_first = true,
	.kin = "cust_id",
	.sample = 60,
	.files = {{"ticket_2025H2_01.csv", 4, TO_MINUTE}, {"ticket_2026H1_01.csv", 10, DASH},
	    {"ticket_2026H2_01.csv", MONTHS, SLASH}},
	.faults = {{BAD, "ticket_id", "match", "20260101", 5},
	    {EMPTY, "cust_id", "required", "", 6}, {BAD, "phone", "match", "1380013", 6},
	    {BAD, "region_id", "codes", "未知", 5}, {BAD, "product", "codes", "XYZ", 4},
	    {EMPTY, "reason2", "required", "", 5}, {BAD, "reason3", "codes", "999999", 5},
	    {BAD, "accept_time", "format", "2026/2/30 8:09", 5},
	    {BAD, "reply_time", "format", "次日", 4}, {BAD, "status", "codes", "OK", 4},
	    {BAD, "satisf", "range", "9", 6}, {BAD, "reopen_cnt", "type", "两次", 3},
	    {SHORT, NULL, "fields", NULL, 4}, {LONG, NULL, "fields", NULL, 3},
	    {STRAY, "accept_staff", "quotes", NULL, 4}, {AFTER, "accept_staff", "quotes", NULL, 3},
	    {CHECKED, "reason3", "check reason_tree", "202001", 3},
	    {CHECKED, "reply_time", "check reply_after", "-accept_time", 4},
	    {CHECKED, "close_time", "check close_after", "-reply_time", 3},
	    {OPEN, "text", "quotes", NULL, 1}, {BYTES, NULL, "encoding", NULL, 4}}},
    {.name = "ticket_event",
	.sheet = "events",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\n",
	.yes = "1",
	.no = "0",
	.nulls = {"\\N", "\\N", "\\N"},
	.delimiter = 1,
	COLUMNS_OF(event_columns),
	.rows = event_rows,
	.when = "begin_time",
	.merged = 8,
	.older = older_event,
	.older_first = true,
	.kin = "ticket_id",
	.sample = 400,
	.files = {{"ticket_event_202608_01.dat", 12, DASH},
	    {"ticket_event_202609_01.dat", 13, DASH}, {"ticket_event_202610_01.dat", MONTHS, DASH}},
	.faults = {{EMPTY, "ticket_id", "required", "", 10}, {BAD, "seq", "range", "100", 8},
	    {BAD, "activity", "codes", "ABC", 15},
	    {BAD, "begin_time", "type", "2026-09-31 08:00:00", 12},
	    {BAD, "limit_min", "type", "30m", 8}, {BAD, "src_ip", "match", "localhost", 8},
	    {EMPTY, "write_time", "required", "", 8}, {SHORT, NULL, "fields", NULL, 8},
	    {LONG, NULL, "fields", NULL, 6},
	    {CHECKED, "end_time", "check end_last", "-begin_time", 10},
	    {CHECKED, "pause_reason", "check pause_why", "", 6},
	    {BYTES, NULL, "encoding", NULL, 6}}},
    {.name = "region",
	.sheet = "regions",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "", ""},
	.width = region_width,
	.wide = true,
	COLUMNS_OF(region_columns),
	.rows = region_rows,
	.when = NULL,
	.merged = 8,
	.older = older_region,
	.older_first = true,
	.foot = "合计",
	.kin = NULL,
	.sample = 42,
	.files = {{"region_202610_01.txt", MONTHS, DASH}},
	.faults = {{BAD, "region_id", "codes", "992200", 2},
	    {BAD, "subscribers", "type", "待定", 2}}},
    {.name = "fault",
	.sheet = "faults",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\r\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = ';',
	.quotes = true,
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(fault_columns),
	.rows = fault_rows,
	.when = "report_time",
	.done = "close_time",
	.merged = 6,
	.headers = 1,
	.blanks = 1,
	.older = older_fault,
	.older_first = true,
	.kin = "cust_id",
	.sample = 60,
	.files = {{"fault_2025H2_01.csv", 4, SLASH}, {"fault_2026H1_01.csv", 10, COMPACT},
	    {"fault_2026H2_01.csv", MONTHS, DASH}},
	.faults = {{BAD, "fault_id", "match", "T12", 4}, {EMPTY, "sub_id", "required", "", 5},
	    {BAD, "product", "codes", "光纤", 4},
	    {BAD, "report_time", "format", "2026-02-30 10:15:00", 5},
	    {BAD, "repair_time", "format", "已修复", 5}, {BAD, "channel", "codes", "98", 4},
	    {BAD, "symptom3", "codes", "999999", 4}, {BAD, "pre1_ok", "type", "部分", 5},
	    {BAD, "cause", "codes", "GHOST", 4}, {BAD, "region_id", "codes", "海外", 4},
	    {SHORT, NULL, "fields", NULL, 4}, {LONG, NULL, "fields", NULL, 3},
	    {STRAY, "org_id", "quotes", NULL, 3},
	    {CHECKED, "symptom3", "check symptom_tree", "202001", 4},
	    {CHECKED, "pre1_ok", "check expert_second", "1", 4},
	    {CHECKED, "repair_time", "check repair_after", "-report_time", 4},
	    {CHECKED, "close_time", "check close_after", "-repair_time", 4},
	    {BYTES, NULL, "encoding", NULL, 3}}},
    {.name = "install",
	.sheet = "installs",
	.encoding = "GB18030",
	.mark = "",
	.eol = "\n",
	.yes = "Y",
	.no = "N",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = '\t',
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(install_columns),
	.rows = install_rows,
	.when = NULL,
	.merged = 40,
	.headers = 1,
	.older = older_install,
	.older_first = true,
	.kin = "cust_id",
	.sample = 40,
	.files = {{"install_202610_01.tsv", MONTHS, COMPACT}},
	.faults = {{BAD, "wo_id", "match", "20260101", 3}, {EMPTY, "order_id", "required", "", 3},
	    {BAD, "wo_type", "codes", "修理", 3}, {BAD, "product", "codes", "XYZ", 3},
	    {BAD, "accept_time", "format", "20260230101500", 3},
	    {BAD, "finish_time", "format", "竣工", 2}, {BAD, "reappoint_cnt", "type", "两次", 2},
	    {BAD, "region_id", "codes", "未知", 3}, {BAD, "status", "codes", "9", 3},
	    {SHORT, NULL, "fields", NULL, 2}, {LONG, NULL, "fields", NULL, 2},
	    {CHECKED, "cancel_reason", "check cancel_why", "", 2},
	    {CHECKED, "finish_time", "check finish_after", "-accept_time", 2},
	    {CHECKED, "active_time", "check active_after", "-finish_time", 2},
	    {BYTES, NULL, "encoding", NULL, 2}}},
    {.name = "field_visit",
	.sheet = "visits",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\r\n",
	.yes = "1",
	.no = "0",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = '^',
	.zh = true,
	.header = true,
	.spaces = true,
	COLUMNS_OF(visit_columns),
	.rows = visit_rows,
	.when = NULL,
	.headers = 1,
	.kin = "wo_id",
	.sample = 60,
	.files = {{"field_visit_202610_01.txt", MONTHS, SLASH}},
	.faults = {{TWICE, "visit_id", "unique", NULL, 6}, {BAD, "wo_id", "match", "X1", 5},
	    {BAD, "ref_type", "codes", "巡检", 5},
	    {BAD, "arrive_time", "format", "2026/13/5 8:09:00", 6},
	    {BAD, "lat", "range", "261.5", 5}, {BAD, "lon", "type", "E111", 4},
	    {BAD, "result", "codes", "Z", 5}, {SHORT, NULL, "fields", NULL, 4},
	    {LONG, NULL, "fields", NULL, 3},
	    {CHECKED, "appoint_to", "check window", "-appoint_from", 4},
	    {CHECKED, "leave_time", "check leave_after", "-arrive_time", 4},
	    {CHECKED, "ref_type", "check kind_of_order", "F", 4},
	    {BYTES, NULL, "encoding", NULL, 3}}},
    {.name = "visit_back",
	.sheet = "callbacks",
	.encoding = "GB18030",
	.mark = "",
	.eol = "\r\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "NULL", "\\N"},
	.delimiter = '|',
	.zh = true,
	.header = true,
	.wide = true,
	.spaces = true,
	COLUMNS_OF(back_columns),
	.rows = back_rows,
	.when = NULL,
	.merged = 8,
	.headers = 1,
	.blanks = 1,
	.older = older_back,
	.older_first = true,
	.kin = "ref_id",
	.sample = 60,
	.files = {{"visit_back_202610_01.txt", MONTHS, SLASH}},
	.faults = {{BAD, "visit_id", "match", "?", 8}, {BAD, "ref_type", "codes", "其他", 8},
	    {EMPTY, "ref_id", "required", "", 8},
	    {BAD, "visit_time", "format", "2026/2/30 8:09:00", 8},
	    {BAD, "reached", "type", "忙音", 8}, {BAD, "score", "range", "10", 8},
	    {BAD, "reason", "codes", "9", 6}, {SHORT, NULL, "fields", NULL, 6},
	    {LONG, NULL, "fields", NULL, 5}, {CHECKED, "reached", "check heard", "0", 6},
	    {BYTES, NULL, "encoding", NULL, 5}}},
    {.name = "appeal",
	.sheet = "appeals",
	.encoding = "GB18030",
	.mark = "",
	.eol = "\n",
	.yes = "是",
	.no = "否",
	.nulls = {"", "", ""},
	.width = appeal_width,
	COLUMNS_OF(appeal_columns),
	.rows = appeal_rows,
	.when = NULL,
	.foot = "合计",
	.kin = "cust_id",
	.sample = 20,
	.files = {{"appeal_202610_01.txt", MONTHS, TO_MINUTE}},
	.faults = {{BAD, "organ", "codes", "12345", 1}, {BAD, "category", "codes", "其他", 1},
	    {CHECKED, "reply_time", "check reply_after", "-appeal_time", 1}}},
    {.name = "provision",
	.sheet = "provisions",
	.encoding = "UTF-8",
	.mark = "",
	.eol = "\n",
	.yes = "1",
	.no = "0",
	.nulls = {"\\N", "\\N", "\\N"},
	.delimiter = '\t',
	COLUMNS_OF(provision_columns),
	.rows = provision_rows,
	.when = NULL,
	.kin = "order_id",
	.sample = 60,
	.files = {{"provision_202610_01.dat", MONTHS, COMPACT}},
	.faults = {{EMPTY, "order_id", "required", "", 4}, {TWICE, "prov_id", "unique", NULL, 4},
	    {BAD, "step", "codes", "XX", 4}, {BAD, "begin_time", "format", "20260931080000", 4},
	    {BAD, "retry", "range", "99", 3}, {SHORT, NULL, "fields", NULL, 3},
	    {CHECKED, "end_time", "check end_last", "-begin_time", 4},
	    {CHECKED, "err_code", "check error_if_failed", "E1001", 4},
	    {BYTES, NULL, "encoding", NULL, 3}}},
};

/* ---- From canonical to clean ---- */

static size_t
char_size(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static const char *
masked_name(const char *name)
{
	struct buf b = {0};

	put(&b, name, char_size(name));
	for (const char *p = name + char_size(name); *p; p += char_size(p))
		puts_(&b, "*");
	put(&b, "", 1);
	return b.at;
}

static bool
phone_at(const char *p)
{
	if (p[0] != '1' || p[1] < '3' || p[1] > '9')
		return false;
	for (int i = 2; i < 11; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

/* Line breaks become a space; telephone numbers lose their middle. */
static const char *
quiet_text(const char *text)
{
	char *out = memcpy(take(strlen(text) + 1), text, strlen(text) + 1);

	for (char *p = out; *p; p++) {
		if (*p == '\n')
			*p = ' ';
		if (phone_at(p))
			memset(p + 3, '*', 4), p += 10;
	}
	return out;
}

static const char *
clean(const struct column *c, const char *text)
{
	if (*text == '\0')
		return text;
	switch (c->kind) {
	case NAME:
		return masked_name(text);
	case PHONE:
		return say("%.3s****%s", text, text + strlen(text) - 4);
	case BIRTH:
		return say("%.4s-01-01", text);
	case FREE:
		return quiet_text(text);
	case SECRET:
		return memset(
		    memcpy(take(strlen(text) + 1), text, strlen(text) + 1), '*', strlen(text));
	default:
		return text;
	}
}

static void
put_field(struct buf *b, const char *text, char delimiter, const char *force)
{
	size_t n = strlen(text);
	bool quoted = n > 0 && (strchr(text, delimiter) || strpbrk(text, "\"\r\n") ||
				   text[0] == ' ' || text[n - 1] == ' ' || force);

	if (quoted)
		puts_(b, "\"");
	for (const char *p = text; *p; p++)
		put(b, *p == '"' && quoted ? "\"\"" : p, *p == '"' && quoted ? 2 : 1);
	if (quoted)
		puts_(b, "\"");
}

static void
put_clean(struct buf *b, const struct feed *f, const char **cells)
{
	for (size_t i = 0; i < f->columns; i++) {
		if (i)
			puts_(b, ",");
		put_field(b, cells ? clean(&f->column[i], cells[i]) : f->column[i].name, ',', NULL);
	}
	puts_(b, "\n");
}

/* ---- From canonical to dirty, still acceptable ---- */

static const char *
full_width(const char *text)
{
	struct buf b = {0};

	for (const char *p = text; *p; p++)
		if (*p >= '0' && *p <= '9')
			put(&b, (char[]){'\xEF', '\xBC', (char)(0x90 + *p - '0')}, 3);
		else
			put(&b, p, 1);
	put(&b, "", 1);
	return b.at;
}

static const char *
dirty_time(const char *text, enum form form)
{
	struct civil c = civil(moment(text));

	switch (form) {
	case SLASH:
		return say(
		    "%d/%d/%d %d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
	case TO_MINUTE:
		return say("%d/%d/%d %d:%02d", c.year, c.month, c.day, c.hour, c.minute);
	case COMPACT:
		return say(
		    "%04d%02d%02d%02d%02d%02d", c.year, c.month, c.day, c.hour, c.minute, c.second);
	default:
		return text;
	}
}

static const char *
dirty_date(const char *text, struct dice *d)
{
	struct civil c = civil(moment(text));

	return chance(d, 50) ? say("%04d%02d%02d", c.year, c.month, c.day)
			     : say("%d/%d/%d", c.year, c.month, c.day);
}

static const char *
dirty_number(const char *text, struct dice *d)
{
	size_t n = strlen(text);

	if (n > 3 && chance(d, 700))
		text = say("%.*s,%s", (int)n - 3, text, text + n - 3);
	return chance(d, 20) ? full_width(text) : text;
}

static const char *
dirty_phone(const char *text, struct dice *d)
{
	if (text[1] < '3')
		return text;
	switch (below(d, 50)) {
	case 0:
		return say("+86%s", text);
	case 1:
		return say("0086%s", text);
	case 2:
		return say("%.3s-%.4s-%s", text, text + 3, text + 7);
	case 3:
		return say("%.3s %.4s %s", text, text + 3, text + 7);
	case 4:
		return full_width(text);
	default:
		return text;
	}
}

static const char *
word_for(const char *words, const char *code)
{
	size_t n = strlen(code);

	for (const char *p = words; p; p = strchr(p, ';') ? strchr(p, ';') + 1 : NULL)
		if (strncmp(p, code, n) == 0 && p[n] == '=')
			return say("%.*s", (int)strcspn(p + n + 1, ";"), p + n + 1);
	return code;
}

static const char *
dirty(
    const struct feed *f, const struct column *c, const char *text, enum form form, struct dice *d)
{
	bool spare = c->words && c->kind != WORD &&
		     (*c->words == '*' || strcmp(c->words, text) == 0) && chance(d, 60);

	if (*text == '\0' && c->kind == NOTED && chance(d, 100))
		return c->words;
	if (*text == '\0' || spare)
		return f->nulls[below(d, 12) < 11 ? 0 : 1 + below(d, 2)];
	switch (c->kind) {
	case TIME:
		return dirty_time(text, form);
	case DATE:
	case BIRTH:
		return dirty_date(text, d);
	case MONTH:
		return say("%.4s%s", text, text + 5);
	case NUM:
		return f->wide ? dirty_number(text, d) : text;
	case WIDE:
		return f->wide && chance(d, 30) ? full_width(text) : text;
	case PHONE:
		return dirty_phone(text, d);
	case TRUTH:
		return *text == '1' ? f->yes : f->no;
	case WORD:
		return chance(d, 900) ? word_for(c->words, text) : text;
	case PLACE:
		return chance(d, 850) ? regions[(atoi(text) - 990100) / 100].name : text;
	default:
		return f->spaces && c->kind != FREE && chance(d, 10) ? say(" %s ", text) : text;
	}
}

/* ---- Records in the order of the files ---- */

struct item {
	size_t row;
	int file;
	const struct fault *fault;
	bool older; /* an earlier version of the row */
	bool plain; /* no quotes in it */
	int rank;   /* the order in its file: row * 2, + 1 for what follows it */
};
struct plan {
	LIST(item) items;
	bool *good; /* accepted */
	bool *late; /* its last version stands in the file after its own */
	int *file;
};
struct books {
	int read, written, rejected, merged;
};

static int
file_of(const struct feed *f, const char **cells)
{
	int month = f->when ? month_of(moment(cells[column(f, f->when)])) : 0, i = 0;

	while (month >= f->files[i].until)
		i++;
	return i;
}

/* Forms without seconds lose them, in the clean stream too. */
static void
cut_seconds(const struct feed *f, const char **cells)
{
	for (size_t i = 0; i < f->columns; i++)
		if (f->column[i].kind == TIME && *cells[i])
			cells[i] = say("%.16s:00", cells[i]);
}

/* A record still open when its file was cut comes again, complete, in the next one. */
static bool
closed_later(const struct feed *f, const struct file *file, const char **cells)
{
	if (f->done == NULL || file->until == MONTHS)
		return false;
	return moment(cells[column(f, f->done)]) >= month_start(file->until);
}

static bool
plain_text(const struct feed *f, const char **cells)
{
	for (size_t i = 0; i < f->columns; i++)
		if (strpbrk(cells[i], "\",\n"))
			return false;
	return true;
}

/* Whether a fault can be put into a row without a second one coming first. */
static bool
suits(const struct feed *f, const struct fault *x, const char **cells)
{
	if (x->what == STRAY || x->what == AFTER || x->what == OPEN)
		return plain_text(f, cells);
	if (x->column == NULL || x->what == TWICE)
		return true;
	if (x->what != CHECKED)
		return *cells[column(f, x->column)] != '\0';
	if (strcmp(x->rule, "check born_before") == 0)
		return strcmp(cells[column(f, "birth_date")], "1991") > 0;
	if (strcmp(x->rule, "check done_or_not") == 0)
		return *cells[column(f, "result")] != 'D';
	if (strcmp(x->rule, "check reason_if_low") == 0)
		return atoi(cells[column(f, "score")]) > 3;
	if (strcmp(x->rule, "check reason_tree") == 0)
		return *cells[column(f, "reason2")] &&
		       strcmp(cells[column(f, "reason2")], "2020") != 0;
	if (strcmp(x->rule, "check pause_why") == 0)
		return strcmp(cells[column(f, "activity")], "SUS") == 0;
	if (strcmp(x->rule, "check symptom_tree") == 0)
		return strcmp(cells[column(f, "symptom2")], "2020") != 0;
	if (strcmp(x->rule, "check expert_second") == 0)
		return *cells[column(f, "pre2_ok")] != '\0';
	if (strcmp(x->rule, "check cancel_why") == 0)
		return *cells[column(f, "status")] == '3';
	if (strcmp(x->rule, "check kind_of_order") == 0)
		return *cells[column(f, "ref_type")] == 'I';
	if (strcmp(x->rule, "check heard") == 0)
		return *cells[column(f, "score")] && *cells[column(f, "reached")] == '1';
	if (strcmp(x->rule, "check error_if_failed") == 0)
		return *cells[column(f, "success")] == '1' && *cells[column(f, "retry")] == '0' &&
		       *cells[column(f, "err_code")] == '\0';
	return *cells[column(f, x->column)] != '\0';
}

static size_t
place_fault(const struct feed *f, const struct table *t, const struct plan *p,
    const struct fault *x, const struct fault **taken, struct dice *d)
{
	for (int tries = 0; tries < 100000; tries++) {
		size_t row = (size_t)below(d, (int)t->rows.n - 60) + 10;

		if (taken[row] == NULL && !p->late[row] && suits(f, x, t->rows.at[row])) {
			taken[row] = x;
			return row;
		}
	}
	stop(f->name, x->rule);
	return 0;
}

static int
by_rank(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->file != y->file)
		return x->file - y->file;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void
plan_versions(
    const struct feed *f, struct plan *p, const struct fault **taken, size_t rows, struct dice *d)
{
	for (size_t i = 1; i < rows; i++) {
		int where = f->older_first || chance(d, 600) ? -1 : 3;

		if (taken[i] || !(p->late[i] || chance(d, f->merged)))
			continue;
		if (f->older == same_again)
			where = 1;
		PUSH(p->items) = (struct item){
		    .row = i, .file = p->file[i], .older = true, .rank = (int)i * 2 + where};
	}
}

static void
make_plan(const struct feed *f, struct table *t, struct plan *p, struct dice *d)
{
	const struct fault **taken = zeros(t->rows.n, sizeof(*taken));
	size_t n = t->rows.n;

	p->good = zeros(n, sizeof(bool));
	p->late = zeros(n, sizeof(bool));
	p->file = zeros(n, sizeof(int));
	for (size_t i = 0; i < n; i++) {
		p->file[i] = file_of(f, t->rows.at[i]);
		if (f->files[p->file[i]].form == TO_MINUTE)
			cut_seconds(f, t->rows.at[i]);
		p->late[i] = closed_later(f, &f->files[p->file[i]], t->rows.at[i]);
	}
	for (const struct fault *x = f->faults; x < f->faults + COUNT(f->faults) && x->times; x++)
		for (int k = 0; k < x->times && x->what != OPEN; k++) {
			size_t row = place_fault(f, t, p, x, taken, d);
			if (x->what == TWICE)
				PUSH(p->items) = (struct item){.row = row,
				    .file = p->file[row],
				    .fault = x,
				    .rank = (int)row * 2 + 1 + 2 * below(d, 20)};
		}
	for (size_t i = 0; i < n; i++)
		PUSH(p->items) = (struct item){.row = i,
		    .file = p->file[i] + p->late[i],
		    .rank = (int)i * 2 - (p->late[i] ? 2 * (int)n : 0),
		    .fault = taken[i] && taken[i]->what != TWICE ? taken[i] : NULL};
	if (f->older)
		plan_versions(f, p, taken, n, d);
	qsort(p->items.at, p->items.n, sizeof(*p->items.at), by_rank);
	free(taken);
}

/* The quote that is never closed: in the last record but two that has no quotes after it. */
static void
plan_open(const struct feed *f, const struct table *t, struct plan *p)
{
	for (const struct fault *x = f->faults; x < f->faults + COUNT(f->faults) && x->times; x++)
		for (size_t k = 0; x->what == OPEN && k < 3; k++) {
			struct item *it = &p->items.at[p->items.n - 1 - k];
			t->rows.at[it->row][column(f, x->column)] =
			    "客户反映信号弱，要求尽快处理。";
			it->fault = k == 2 ? x : NULL;
			it->plain = true;
		}
}

/* ---- Writing the raw files ---- */

struct raw {
	const struct feed *feed;
	const struct file *file;
	struct buf out, rejects;
	int line, records;
	bool plain; /* this record holds no quotes */
	struct dice dice;
};

static const char *
damaged(const struct fault *x, const struct file *file)
{
	if (strcmp(x->rule, "format") == 0 && file->form == COMPACT && strlen(x->bad) == 19)
		return "20260230101500";
	return x->bad;
}

/* Puts a fault of the check kind into canonical cells. */
static void
break_check(const struct feed *f, const struct fault *x, const char **cells)
{
	size_t at = column(f, x->column);
	const char *base = x->bad + 1; /* "-NAME": an hour before that */

	if (*x->bad != '-')
		cells[at] = x->bad;
	else
		cells[at] = stamp(moment(cells[column(f, base)]) - HOUR);
}

static void
put_header(struct raw *r)
{
	for (size_t i = 0; i < r->feed->columns; i++) {
		if (i)
			put(&r->out, &r->feed->delimiter, 1);
		puts_(&r->out, r->feed->zh ? r->feed->column[i].zh : r->feed->column[i].name);
	}
	puts_(&r->out, r->feed->eol);
	r->line++;
}

static void
put_wide(struct buf *b, const char *text, int width, bool right)
{
	int n = 0;

	for (const char *p = text; *p; p += char_size(p))
		n++;
	assert(n <= width);
	for (int i = n; right && i < width; i++)
		puts_(b, " ");
	puts_(b, text);
	for (int i = n; !right && i < width; i++)
		puts_(b, " ");
}

static void
put_cell(struct raw *r, const char *text, size_t i, const struct fault *x)
{
	const struct feed *f = r->feed;
	bool here = x && x->column && strcmp(x->column, f->column[i].name) == 0;

	if (f->width)
		put_wide(&r->out, text, f->width[i], f->column[i].kind == NUM);
	else if (here && x->what == STRAY)
		puts_(&r->out, say("%.2s\"%s", text, text + 2));
	else if (here && x->what == AFTER)
		puts_(&r->out, say("\"%s\"x", text));
	else if (here && x->what == OPEN)
		puts_(&r->out, say("\"%s", text));
	else if (!f->quotes || (f->lax && !strpbrk(text, ",\n") && text[0] != '"'))
		puts_(&r->out, text);
	else if (text[0] == ' ')
		puts_(&r->out, text);
	else
		put_field(&r->out, text, f->delimiter,
		    f->column[i].kind == FREE && chance(&r->dice, 100) && !r->plain ? "" : NULL);
	if (i == 1 && x && x->what == BYTES)
		puts_(&r->out, "\x03");
	if (i == 1 && x && x->what == ZERO)
		puts_(&r->out, "\x02");
}

static void
put_record(struct raw *r, const char **cells, const struct fault *x)
{
	const struct feed *f = r->feed;
	size_t n = f->columns - (x && x->what == SHORT ? 2 : 0), before = r->out.n;

	for (size_t i = 0; i < n; i++) {
		if (i && !f->width)
			put(&r->out, &f->delimiter, 1);
		put_cell(r, cells[i], i, x);
	}
	if (x && x->what == LONG)
		put(&r->out, &f->delimiter, 1), puts_(&r->out, "?");
	puts_(&r->out, f->eol);
	for (size_t i = before; i < r->out.n; i++)
		r->line += r->out.at[i] == '\n';
	r->records++;
}

static void
put_reject(struct raw *r, const struct fault *x, int line, const char *value)
{
	bool cell = x->what == BAD || x->what == EMPTY || x->what == TWICE;

	puts_(
	    &r->rejects, say("%s,%d,%s,%s,", r->file->name, line, cell ? x->column : "", x->rule));
	put_field(&r->rejects, cell ? value : "", ',', NULL);
	puts_(&r->rejects, "\n");
}

static void
write_item(struct raw *r, const struct table *t, struct plan *p, const struct item *it,
    struct buf *stream, struct books *books)
{
	const struct feed *f = r->feed;
	const struct fault *x = it->fault;
	const char *cells[COLUMNS], *value = "";
	int line = r->line;

	r->plain = it->plain || x;
	memcpy(cells, t->rows.at[it->row], sizeof(cells));
	if (it->older)
		f->older(f, cells, &r->dice);
	if (it->older && r->file->form == TO_MINUTE)
		cut_seconds(f, cells);
	if (x && x->what == CHECKED)
		break_check(f, x, cells);
	for (size_t i = 0; i < f->columns; i++)
		cells[i] = dirty(f, &f->column[i], cells[i], r->file->form, &r->dice);
	if (x && (x->what == BAD || x->what == EMPTY))
		cells[column(f, x->column)] = damaged(x, r->file);
	if (x && x->what == TWICE)
		cells[column(f, x->column)] = t->rows.at[it->row][column(f, x->column)];
	if (x && x->column)
		value = cells[column(f, x->column)];
	put_record(r, cells, x);
	books->read++;
	if (x)
		put_reject(r, x, line, value), books->rejected++;
	else if (it->older)
		books->merged++;
	else
		put_clean(stream, f, t->rows.at[it->row]), p->good[it->row] = true,
							   books->written++;
}

/* ---- Bytes: encodings and files ---- */

static struct buf
encoded(const struct buf *text, const char *encoding)
{
	iconv_t to = iconv_open(encoding, "UTF-8");
	struct buf out = {0};
	char *from = text->at, piece[65536];
	size_t left = text->n;

	if (to == (iconv_t)-1)
		stop(encoding, "no such encoding here");
	while (left > 0) {
		char *p = piece;
		size_t room = sizeof(piece);
		if (iconv(to, &from, &left, &p, &room) == (size_t)-1 && errno != E2BIG)
			stop(encoding, strerror(errno));
		put(&out, piece, (size_t)(p - piece));
	}
	iconv_close(to);
	return out;
}

/* \3 stands for bytes that are no text here: another encoding's, or nobody's; \2 for NUL. */
static struct buf
spoilt(const struct buf *text, const char *encoding)
{
	struct buf out = {0};

	for (size_t i = 0; i < text->n; i++)
		if (text->at[i] == 3)
			puts_(&out, strcmp(encoding, "UTF-8") == 0 ? "\xD4\xC6\xD6\xDD" : "\xFF");
		else
			put(&out, text->at[i] == 2 ? "" : &text->at[i], 1);
	return out;
}

/* Writes OUT/DIR/NAME, with .gz if it is big; returns the bytes on disk and, in full, the name it
 * got. */
static long
write_file(
    const char *out, const char *dir, const char *name, const struct buf *b, const char **full)
{
	bool small = b->n < GZIP_FROM;
	const char *path = say("%s/%s%s%s%s", out, dir, *dir ? "/" : "", name, small ? "" : ".gz");
	struct stat st;

	if (full)
		*full = say("%s%s", name, small ? "" : ".gz");
	if (small) {
		FILE *f = fopen(path, "wb");
		if (f == NULL || fwrite(b->at, 1, b->n, f) != b->n || fclose(f) != 0)
			stop(path, strerror(errno));
	} else {
		gzFile z = gzopen(path, "wb9");
		if (z == NULL || gzwrite(z, b->at, (unsigned)b->n) != (int)b->n ||
		    gzclose(z) != Z_OK)
			stop(path, "cannot write");
	}
	if (stat(path, &st) != 0)
		stop(path, strerror(errno));
	return (long)st.st_size;
}

/* ---- A feed from rows to files ---- */

struct output {
	const char *dir;
	struct buf books;
};

/* The rejects name a file as it is on disk, which is known when it is written. */
static void
add_rejects(struct buf *all, const struct buf *some, const char *name, const char *full)
{
	const char *p = some->at, *end = some->at + some->n;

	while (p < end) {
		const char *line = memchr(p, '\n', (size_t)(end - p));
		puts_(all, full);
		put(all, p + strlen(name), (size_t)(line + 1 - p) - strlen(name));
		p = line + 1;
	}
}

static void
add_control(struct buf *b, const char *name, int rows, long bytes)
{
	puts_(b, say("%s,%d,%ld,2026-10-31\n", name, rows, bytes));
}

static void
write_raw_file(const struct output *o, struct raw *r, struct buf *rejects, struct buf *control,
    struct buf *wrong)
{
	const struct feed *f = r->feed;
	const char *full;

	if (f->foot)
		puts_(&r->out, f->foot), puts_(&r->out, f->eol);
	struct buf coded = encoded(&r->out, f->encoding), bytes = spoilt(&coded, f->encoding);
	long size = write_file(o->dir, "raw", r->file->name, &bytes, &full);
	add_rejects(rejects, &r->rejects, r->file->name, full);
	add_control(control, full, r->records, size);
	add_control(wrong, full, r->records + (r->file->until == MONTHS ? 7 : 0), size);
	free(coded.at);
	free(bytes.at);
}

/* What the source announced: as it came, and for tickets also as if rows were lost on the way. */
static void
write_control(const struct output *o, const struct feed *f, const struct buf *control,
    const struct buf *wrong)
{
	bool ticket = strcmp(f->name, "ticket") == 0;

	if (!ticket && strcmp(f->name, "call") != 0)
		return;
	write_file(o->dir, "raw", say("%s.control.csv", f->name), control, NULL);
	if (ticket)
		write_file(o->dir, "raw", "ticket-short.control.csv", wrong, NULL);
}

static bool
first_of_file(const struct plan *p, size_t i)
{
	return i == 0 || p->items.at[i].file != p->items.at[i - 1].file;
}

/* A blank line or the header once more, now and then, between records. */
static void
interrupt(struct raw *r, size_t nth, size_t of)
{
	const struct feed *f = r->feed;

	for (int k = 1; k <= f->headers; k++)
		if (nth == of * (size_t)k / (size_t)(f->headers + 1))
			put_header(r);
	for (int k = 1; k <= f->blanks; k++)
		if (nth == 7 + of * (size_t)k / (size_t)(f->blanks + 2))
			puts_(&r->out, f->eol), r->line++;
}

static size_t
items_of(const struct plan *p, int file)
{
	size_t n = 0;

	for (size_t i = 0; i < p->items.n; i++)
		n += p->items.at[i].file == file;
	return n;
}

static void
write_feed(struct output *o, const struct feed *f, struct table *t, struct plan *p)
{
	struct dice d = dice(100 + (uint64_t)(f - feeds));
	struct buf stream = {0}, rejects = {0}, control = {0}, wrong = {0};
	struct books books = {0};
	struct raw r = {0};
	size_t nth = 0, of = 0;

	make_plan(f, t, p, &d);
	plan_open(f, t, p);
	put_clean(&stream, f, NULL);
	puts_(&rejects, "file,line,column,rule,value\n");
	puts_(&control, "file,rows,bytes,date\n");
	puts_(&wrong, "file,rows,bytes,date\n");
	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *it = &p->items.at[i];
		if (first_of_file(p, i)) {
			r = (struct raw){
			    .feed = f, .file = &f->files[it->file], .line = 1, .dice = d};
			roll(&d);
			puts_(&r.out, f->mark);
			if (f->header)
				put_header(&r);
			nth = 0;
			of = items_of(p, it->file);
		}
		interrupt(&r, nth++, of);
		write_item(&r, t, p, it, &stream, &books);
		if (i + 1 == p->items.n || first_of_file(p, i + 1))
			write_raw_file(o, &r, &rejects, &control, &wrong);
	}
	write_file(o->dir, "clean", say("%s.csv", f->name), &stream, NULL);
	write_file(o->dir, "rejects", say("%s.csv", f->name), &rejects, NULL);
	write_control(o, f, &control, &wrong);
	puts_(&o->books, say("%s,%d,%d,%d,%d\n", f->name, books.read, books.written, books.rejected,
			     books.merged));
}

/* ---- The tiny tables: the busiest customers and everything about them ---- */

struct set {
	const char **at;
	size_t n, cap;
};

static bool
holds(const struct set *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->at[i], text) == 0)
			return true;
	return false;
}

static struct set
busiest(const struct world *w, int n)
{
	int *score = zeros(CUSTOMERS, sizeof(int));
	struct set s = {0};

	for (size_t i = 0; i < w->calls.n; i++)
		if (w->calls.at[i].cust >= 0)
			score[w->calls.at[i].cust]++;
	for (size_t i = 0; i < w->tickets.n; i++)
		score[w->tickets.at[i].cust] += w->tickets.at[i].accept >= month_start(11) ? 9 : 1;
	for (; n > 0; n--) {
		int best = 0;
		for (int i = 1; i < CUSTOMERS; i++)
			if (score[i] > score[best])
				best = i;
		score[best] = 0;
		PUSH(s) = cust_id(best);
	}
	free(score);
	return s;
}

static bool
in_sample(const struct feed *f, const struct plan *p, size_t row, const char **cells,
    const struct set *kin)
{
	return p->good[row] && (f->kin == NULL || holds(kin, cells[column(f, f->kin)]));
}

/* The last records that belong to them. */
static void
write_sample(const struct output *o, const struct feed *f, const struct table *t,
    const struct plan *p, const struct set *kin, struct set *ids)
{
	struct buf b = {0};
	size_t from = t->rows.n;

	for (int n = 0; n < f->sample && from > 0; from--)
		n += in_sample(f, p, from - 1, t->rows.at[from - 1], kin);
	put_clean(&b, f, NULL);
	for (size_t i = from; i < t->rows.n; i++)
		if (in_sample(f, p, i, t->rows.at[i], kin)) {
			put_clean(&b, f, t->rows.at[i]);
			PUSH(*ids) = t->rows.at[i][0];
		}
	write_file(o->dir, "", say("%s.csv", f->sheet), &b, NULL);
	free(b.at);
}

enum { NO_IDS, PEOPLE, CALL_IDS, TICKET_IDS, LINE_IDS, ORDERS, FAMILIES };

/* The orders behind the installations. */
static void
orders_of(struct set *orders, const struct set *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		if (lines->at[i][0] == 'W')
			PUSH(*orders) = say("O%s", lines->at[i] + 1);
}

static void
write_samples(const struct world *w, const struct output *o, const struct table *tables,
    const struct plan *plans)
{
	static const struct {
		const char *name;
		int kin, ids; /* whose rows they are, and what they are kin of */
	} families[] = {{"survey", CALL_IDS, NO_IDS}, {"ivr_key", CALL_IDS, NO_IDS},
	    {"call", PEOPLE, CALL_IDS}, {"ticket", PEOPLE, TICKET_IDS},
	    {"ticket_event", TICKET_IDS, NO_IDS}, {"fault", PEOPLE, LINE_IDS},
	    {"install", PEOPLE, LINE_IDS}, {"field_visit", LINE_IDS, NO_IDS},
	    {"visit_back", LINE_IDS, NO_IDS}, {"provision", ORDERS, NO_IDS}};
	struct set sets[FAMILIES] = {[PEOPLE] = busiest(w, 24)};

	for (size_t i = 0; i < COUNT(feeds); i++) {
		int kin = PEOPLE, ids = NO_IDS;

		for (size_t k = 0; k < COUNT(families); k++)
			if (strcmp(families[k].name, feeds[i].name) == 0)
				kin = families[k].kin, ids = families[k].ids;
		if (kin == ORDERS)
			orders_of(&sets[ORDERS], &sets[LINE_IDS]);
		write_sample(o, &feeds[i], &tables[i], &plans[i], &sets[kin], &sets[ids]);
	}
}

/* Orders of those customers, short enough to read: for manual pages and first steps. */
static void
write_orders(const struct world *w, const struct output *o)
{
	static const char *const products[] = {"MOB", "BBD", "ITV", "VAS", "5GH"},
				 *const channels[] = {"10", "20", "31", "33"};
	static const char *const statuses[] = {"done", "failed", "withdrawn", "open"};
	static const char *const fees[] = {"0", "9.90", "19.90", "30", "99", "128.50"};
	struct dice d = dice(200);
	struct set people = busiest(w, 24);
	struct buf b = {0};

	puts_(&b, "id,customer,product,channel,ordered,done,fee,status\n");
	for (int i = 0; i < 40; i++) {
		int64_t at = month_start(12) + (int64_t)i * 36 * HOUR + below(&d, 10 * HOUR),
			done = at + exponential(&d, 40 * HOUR);
		int status = done < w->end ? (int)weighted(&d, (int[]){85, 10, 5}, 3) : 3;
		const char *who = people.at[below(&d, (int)people.n - 4)];
		const char *what = products[below(&d, 5)], *where = channels[below(&d, 4)];
		const char *fee = chance(&d, 900) ? fees[below(&d, 6)] : "";

		puts_(&b, say("%d,%s,%s,%s,%s,%s,%s,%s\n", 1001 + i, who, what, where, stamp(at),
			      status == 0 ? stamp(done) : "", fee, statuses[status]));
	}
	write_file(o->dir, "", "orders.csv", &b, NULL);
	free(b.at);
}

int
main(int argc, char **argv)
{
	static const char *const folders[] = {"", "/raw", "/clean", "/rejects"};
	struct table tables[COUNT(feeds)] = {0};
	struct plan plans[COUNT(feeds)] = {0};
	struct world w = {.end = month_start(MONTHS)};

	if (argc != 2)
		stop("usage", "generate OUTDIR");
	for (size_t i = 0; i < COUNT(folders); i++)
		if (mkdir(say("%s%s", argv[1], folders[i]), 0777) != 0 && errno != EEXIST)
			stop(argv[1], strerror(errno));
	make_customers(&w);
	make_calls(&w);
	make_surveys(&w);
	make_keys(&w);
	make_contacts(&w);
	make_tickets(&w);
	make_events(&w, month_start(11));
	make_installs(&w);
	make_reports(&w);
	number_visits(&w);
	make_backs(&w, month_start(11));
	make_appeals(&w);
	make_provisions(&w, month_start(11));

	struct output o = {.dir = argv[1]};
	puts_(&o.books, "feed,read,written,rejected,merged\n");
	for (size_t i = 0; i < COUNT(feeds); i++) {
		tables[i].column = feeds[i].column;
		tables[i].columns = feeds[i].columns;
		feeds[i].rows(&w, &tables[i]);
		write_feed(&o, &feeds[i], &tables[i], &plans[i]);
	}
	write_samples(&w, &o, tables, plans);
	write_orders(&w, &o);
	write_file(o.dir, "", "books.csv", &o.books, NULL);
	return 0;
}
