import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, answer, ask, publishAll, score, startAnalytics } from './harness.js'

const data = process.env['POLYPHON_DATA'] ?? ''
const folder = join(data, 'open/olist')
const isThere = data !== '' && existsSync(join(folder, 'a4000.reference.json'))
if (!isThere)
  process.stderr.write(
    'SKIPPED: 3,986 real reviews. Run it with POLYPHON_DATA=<folder with open/olist> npx vitest run --project integration services/analytics\n',
  )

const table = (name: string): readonly Readonly<Record<string, string>>[] => {
  const [header = [], ...rows] = readCsv(gunzipSync(readFileSync(join(folder, 'a4000', `${name}.csv.gz`))).toString())
  return rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index] ?? ''])))
}

/** RFC 4180, with line breaks inside quotes. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  for (const [all, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (all === '') break
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

const moment = (text: string): string => `${text.replace(' ', 'T')}.000Z`

describe.skipIf(!isThere)('the reviews of 4,000 real orders', () => {
  let t: Analytics
  beforeAll(async () => {
    t = await startAnalytics()
    const orders = new Map(table('olist_orders_dataset').map((order) => [order['order_id'], order]))
    const reviews = table('olist_order_reviews_dataset').map((review) => {
      const order = orders.get(review['order_id'])
      const delivered = order?.['order_delivered_customer_date'] ?? ''
      const late = delivered > (order?.['order_estimated_delivery_date'] ?? '')
      return answer([score(Number(review['review_score']))], {
        properties: delivered === '' ? {} : { late },
        occurredAt: moment(review['review_answer_timestamp'] ?? ''),
      })
    })
    await publishAll(t, reviews)
  })
  afterAll(() => t.close())

  it('come out as the reference says', async () => {
    const reference = JSON.parse(readFileSync(join(folder, 'a4000.reference.json'), 'utf8'))
    const [mean] = await ask(t, 'score.mean')
    expect(mean).toMatchObject({ n: reference.reviews })
    expect(mean?.value).toBeCloseTo(reference.review_score_mean, 6)
    const [top] = await ask(t, 'csat')
    expect(top?.value).toBeCloseTo(reference.csat_top2_share, 6)
    const points = await ask(t, 'score.distribution')
    expect(Object.fromEntries(points.map(({ by, count }) => [by['score'], count]))).toEqual(
      reference.review_score_counts,
    )
    const byLateness = await ask(t, 'score.mean?by=property.late&where=property.late:true&where=property.late:false')
    expect(byLateness.map(({ by, n }) => [by['property.late'], n])).toEqual([
      ['false', reference.n_reviews_on_time],
      ['true', reference.n_reviews_late],
    ])
    expect(byLateness[0]?.value).toBeCloseTo(reference.mean_score_on_time, 6)
    expect(byLateness[1]?.value).toBeCloseTo(reference.mean_score_late, 6)
  })
})
