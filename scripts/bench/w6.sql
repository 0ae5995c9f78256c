COPY (
  SELECT phone, count(*) AS calls, count(*) FILTER (answered = 1) AS answered, avg(talk_s) FILTER (answered = 1) AS mean_talk_s,
         max(talk_s) AS longest_s
  FROM read_csv('@IN@', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'call_id': 'VARCHAR', 'start': 'VARCHAR', 'phone': 'VARCHAR', 'region': 'VARCHAR', 'first_key': 'VARCHAR',
    'queue_s': 'INTEGER', 'answered': 'TINYINT', 'agent_id': 'VARCHAR', 'talk_s': 'INTEGER', 'wrapup_s': 'VARCHAR',
    'satisfaction': 'TINYINT', 'transferred': 'VARCHAR', 'channel': 'VARCHAR' })
  GROUP BY ALL ORDER BY ALL
) TO '@OUT@' (FORMAT csv, HEADER);
