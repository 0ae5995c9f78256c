/*
 * gen: made-up extracts of one province for measuring: gen CUSTOMERS DIR
 *
 * Writes customers.csv, calls.csv (5 a customer) and tickets.csv (0.4 a customer) of the year 2023.  The same number gives the
 * same bytes (with the same compiler).  As in real extracts, call_id has leading zeros, one caller in fifty is a landline, calls
 * nobody answered have no agent and no satisfaction, and a third of the tickets' texts must be quoted.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define N(list) (uint32_t)(sizeof(list) / sizeof *(list))
#define ONE(list) list[below(N(list))]

static const char *const regions[] = { "成都市", "自贡市", "攀枝花市", "泸州市", "德阳市", "绵阳市", "广元市", "遂宁市", "内江市",
	"乐山市", "南充市", "眉山市", "宜宾市", "广安市", "达州市", "雅安市", "巴中市", "资阳市", "阿坝藏族羌族自治州",
	"甘孜藏族自治州", "凉山彝族自治州" };
static const char *const segments[] = { "personal", "personal", "personal", "family", "family", "enterprise" };
static const char *const levels[] = { "普通", "普通", "普通", "银卡", "银卡", "金卡", "钻石" };
static const char *const names[] = { "王伟", "李芳", "张秀英", "刘洋", "陈静", "杨勇", "黄丽", "赵军", "周杰", "欧阳明" };
static const char *const packages[] = { "5G畅享129元", "5G畅享199元", "乐享家59元", "孝心卡19元", "光宽带300M", "商务专线500M" };
static const char *const states[] = { "在网", "在网", "在网", "停机", "离网" };
static const char *const channels[] = { "IVR", "人工", "在线", "APP" };
static const char *const kinds[] = { "费用争议,套餐外收费,首次反映", "网络质量,宽带网络,重复反映", "服务质量,装维服务,升级投诉",
	"业务办理,携号转网,首次反映" };
static const char *const offices[] = { "客户服务部", "市场部", "网络运行维护部", "政企客户部" };
static const char *const words[] = { "客户来电反映", "本月账单金额异常", "宽带频繁掉线", "多次致电未解决", "要求退费", "室内无信号" };
static const char *const quoted[] = { "\"月租129元,实扣199元\"", "\"原话:\"\"不解决就转网\"\"\"", "\"人民南路3号,2单元\"" };

static uint64_t state;

/* splitmix64: a number of its own for each seed. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

static uint32_t
below(uint32_t n)
{
	return (uint32_t)((mix(state += 0x9e3779b97f4a7c15) >> 32) * n >> 32);
}

/* Many small values and few large ones, as waiting and talking are. */
static uint32_t
skewed(uint32_t mean)
{
	uint32_t a = below(1000), b = below(1000);

	return (uint32_t)((uint64_t)mean * a * 4 * b / 1000 / 1000 * (1 + below(3)) / 2);
}

/* What belongs to a customer follows from its number alone, so no table has to be kept. */
static uint64_t
phone_of(uint32_t customer)
{
	static const uint32_t begins[] = { 133, 153, 177, 180, 181, 189, 199, 138 };

	return begins[mix(customer) % N(begins)] * UINT64_C(100000000) + customer * UINT64_C(38461537) % 100000000;
}

static const char *
region_of(uint32_t customer)
{
	uint32_t a = (uint32_t)(mix(customer + UINT64_C(7777777777)) % N(regions)), b = (uint32_t)(mix(customer) >> 32) % N(regions);

	return regions[a < b ? a : b]; /* the capital is the largest */
}

/* Half of everything comes from a small part of the customers. */
static uint32_t
somebody(uint32_t customers)
{
	uint32_t c = below(customers);

	return below(2) ? c : (uint32_t)((uint64_t)c * c / customers);
}

/* A moment of day 0 .. 364; most are between 9 and 21 o'clock. */
static void
moment(FILE *f, uint32_t day)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	uint32_t month = 0, hour = below(5) ? 9 + below(12) : below(24);

	while (month < 11 && day >= days[month])
		day -= days[month++];
	fprintf(f, "2023-%02u-%02u %02u:%02u:%02u", month + 1, day + 1, hour, below(60), below(60));
}

