-- The same without a state machine: one pause at most is taken off.  A clock that DuckDB is asked for as a query of its own.
copy (
with e as (
	select ticket_id,
		min(begin_time) filter (activity = 'ACC') as started, min(begin_time) filter (activity = 'RTN') as replied,
		min(begin_time) filter (activity = 'SUS' and pause_reason = 'CU') as paused, min(begin_time) filter (activity = 'RES') as resumed,
		min(begin_time) filter (activity = 'FRS') as responded, count(*) filter (activity = 'CLS') as filed,
		count(*) filter (epoch(write_time) - epoch(begin_time) > 600) as late
	from read_csv('@DATA@/case_events.csv', header = true, types = {'ticket_id': 'varchar', 'begin_time': 'timestamp', 'write_time': 'timestamp'})
	where begin_time <= timestamp '2024-01-15' group by 1),
t as (
	select *, epoch(close_time) - epoch(accept_time) as handled,
		lag(close_time) over (partition by cust_id, reason2 order by accept_time, ticket_id) as before
	from read_csv('@DATA@/cases.csv', header = true,
		types = {'ticket_id': 'varchar', 'level': 'varchar', 'reason2': 'varchar', 'accept_time': 'timestamp', 'close_time': 'timestamp'})),
q as (select reason2, quantile_cont(handled, 0.01) as least from t group by 1),
j as (
	select t.ticket_id, t.accept_time, t.before, t.handled, q.least, e.filed, e.late,
		epoch(coalesce(e.replied, timestamp '2024-01-15')) - epoch(e.started)
			- coalesce(epoch(coalesce(e.resumed, e.replied, timestamp '2024-01-15')) - epoch(e.paused), 0)
			> case when level in ('3', '4') then 86400 else 172800 end as reply,
		epoch(coalesce(e.responded, timestamp '2024-01-15')) - epoch(e.started) > 1800 as first
	from t left join e using (ticket_id) join q using (reason2))
select ticket_id, rule from (
	select ticket_id, 'reply' as rule from j where reply
	union all select ticket_id, 'first' from j where first
	union all select ticket_id, 'filed' from j where coalesce(filed, 0) = 0
	union all select ticket_id, 'late_note' from j where late > 0
	union all select ticket_id, 'again' from j where epoch(accept_time) - epoch(before) between 0 and 1296000
	union all select ticket_id, 'fast' from j where handled < least)
order by ticket_id
) to '@OUT@' (header);
