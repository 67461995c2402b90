import { randomUUID } from 'node:crypto'
import { segmentPublished } from '@polyphon/contracts'
import type { KitSettings } from '@polyphon/service-kit'
import { type Call, eventually, type TestService } from '@polyphon/testkit'
import { expect } from 'vitest'
import { query } from './harness.js'

export type Service = () => TestService<KitSettings, unknown>

export const ndjson = (...rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
export const notes = (count: number, name: string): readonly object[] =>
  Array.from({ length: count }, (_, number) => ({ text: `${name} ${number}` }))

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
  const leftovers = async (): Promise<number> => {
    const [row] = await query<{ count: number }>(
      t().ownerUrl,
      'select count(*)::int as count from import_row where not exists (select from job where job.job_id = import_row.job_id)',
    )
    return row?.count ?? -1
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
