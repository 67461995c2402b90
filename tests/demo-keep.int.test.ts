import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbersOf } from './demo-numbers.js'
import { type LocalHome, type LocalProcess, makeHome } from './local-process.js'

const SAMPLE = join(import.meta.dirname, '../examples/olist400')
const ORDERS = 12

const linesOf = (table: string): readonly string[] =>
  gunzipSync(readFileSync(join(SAMPLE, `${table}.csv.gz`)))
    .toString()
    .split('\n')

/** The first orders of the sample, with everything that belongs to them. */
function writeFewOrders(folder: string): void {
  const [header = '', ...orders] = linesOf('olist_orders_dataset')
  const few = orders.filter((line) => line.includes('delivered')).slice(0, ORDERS)
  const ids = few.map((line) => (line.split(',')[0] ?? '').replaceAll('"', ''))
  writeFileSync(join(folder, 'olist_orders_dataset.csv'), [header, ...few].join('\n'))
  writeFileSync(join(folder, 'olist_customers_dataset.csv'), linesOf('olist_customers_dataset').join('\n'))
  const [reviewHeader = '', ...reviews] = linesOf('olist_order_reviews_dataset')
  // One line each: no comment of these reviews has a line break in it.
  const oneLine = reviews.filter((line) => ids.some((id) => line.includes(id)) && /:\d\d"?$/.test(line.trim()))
  writeFileSync(join(folder, 'olist_order_reviews_dataset.csv'), [reviewHeader, ...oneLine].join('\n'))
}

describe('the demo that is kept', () => {
  let home: LocalHome
  let demo: LocalProcess
  const kept = (name: string): string => join(home.env['POLYPHON_HOME'] ?? '', 'demo', name)
  beforeAll(async () => {
    home = await makeHome()
    const folder = join(home.env['POLYPHON_HOME'] ?? '', 'orders')
    mkdirSync(folder)
    writeFewOrders(folder)
    demo = home.run('demo/main.ts', ['--json', '--keep', '--data', folder])
    await demo.untilPrinted('until Ctrl-C', 180_000)
  })
  afterAll(async () => {
    demo?.child.kill('SIGTERM')
    await demo?.ended
    home?.remove()
  })

  it.each([
    ['de', '<h1>Überblick</h1>', 'Gefragt und geantwortet'],
    ['en', '<h1>Overview</h1>', 'Asked and answered'],
  ])('leaves a report by lateness for people, in %s', (language, ...parts) => {
    const page = readFileSync(kept(`report.${language}.html`), 'utf8')
    for (const part of [...parts, 'order-review · score (1–5)', 'property.late', '<svg']) expect(page).toContain(part)
  })

  it('leaves what happened to one customer', () => {
    const page = readFileSync(kept('timeline.html'), 'utf8')
    for (const part of ['Order Delivered', 'message sent', 'feedback given']) expect(page).toContain(part)
  })

  it('leaves a survey that somebody can answer, and the keys of the workspace', async () => {
    const url = /a survey +(\S+)/.exec(demo.output())?.[1] ?? ''
    const answer = await fetch(url, { headers: { accept: 'application/json' } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ survey: { title: 'Your order' } })
    const { services, secretKey } = JSON.parse(readFileSync(kept('workspace.json'), 'utf8'))
    const headers = { authorization: `Bearer ${secretKey}` }
    const counted = await fetch(`${services.analytics}/v1/metrics/persons.count`, { headers })
    expect(await counted.json()).toMatchObject({ groups: [{ value: ORDERS }] })
  })

  it('ends when it is told to, with its numbers', async () => {
    demo.child.kill('SIGTERM')
    expect(await demo.ended, demo.output()).toBe(0)
    expect(numbersOf(demo)).toMatchObject({ persons: ORDERS, messagesSent: ORDERS })
    expect(existsSync(kept('score-by-lateness.svg'))).toBe(true)
  })
})
