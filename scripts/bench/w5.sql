-- An event of t days ago counts 2 ^ (-t / 90) at the beginning of 2024; a rank is the share of the other customers with less.
COPY (
  WITH t AS (
    SELECT customer_id, sum(pow(0.5, date_diff('second', created, TIMESTAMP '2024-01-01') / (90.0 * 86400))) AS n
    FROM read_csv('@DATA@/tickets.csv', header = true, delim = ',', quote = '"', escape = '"',
      types = {'customer_id': 'BIGINT', 'created': 'TIMESTAMP'})
    GROUP BY 1),
  b AS (
    SELECT customer_id, sum(pow(0.5, date_diff('second', time, TIMESTAMP '2024-01-01') / (90.0 * 86400))) AS n
    FROM read_csv('@DATA@/bill_queries.csv', header = true, delim = ',', quote = '"', escape = '"',
      types = {'customer_id': 'BIGINT', 'time': 'TIMESTAMP'})
    GROUP BY 1),
  c AS (
    SELECT customer_id, coalesce(t.n, 0) AS tickets, coalesce(b.n, 0) AS bills
    FROM read_csv('@DATA@/customers.csv', header = true, delim = ',', quote = '"', escape = '"', types = {'customer_id': 'BIGINT'})
      LEFT JOIN t USING (customer_id) LEFT JOIN b USING (customer_id))
  SELECT customer_id AS customer, round(tickets, 6) AS tickets_events_decayed, round(bills, 6) AS bills_events_decayed,
         round(percent_rank() OVER (ORDER BY tickets), 6) AS tickets_rank, round(percent_rank() OVER (ORDER BY bills), 6) AS bills_rank
  FROM c
) TO '@OUT@' (FORMAT csv, HEADER);
