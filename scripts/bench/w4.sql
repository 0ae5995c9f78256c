-- What does not fit is left out and told in a file of its own, as cs-ingest -r does.
COPY (
  SELECT * FROM read_csv('@IN@', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
    store_rejects = true, rejects_limit = 0, columns = {
    'call_id': 'VARCHAR', 'start': 'TIMESTAMP', 'phone': 'VARCHAR', 'region': 'VARCHAR', 'first_key': 'VARCHAR',
    'queue_s': 'INTEGER', 'answered': 'TINYINT', 'agent_id': 'VARCHAR', 'talk_s': 'INTEGER', 'wrapup_s': 'INTEGER',
    'satisfaction': 'TINYINT', 'transferred': 'TINYINT', 'channel': 'VARCHAR' })
) TO '@OUT@' (FORMAT csv, HEADER);
COPY (
  SELECT file_path, line, column_name, error_type, error_message, csv_line
  FROM reject_errors JOIN reject_scans USING (scan_id, file_id)
) TO '@OUT@.rejects' (FORMAT csv, HEADER);
