/*
 * gen: made-up extracts of one province for measuring: gen TABLE ROWS [NAME=NUMBER...] >FILE
 *
 * Tables of the year 2023: calls, customers, tickets, bill_queries, cases and case_events (ten
 * for each of a tenth as many cases), wide.  Settings: customers=N
 * whom calls, tickets and enquiries come from (by default as many as give 5 calls, 0.4 tickets, 1.5
 * enquiries each); quoted=P and quoted_numbers=P, percent of the text and of the other fields in
 * needless quotes; faulty=P, of a thousand calls so many that a checker must reject; columns=N and
 * text=P, columns of wide and the percentage of them that are text.
 *
 * The same words give the same bytes; settings of quotes and faults leave all other bytes as they
 * are.  As in real extracts, call_id has leading zeros, one caller in fifty is a landline, calls
 * nobody answered have no agent and no satisfaction, and a third of the tickets' texts must be
 * quoted.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N(list) (uint32_t)(sizeof(list) / sizeof *(list))
#define ONE(list) list[below(N(list))]

static const char *const regions[] = {"成都市", "自贡市", "攀枝花市", "泸州市", "德阳市", "绵阳市",
    "广元市", "遂宁市", "内江市", "乐山市", "南充市", "眉山市", "宜宾市", "广安市", "达州市",
    "雅安市", "巴中市", "资阳市", "阿坝藏族羌族自治州", "甘孜藏族自治州", "凉山彝族自治州"};
static const char *const segments[] = {
    "personal", "personal", "personal", "family", "family", "enterprise"};
static const char *const levels[] = {"普通", "普通", "普通", "银卡", "银卡", "金卡", "钻石"};
static const char *const names[] = {
    "王伟", "李芳", "张秀英", "刘洋", "陈静", "杨勇", "黄丽", "赵军", "周杰", "欧阳明"};
static const char *const packages[] = {
    "5G畅享129元", "5G畅享199元", "乐享家59元", "孝心卡19元", "光宽带300M", "商务专线500M"};
static const char *const states[] = {"在网", "在网", "在网", "停机", "离网"};
static const char *const channels[] = {"IVR", "人工", "在线", "APP"};
static const char *const kinds[][3] = {{"费用争议", "套餐外收费", "首次反映"},
    {"网络质量", "宽带网络", "重复反映"}, {"服务质量", "装维服务", "升级投诉"},
    {"业务办理", "携号转网", "首次反映"}};
static const char *const offices[] = {"客户服务部", "市场部", "网络运行维护部", "政企客户部"};
static const char *const words[] = {
    "客户来电反映", "本月账单金额异常", "宽带频繁掉线", "多次致电未解决", "要求退费", "室内无信号"};
static const char *const quoted[] = {
    "月租129元,实扣199元", "原话:\"不解决就转网\"", "人民南路3号,2单元"};
static const char *const satisfactions[] = {"5", "5", "5", "4", "3", "1"};

static uint64_t state, quote_state, fault_state;
static uint32_t customers, quoted_text, quoted_numbers, faulty, columns = 20, text_share = 50;
static bool first_cell = true;

/* splitmix64: a number of its own for each seed. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

static uint32_t
draw(uint64_t *from, uint32_t n)
{
	return (uint32_t)((mix(*from += 0x9e3779b97f4a7c15) >> 32) * n >> 32);
}

static uint32_t
below(uint32_t n)
{
	return draw(&state, n);
}

/* Many small values and few large ones, as waiting and talking are. */
static uint32_t
skewed(uint32_t mean)
{
	uint32_t a = below(1000), b = below(1000);

	return (uint32_t)((uint64_t)mean * a * 4 * b / 1000 / 1000 * (1 + below(3)) / 2);
}

/* --- fields --- */

static void
cell(const char *s, uint32_t quote_share)
{
	bool quote =
	    strpbrk(s, ",\"") != NULL || (quote_share > 0 && draw(&quote_state, 100) < quote_share);

	if (!first_cell)
		putc_unlocked(',', stdout);
	first_cell = false;
	if (!quote) {
		fputs_unlocked(s, stdout);
		return;
	}
	putc_unlocked('"', stdout);
	for (; *s != '\0'; s++) {
		if (*s == '"')
			putc_unlocked('"', stdout);
		putc_unlocked(*s, stdout);
	}
	putc_unlocked('"', stdout);
}

