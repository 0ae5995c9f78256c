COPY (
  SELECT region, left(start, 7) AS month, count(*) AS calls, avg(answered) AS answered_rate,
         avg(queue_s) FILTER (answered = 1) AS mean_queue_s, count(*) FILTER (queue_s <= 15) AS within_15s,
         quantile_cont(talk_s, 0.5) FILTER (answered = 1) AS median_talk_s,
         quantile_cont(talk_s, 0.9) FILTER (answered = 1) AS p90_talk_s, avg(satisfaction) AS mean_satisfaction
  FROM read_csv('@IN@', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'call_id': 'VARCHAR', 'start': 'VARCHAR', 'phone': 'VARCHAR', 'region': 'VARCHAR', 'first_key': 'VARCHAR',
    'queue_s': 'INTEGER', 'answered': 'TINYINT', 'agent_id': 'VARCHAR', 'talk_s': 'INTEGER', 'wrapup_s': 'VARCHAR',
    'satisfaction': 'TINYINT', 'transferred': 'VARCHAR', 'channel': 'VARCHAR' })
  GROUP BY ALL ORDER BY ALL
) TO '@OUT@' (FORMAT csv, HEADER);
