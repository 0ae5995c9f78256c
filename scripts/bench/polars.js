'use strict';
/* Runs one workload with the streaming engine of Polars: node polars.js w1|w2|w3|w5|w6; $IN, $DATA and $OUT as in run. */
const module_ = require('nodejs-polars');
const pl = module_.default || module_;
const fs = require('fs');
const zlib = require('zlib');
const { IN, DATA, OUT } = process.env;

/* All columns are text but those given; the header is looked at for the names. */
function scan(path, types = {}) {
  const start = Buffer.alloc(4096);
  const file = fs.openSync(path);
  const n = fs.readSync(file, start);
  fs.closeSync(file);
  const text = path.endsWith('.gz')
    ? zlib.gunzipSync(start.subarray(0, n), { finishFlush: zlib.constants.Z_SYNC_FLUSH }) : start;
  const names = text.toString().split(/\r?\n/, 1)[0].split(',');
  return pl.scanCSV(path, { schema: Object.fromEntries(names.map((name) => [name, types[name] || pl.Utf8])) });
}
const numbers = { queue_s: pl.Int32, answered: pl.Int32, talk_s: pl.Int32, satisfaction: pl.Int32 };
const answered = pl.col('answered').eq(pl.lit(1));
const rounded = (e, digits) => e.mul(10 ** digits).round(0).div(10 ** digits);

function decayed(path, time, kind) {
  const seconds = pl.col(time).str.strptime(pl.Datetime, '%Y-%m-%d %H:%M:%S').cast(pl.Int64).div(pl.lit(1e6));
  const halves = pl.lit(Date.UTC(2024, 0, 1) / 1000).sub(seconds).div(pl.lit(90 * 86400));
  return scan(path).select('customer_id', halves.mul(pl.lit(-Math.LN2)).exp().alias('n'))
    .groupBy('customer_id').agg(pl.col('n').sum().alias(kind));
}

/* Share of the others with less. */
function ranked(kind) {
  const less = pl.col(kind).rank('min').cast(pl.Float64).sub(pl.lit(1));
  return rounded(less.div(pl.col(kind).count().cast(pl.Float64).sub(pl.lit(1))), 6).alias(`${kind}_rank`);
}

const workloads = {
  w1: () => scan(IN, numbers)
    .select('region', pl.col('start').str.slice(0, 7).alias('month'), 'queue_s', 'answered', 'talk_s', 'satisfaction')
    .groupBy(['region', 'month']).agg(
      pl.col('answered').count().alias('calls'),
      pl.col('answered').mean().alias('answered_rate'),
      pl.col('queue_s').filter(answered).mean().alias('mean_queue_s'),
      pl.col('queue_s').ltEq(pl.lit(15)).sum().alias('within_15s'),
      pl.col('talk_s').filter(answered).median().alias('median_talk_s'),
      pl.col('talk_s').filter(answered).quantile(0.9, 'linear').alias('p90_talk_s'),
      pl.col('satisfaction').mean().alias('mean_satisfaction'))
    .sort(['region', 'month']),
  w2: () => scan(`${DATA}/tickets.csv`).join(
    scan(`${DATA}/customers.csv`).select('customer_id', 'segment', 'vip_level', 'arpu'), { on: 'customer_id', how: 'inner' }),
  w3: () => scan(IN)
    .filter(pl.col('phone').str.contains('^1[38]').and(pl.col('answered').eq(pl.lit('1'))))
    .select('call_id', 'start', 'phone', 'region', 'queue_s', 'talk_s'),
  w5: () => scan(`${DATA}/customers.csv`).select('customer_id')
    .join(decayed(`${DATA}/tickets.csv`, 'created', 'tickets'), { on: 'customer_id', how: 'left' })
    .join(decayed(`${DATA}/bill_queries.csv`, 'time', 'bills'), { on: 'customer_id', how: 'left' })
    .withColumns(pl.col('tickets').fillNull(0), pl.col('bills').fillNull(0))
    .select(pl.col('customer_id').alias('customer'), rounded(pl.col('tickets'), 6).alias('tickets_events_decayed'),
      rounded(pl.col('bills'), 6).alias('bills_events_decayed'), ranked('tickets'), ranked('bills')),
  w6: () => scan(IN, numbers)
    .groupBy('phone').agg(
      pl.col('answered').count().alias('calls'),
      pl.col('talk_s').filter(answered).count().alias('answered'),
      pl.col('talk_s').filter(answered).mean().alias('mean_talk_s'),
      pl.col('talk_s').max().alias('longest_s'))
    .sort('phone'),
};

const workload = workloads[process.argv[2]];
if (!workload) {
  console.error('usage: node polars.js ' + Object.keys(workloads).join('|'));
  process.exit(2);
}
workload().sinkCSV(OUT).collect({ streaming: true }).catch((e) => {
  console.error('polars.js: ' + e.message);
  process.exit(1);
});