static void
text(const char *s)
{
	cell(s, quoted_text);
}

/* A number with at least so many digits after the prefix. */
static void
digits(const char *prefix, uint64_t value, uint32_t width, uint32_t quote_share)
{
	char s[64], *p = s + sizeof s;
	size_t n = strlen(prefix);

	*--p = '\0';
	for (uint32_t i = 0; i < width || value > 0; i++, value /= 10)
		*--p = (char)('0' + value % 10);
	p -= n;
	memcpy(p, prefix, n);
	cell(p, quote_share);
}

static void
number(uint64_t value)
{
	digits("", value, 1, quoted_numbers);
}

static void
code(const char *prefix, uint64_t value, uint32_t width)
{
	digits(prefix, value, width, quoted_text);
}

static void
row_end(void)
{
	putc_unlocked('\n', stdout);
	first_cell = true;
}

/* A moment of day 0 .. 364, later days do not exist; most are between 9 and 21 o'clock. */
static void
moment(uint32_t day)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	uint32_t month = 0, hour = below(5) ? 9 + below(12) : below(24), minute = below(60),
		 second = below(60);
	char s[32];

	while (month < 11 && day >= days[month])
		day -= days[month++];
	snprintf(
	    s, sizeof s, "2023-%02u-%02u %02u:%02u:%02u", month + 1, day + 1, hour, minute, second);
	cell(s, quoted_numbers);
}

/* --- what belongs to a customer follows from its number alone, so no table has to be kept --- */

static uint64_t
phone_of(uint32_t customer)
{
	static const uint32_t begins[] = {133, 153, 177, 180, 181, 189, 199, 138};

	return begins[mix(customer) % N(begins)] * UINT64_C(100000000) +
	       customer * UINT64_C(38461537) % 100000000;
}

static const char *
region_of(uint32_t customer)
{
	uint32_t a = (uint32_t)(mix(customer + UINT64_C(7777777777)) % N(regions)),
		 b = (uint32_t)(mix(customer) >> 32) % N(regions);

	return regions[a < b ? a : b]; /* the capital is the largest */
}

/* Half of everything comes from a small part of the customers. */
static uint32_t
somebody(void)
{
	uint32_t c = below(customers);

	return below(2) ? c : (uint32_t)((uint64_t)c * c / customers);
}

static void
customer_id(uint32_t customer)
{
	code("", UINT64_C(2800000000) + customer, 10);
}

/* --- tables --- */

static void
customers_row(uint64_t i, uint64_t rows)
{
	char s[64];
	uint32_t office = below(1000000), year = 45 + below(55), month = 1 + below(12),
		 day = 1 + below(28);

	(void)rows;
	customer_id((uint32_t)i);
	code("", phone_of((uint32_t)i), 11);
	text(ONE(names));
	snprintf(s, sizeof s, "51%06u19%02u%02u%02u%04u", office, year, month, day, below(10000));
	text(s);
	text(region_of((uint32_t)i));
	text(ONE(segments));
	text(ONE(levels));
	text(ONE(packages));
	year = 5 + below(18), month = 1 + below(12), day = 1 + below(28);
	snprintf(s, sizeof s, "20%02u-%02u-%02u", year, month, day);
	cell(s, quoted_numbers);
	office = 9 + skewed(70);
	snprintf(s, sizeof s, "%u.%02u", office, below(100));
	cell(s, quoted_numbers);
	text(ONE(states));
	row_end();
}

