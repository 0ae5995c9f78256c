COPY (
  SELECT * FROM read_csv('@IN@', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {
    'call_id': 'VARCHAR', 'start': 'TIMESTAMP', 'phone': 'VARCHAR', 'region': 'VARCHAR', 'first_key': 'VARCHAR',
    'queue_s': 'INTEGER', 'answered': 'TINYINT', 'agent_id': 'VARCHAR', 'talk_s': 'INTEGER', 'wrapup_s': 'INTEGER',
    'satisfaction': 'TINYINT', 'transferred': 'TINYINT', 'channel': 'VARCHAR' })
) TO '@OUT@' (FORMAT csv, HEADER);
