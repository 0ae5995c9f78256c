-- An event of t days ago counts 2 ^ (-t / 90) at the beginning of 2024; pct is the share of the customers with less, equals by half.
COPY (
  WITH event AS (
    SELECT customer_id, 'tickets' AS kind, created AS time
    FROM read_csv('@DATA@/tickets.csv', header = true, delim = ',', quote = '"', escape = '"',
      types = {'customer_id': 'BIGINT', 'created': 'TIMESTAMP'})
    UNION ALL
    SELECT customer_id, 'bills', time
    FROM read_csv('@DATA@/bill_queries.csv', header = true, delim = ',', quote = '"', escape = '"',
      types = {'customer_id': 'BIGINT', 'time': 'TIMESTAMP'})),
  decayed AS (
    SELECT customer_id, kind, sum(pow(0.5, date_diff('second', time, TIMESTAMP '2024-01-01') / (90.0 * 86400))) AS n
    FROM event GROUP BY ALL),
  score AS (
    SELECT c.customer_id, k.kind, coalesce(n, 0) AS n
    FROM read_csv('@DATA@/customers.csv', header = true, delim = ',', quote = '"', escape = '"', types = {'customer_id': 'BIGINT'}) c
      CROSS JOIN (VALUES ('tickets'), ('bills')) k(kind) LEFT JOIN decayed USING (customer_id, kind))
  SELECT customer_id AS customer, kind,
         round(100 * (rank() OVER (PARTITION BY kind ORDER BY n) - 1 + count(*) OVER (PARTITION BY kind, n) / 2)
           / count(*) OVER (PARTITION BY kind), 2) AS pct,
         round(n, 6) AS events_decayed
  FROM score ORDER BY ALL
) TO '@OUT@' (FORMAT csv, HEADER);
