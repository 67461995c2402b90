import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { startProfile } from './harness.js'

const folder = join(process.env['POLYPHON_DATA'] ?? '', 'open/cdnow')
const isThere = process.env['POLYPHON_DATA'] !== undefined && existsSync(join(folder, 'CDNOW_sample.txt.gz'))
if (!isThere)
  process.stderr.write('\nSKIPPED: the customers of CDNOW. Set POLYPHON_DATA to the folder that holds open/cdnow.\n\n')

describe.skipIf(!isThere)('computed traits of the customers of CDNOW', () => {
  it('find who has bought again, and the revenue to the cent', async () => {
    const known = JSON.parse(readFileSync(join(folder, 'sample.reference.json'), 'utf8'))
    const lines = gunzipSync(readFileSync(join(folder, 'CDNOW_sample.txt.gz')))
      .toString()
      .trim()
      .split(/\r?\n/)
    const batch = lines.map((line, index) => {
      const [, customer = '', day = '', , total] = line.trim().split(/\s+/)
      const timestamp = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T12:00:00Z`
      const properties = { total: Number(total) }
      return {
        type: 'track',
        event: 'Order',
        messageId: `cdnow-${index}`,
        userId: `c-${customer}`,
        timestamp,
        properties,
      }
    })
    expect(batch).toHaveLength(known.transactions)
    const profile = await startProfile()
    try {
      const put = async (key: string, body: object) => {
        const answer = await profile.call(`PUT /v1/computed-traits/${key}`, {
          body: { name: key, event: 'Order', ...body },
        })
        expect(answer.status, answer.text).toBeLessThan(300)
      }
      await put('purchases', { compute: 'frequency' })
      for (let from = 0; from < batch.length; from += 1_000) {
        const answer = await profile.call('POST /v1/batch', { body: { batch: batch.slice(from, from + 1_000) } })
        expect([answer.status, answer.body.rejected ?? []]).toEqual([200, []])
      }
      // One with the events, the other by the back-fill.
      await put('revenue', { compute: 'monetary', property: 'total' })
      await eventually(async () => {
        await profile.advanceTo(new Date())
        expect((await profile.call('GET /v1/computed-traits/revenue')).body.status).toBe('ready')
      })
      const found = await profile.deps.db.transact(profile.workspace.id, async (tx) => {
        const { rows } = await tx.query(
          `select count(*)::int as customers, count(*) filter (where (computed ->> 'purchases')::int = 1)::int as once,
                  sum((computed ->> 'purchases')::int)::int as transactions,
                  sum((computed ->> 'revenue')::numeric)::float8 as revenue
             from profile where workspace_id = $1`,
          [tx.workspaceId],
        )
        return rows[0]
      })
      const { customers, transactions, one_time_buyers: once } = known
      expect(found).toEqual({ customers, once, transactions, revenue: known.revenue })
    } finally {
      await profile.close()
    }
  })
})
