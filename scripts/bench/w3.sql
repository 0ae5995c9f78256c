COPY (
  SELECT call_id, start, phone, region, queue_s, talk_s
  FROM read_csv('@IN@', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')
  WHERE regexp_matches(phone, '^1[38]') AND answered = '1'
) TO '@OUT@' (FORMAT csv, HEADER);