/* The faults a checker must find: no number, no such day, a field too many. */
static void
calls_row(uint64_t i, uint64_t rows)
{
	uint32_t who = somebody(), queue = skewed(40), day = (uint32_t)(i * 365 / rows);
	uint32_t fault =
	    faulty > 0 && draw(&fault_state, 1000) < faulty ? 1 + draw(&fault_state, 3) : 0;
	bool landline = below(50) == 0, answered = below(100) < (queue > 60 ? 65 : 94);

	code("", 100000000 + i, 12);
	moment(fault == 1 ? 400 : day);
	code(landline ? "028" : "", landline ? below(100000000) : phone_of(who), landline ? 8 : 11);
	text(region_of(who));
	number(below(10));
	if (fault == 2)
		cell("n/a", quoted_numbers);
	else
		number(queue);
	number(answered);
	if (answered) {
		code("A", 1000 + below(1900), 5);
		number(5 + skewed(170));
		number(below(60));
		cell(below(100) < 38 ? ONE(satisfactions) : "", quoted_numbers);
		number(below(100) < 7);
	} else {
		text("");
		number(0);
		number(0);
		cell("", quoted_numbers);
		number(0);
	}
	text(ONE(channels));
	if (fault == 3)
		text("x");
	row_end();
}

static void
tickets_row(uint64_t i, uint64_t rows)
{
	uint32_t who = somebody(), day = (uint32_t)(i * 360 / rows), kind = below(N(kinds));
	char s[256];

	code("T", i, 10);
	customer_id(who);
	code("", phone_of(who), 11);
	text(region_of(who));
	moment(day);
	moment(day + 1 + below(4));
	for (int level = 0; level < 3; level++)
		text(kinds[kind][level]);
	text(ONE(channels));
	text(ONE(offices));
	text("已归档");
	number(below(10) == 0);
	number(below(20) == 0);
	number(1 + below(5));
	if (below(10) < 3) {
		text(ONE(quoted));
	} else {
		const char *a = ONE(words), *b = ONE(words), *c = ONE(words);

		snprintf(s, sizeof s, "%s，%s，%s", a, b, c);
		text(s);
	}
	row_end();
}

static void
bill_queries_row(uint64_t i, uint64_t rows)
{
	customer_id(somebody());
	moment((uint32_t)(i * 365 / rows));
	text(ONE(channels));
	row_end();
}

/*
 * A complaint and the ten events of its handling, drawn from its number alone, so that both tables tell the same story: what
 * comes at which minute after the first, a pause in every fourth, now and then an answer past the limit.
 */
enum { STEPS = 10 };
struct story {
	uint32_t begin, at[STEPS], org, class;
	bool closed;
};

static struct story
story_of(uint64_t n)
{
	static const uint16_t most[STEPS] = {0, 3, 20, 60, 30, 600, 900, 600, 1200, 240};
	uint64_t own = mix(n + 1);
	struct story s = {.org = draw(&own, 60), .class = draw(&own, 40)};
	uint32_t minute = s.begin = draw(&own, 365 * 1440);

	for (int i = 0; i < STEPS; i++)
		s.at[i] = minute += most[i] ? 1 + draw(&own, most[i]) * (1 + draw(&own, 3)) / 2 : 0;
	s.closed = draw(&own, 20) != 0;
	return s;
}

static void
minute_of_year(uint32_t minute, uint32_t second)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	uint32_t month = 0, day = minute / 1440, year = 2023;
	char s[32];

	if (day >= 365)
		day -= 365, year++;
	while (month < 11 && day >= days[month])
		day -= days[month++];
	snprintf(s, sizeof s, "%u-%02u-%02u %02u:%02u:%02u", year, month + 1, day + 1,
	    minute / 60 % 24, minute % 60, second);
	cell(s, quoted_numbers);
}

static void
cases_row(uint64_t i, uint64_t rows)
{
	struct story s = story_of(i);

	(void)rows;
	code("T", i, 10);
	customer_id((uint32_t)(mix(i) % (rows * 2)));
	text(regions[s.org % N(regions)]);
	code("", 5000 + s.class, 4);
	number(1 + s.class % 4);
	minute_of_year(s.begin, (uint32_t)(i % 60));
	if (s.closed)
		minute_of_year(s.at[8], (uint32_t)(i % 60));
	else
		text("");
	if (s.closed)
		minute_of_year(s.at[9], (uint32_t)(i % 60));
	else
		text("");
	code("N", s.org, 2);
	text(s.closed ? "S" : "");
	row_end();
}

