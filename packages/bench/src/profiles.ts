import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'

/** Words for Node that make a process of this service write a CPU profile when it ends. */
export const profiling = (folder: string, service: string): readonly string[] => [
  '--cpu-prof',
  `--cpu-prof-dir=${folder}`,
  `--cpu-prof-name=${service}.${Date.now()}.cpuprofile`,
]

/** Writes which statements have taken how long, the longest first, into one file for each service. */
export async function writeStatements(folder: string, databases: ReadonlyMap<string, pg.Pool>): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const [service, database] of databases) {
    await database.query('create extension if not exists pg_stat_statements')
    const { rows } = await database.query<{ line: string }>(
      `select format('%s ms  (%s planning)  %s calls  %s ms each  %s rows  %s',
                     round(total_exec_time + total_plan_time), round(total_plan_time), calls,
                     round(((total_exec_time + total_plan_time) / nullif(calls, 0))::numeric, 3), rows,
                     left(regexp_replace(query, '\\s+', ' ', 'g'), 160)) as line
         from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
        order by total_exec_time + total_plan_time desc limit 40`,
    )
    writeFileSync(join(folder, `${service}.statements.txt`), rows.map(({ line }) => `${line}\n`).join(''))
  }
}
