'use strict';
/* Runs DuckDB on a file of SQL: node duck.js FILE.sql; @NAME@ in it is the environment variable NAME. */
const { DuckDBInstance } = require('@duckdb/node-api');
const sql = require('fs').readFileSync(process.argv[2], 'utf8').replace(/@(\w+)@/g, (_, name) => process.env[name]);

(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: process.env.JOBS });
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
})().catch((e) => { console.error('duck.js: ' + e.message); process.exit(1); });