/* In no order that helps: the first events of all, then the second ... */
static void
case_events_row(uint64_t i, uint64_t rows)
{
	static const char *const activities[STEPS] = {
	    "ACC", "PR1", "FRS", "DIS", "SGN", "SUS", "RES", "TRF", "RTN", "CLS"};
	uint64_t all = rows / STEPS, n = i % all * 7919 % all;
	uint32_t step = (uint32_t)(i / all);
	struct story s = story_of(n);
	bool pause = n % 4 == 0;

	code("T", n, 10);
	number(step + 1);
	text(step == 5 && !pause   ? "URG"
	     : step == 6 && !pause ? "NOT"
	     : step >= 8 && !s.closed ? "URG"
				      : activities[step]);
	minute_of_year(s.at[step], (uint32_t)(n % 60));
	code(step < 3 ? "F" : "N", step < 3 ? 1 : (s.org + (step == 7)) % 60, 2);
	code("A", 5000 + s.org * 3 + step % 3, 4);
	text(step == 5 && pause ? "CU" : "");
	minute_of_year(s.at[step] + (n % 97 == 0 ? 15 : 0), (uint32_t)(n % 60));
	row_end();
}

/* A region, an amount, then text_share percent text and the rest numbers, evenly mixed. */
static void
wide_row(uint64_t i, uint64_t rows)
{
	(void)i, (void)rows;
	text(ONE(regions));
	number(below(100000));
	for (uint32_t c = 2; c < columns; c++)
		if (c * text_share / 100 != (c + 1) * text_share / 100)
			text(ONE(words));
		else
			number(below(100000));
	row_end();
}

static const struct {
	const char *name, *header;
	uint32_t per_customer; /* rows of ten customers */
	void (*row)(uint64_t, uint64_t);
} tables[] = {
    {"calls",
	"call_id,start,phone,region,first_key,queue_s,answered,agent_id,talk_s,wrapup_s,"
	"satisfaction,transferred,channel",
	50, calls_row},
    {"customers",
	"customer_id,phone,name,cert_no,region,segment,vip_level,package,join_date,arpu,status", 10,
	customers_row},
    {"tickets",
	"ticket_id,customer_id,phone,region,created,closed,level1,level2,level3,channel,dept,"
	"status,overdue,reopened,"
	"satisfaction,description",
	4, tickets_row},
    {"bill_queries", "customer_id,time,channel", 15, bill_queries_row},
    {"cases",
	"ticket_id,cust_id,region,reason2,level,accept_time,reply_time,close_time,duty_org,result",
	10, cases_row},
    {"case_events",
	"ticket_id,seq,activity,begin_time,to_org,staff_id,pause_reason,write_time", 10,
	case_events_row},
    {"wide", "key,amount", 10, wide_row},
};

static bool
set(const char *arg)
{
	static const struct {
		const char *name;
		uint32_t *value;
	} settings[] = {{"customers=", &customers}, {"quoted=", &quoted_text},
	    {"quoted_numbers=", &quoted_numbers}, {"faulty=", &faulty}, {"columns=", &columns},
	    {"text=", &text_share}};

	for (size_t i = 0; i < N(settings); i++) {
		size_t n = strlen(settings[i].name);

		if (strncmp(arg, settings[i].name, n) == 0)
			return *settings[i].value = (uint32_t)strtoul(arg + n, NULL, 10), true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	uint64_t rows = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	size_t t = 0;
	bool known = rows > 0;

	while (argc > 1 && t < N(tables) && strcmp(argv[1], tables[t].name) != 0)
		t++;
	for (int i = 3; i < argc; i++)
		known = set(argv[i]) && known;
	if (!known || t == N(tables))
		return fputs("usage: gen calls|customers|tickets|bill_queries|cases|case_events|wide ROWS "
			     "[NAME=NUMBER...]\n",
			   stderr),
		       2;
	if (customers == 0)
		customers = (uint32_t)(rows * 10 / tables[t].per_customer) + 1;
	fputs(tables[t].header, stdout);
	for (uint32_t c = 2; tables[t].row == wide_row && c < columns; c++)
		printf(",c%u", c + 1);
	fputc('\n', stdout);
	for (uint64_t i = 0; i < rows; i++)
		tables[t].row(i, rows);
	return fclose(stdout) != 0 ? (perror("gen"), 1) : 0;
}
