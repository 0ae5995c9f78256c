COPY (
  WITH step AS (
    SELECT ticket_id, activity AS "from", lead(activity) OVER path AS "to", epoch(lead(begin_time) OVER path) - epoch(begin_time) AS s
    FROM read_csv('@DATA@/case_events.csv', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
      'ticket_id': 'VARCHAR', 'seq': 'INTEGER', 'activity': 'VARCHAR', 'begin_time': 'TIMESTAMP', 'to_org': 'VARCHAR',
      'staff_id': 'VARCHAR', 'pause_reason': 'VARCHAR', 'write_time': 'VARCHAR' })
    WINDOW path AS (PARTITION BY ticket_id ORDER BY begin_time)
  )
  SELECT "from", "to", count(*) AS n, count(DISTINCT ticket_id) AS cases, round(avg(s), 3) AS mean_s, round(quantile_cont(s, 0.5), 3) AS median_s,
         round(quantile_cont(s, 0.9), 3) AS p90_s, max(s)::BIGINT AS max_s, sum(s)::BIGINT AS sum_s
  FROM step WHERE "to" IS NOT NULL GROUP BY ALL ORDER BY ALL
) TO '@OUT@' (FORMAT csv, HEADER);
