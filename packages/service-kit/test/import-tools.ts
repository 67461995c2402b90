import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { segmentPublished } from '@polyphon/contracts'
import type { KitSettings, TimerKind } from '@polyphon/service-kit'
import { type Call, eventually, type TestService } from '@polyphon/testkit'
import { expect } from 'vitest'
import { fileJob, importJob } from '../src/jobs/imports/apply-import.js'
import type { AnyImportKind } from '../src/jobs/imports/import-kind.js'
import { FILE_JOB, jobTimer } from '../src/jobs/run-job.js'
import { query, quiet } from './harness.js'

export type Service = () => TestService<KitSettings, unknown>

export const ndjson = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
export const notes = (count: number, name: string): readonly object[] =>
  Array.from({ length: count }, (_, number) => ({ text: `${name} ${number}` }))

/** The files that the store of a service holds of its workspaces, and those that arrive. */
async function filesOf(t: Service): Promise<readonly string[]> {
  const { BLOB_STORE: store } = t().deps.settings
  if (store === undefined) return []
  const halves = await readdir(join(fileURLToPath(store), '.halves')).catch(() => [])
  const names = [...halves]
  for (const { id } of [t().workspace, t().other])
    for await (const { name } of t().deps.blobs?.of(id).list() ?? []) names.push(name)
  return names
}

/** The timers that carry imports forward, as a second process of the service has them. */
export const importTimers = (t: Service, kind: AnyImportKind): readonly TimerKind[] => [
  jobTimer([importJob(kind, quiet)], quiet),
  jobTimer([fileJob(kind, quiet, t().deps.blobs)], quiet, FILE_JOB),
]

/** Ways to import notes and to look at what came of it. */
export function importTools(t: Service) {
  const post = (body: string | Uint8Array, headers: Record<string, string> = {}, query_ = ''): Promise<Call> =>
    t().call(`POST /v1/imports?kind=people${query_}`, {
      body,
      headers: { 'content-type': 'application/x-ndjson', 'idempotency-key': randomUUID(), ...headers },
    })
  const csv = (body: string | Uint8Array, query_ = ''): Promise<Call> =>
    post(body, { 'content-type': 'text/csv' }, query_)
  const ended = (jobId: string): Promise<Call['body']> =>
    eventually(async () => {
      const { body } = await t().call(`GET /v1/jobs/${jobId}`)
      expect(body.endedAt, JSON.stringify(body)).toBeDefined()
      return body
    })
  const rowsOf = async (jobId: string, more = ''): Promise<readonly unknown[]> =>
    (await t().call(`GET /v1/imports/${jobId}/rows?limit=500${more}`)).body.items
  const stored = (jobId: string) =>
    query<{ body: unknown; outcome: string | null }>(
      t().ownerUrl,
      'select body, outcome from import_row where job_id = $1 order by part, line',
      [jobId],
    )
  /** How many rows or files are kept of what is no job, or no more one that goes on. */
  const leftovers = async (): Promise<number> => {
    const rows = await query(
      t().ownerUrl,
      'select from import_row where not exists (select from job where job.job_id = import_row.job_id)',
    )
    const over = await query<{ job_id: string }>(t().ownerUrl, 'select job_id from job where ended_at is null')
    const going = new Set(over.map(({ job_id: jobId }) => `imports/${jobId}`))
    const names = await filesOf(t)
    return rows.length + names.filter((name) => !going.has(name)).length
  }
  const publishedOf = (name: string): number =>
    t()
      .published(segmentPublished)
      .filter(({ data }) => data.name.startsWith(name)).length
  const kept = async (name: string): Promise<number> => {
    const rows = await query(t().ownerUrl, 'select from note where text like $1', [`${name} %`])
    return rows.length
  }
  return { post, csv, ended, rowsOf, stored, leftovers, publishedOf, kept }
}