static void
customers_csv(FILE *f, uint32_t customers)
{
	fputs("customer_id,phone,name,cert_no,region,segment,vip_level,package,join_date,arpu,status\n", f);
	for (uint32_t i = 0; i < customers; i++) {
		fprintf(f, "%" PRIu32 ",%" PRIu64 ",%s,51%06u19%02u%02u%02u%04u,%s,", 2800000000U + i, phone_of(i), ONE(names),
		    below(1000000), 45 + below(55), 1 + below(12), 1 + below(28), below(10000), region_of(i));
		fprintf(f, "%s,%s,%s,20%02u-%02u-%02u,%u.%02u,%s\n", ONE(segments), ONE(levels), ONE(packages), 5 + below(18),
		    1 + below(12), 1 + below(28), 9 + skewed(70), below(100), ONE(states));
	}
}

static void
calls_csv(FILE *f, uint32_t customers)
{
	uint64_t calls = (uint64_t)customers * 5;

	fputs("call_id,start,phone,region,first_key,queue_s,answered,agent_id,talk_s,wrapup_s,satisfaction,transferred,channel\n", f);
	for (uint64_t i = 0; i < calls; i++) {
		uint32_t who = somebody(customers), queue = skewed(40);

		fprintf(f, "%012" PRIu64 ",", 100000000 + i);
		moment(f, (uint32_t)(i * 365 / calls));
		if (below(50))
			fprintf(f, ",%" PRIu64, phone_of(who));
		else
			fprintf(f, ",028%08u", below(100000000));
		fprintf(f, ",%s,%u,%u,", region_of(who), below(10), queue);
		if (below(100) < (queue > 60 ? 65 : 94)) {
			fprintf(f, "1,A%05u,%u,%u,", 1000 + below(1900), 5 + skewed(170), below(60));
			fputs(below(100) < 38 ? (const char *[]){ "5", "5", "5", "4", "3", "1" }[below(6)] : "", f);
			fprintf(f, ",%u,", below(100) < 7);
		} else {
			fputs("0,,0,0,,0,", f);
		}
		fprintf(f, "%s\n", ONE(channels));
	}
}

static void
tickets_csv(FILE *f, uint32_t customers)
{
	uint64_t tickets = (uint64_t)customers * 2 / 5;

	fputs("ticket_id,customer_id,phone,region,created,closed,level1,level2,level3,channel,dept,status,overdue,reopened,"
	      "satisfaction,description\n", f);
	for (uint64_t i = 0; i < tickets; i++) {
		uint32_t who = somebody(customers), day = (uint32_t)(i * 360 / tickets);

		fprintf(f, "T%010" PRIu64 ",%" PRIu32 ",%" PRIu64 ",%s,", i, 2800000000U + who, phone_of(who), region_of(who));
		moment(f, day);
		fputc(',', f);
		moment(f, day + 1 + below(4));
		fprintf(f, ",%s,%s,%s,已归档,%u,%u,%u,", ONE(kinds), ONE(channels), ONE(offices), below(10) == 0, below(20) == 0,
		    1 + below(5));
		if (below(10) < 3)
			fprintf(f, "%s\n", ONE(quoted));
		else
			fprintf(f, "%s，%s，%s\n", ONE(words), ONE(words), ONE(words));
	}
}

static int
table(const char *dir, const char *name, void (*write)(FILE *, uint32_t), uint32_t customers)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL)
		return perror(path), 1;
	write(f, customers);
	if (fclose(f) != 0)
		return perror(path), 1;
	return 0;
}

int
main(int argc, char **argv)
{
	uint32_t customers = argc == 3 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;

	if (customers == 0)
		return fputs("usage: gen CUSTOMERS DIR\n", stderr), 2;
	return table(argv[2], "customers.csv", customers_csv, customers) | table(argv[2], "calls.csv", calls_csv, customers) |
	       table(argv[2], "tickets.csv", tickets_csv, customers);
}
