SET preserve_insertion_order = false;
COPY (
  SELECT t.*, c.segment, c.vip_level, c.arpu
  FROM read_csv('@DATA@/tickets.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') t
  JOIN read_csv('@DATA@/customers.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') c
    USING (customer_id)
) TO '@OUT@' (FORMAT csv, HEADER);
