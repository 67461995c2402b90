import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, answer, interaction, message, publishAll, score, startAnalytics } from './harness.js'
import { readXml } from './xml.js'

const NASTY = `lieferung <b>&amp; "Süd"`

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics()
  const late = { late: true }
  await publishAll(t, [
    interaction(),
    message('sent'),
    message('sent', { occurredAt: '2026-04-02T11:00:00.000Z' }),
    answer([score(1)], { properties: late }),
    answer([score(2)], { properties: late }),
    answer([score(5), score(9, { question: 'recommend', kind: 'nps', scale: { min: 0, max: 10 } })]),
    answer([score(4)], { survey: NASTY, occurredAt: '2026-04-02T12:00:00.000Z' }),
  ])
})
afterAll(() => t.close())

const get = (report: string, headers: Readonly<Record<string, string>> = {}) =>
  t.call(`GET /v1/reports/${report}`, { headers })

interface Section {
  readonly title: Readonly<Record<'de' | 'en', string>>
  readonly about: { readonly survey: string; readonly question: string; readonly scale: string } | null
  readonly results: readonly {
    readonly metric: string
    readonly groups: readonly { readonly by: object; readonly value: number; readonly interval: object | null }[]
  }[]
}

const sectionsOf = async (report: string): Promise<readonly Section[]> => {
  const { status, body } = await get(report)
  expect(status).toBe(200)
  return body.sections
}

const numbersOf = ({ results }: Section) =>
  results.map(({ metric, groups }) => [metric, groups.map(({ by, value }) => [...Object.values(by), value])])

describe('getReport', () => {
  it('answers what was asked and answered, and each question that has scores', async () => {
    const [glance, course, ...questions] = await sectionsOf('overview')
    expect(glance && numbersOf(glance)).toEqual([
      ['persons.count', [[0]]],
      ['interactions.count', [[1]]],
      ['messages.count', [[2]]],
      ['answers.count', [[4]]],
    ])
    expect(course && numbersOf(course)).toEqual([
      ['messages.count', [[1], [1]]],
      ['answers.count', [[3], [1]]],
    ])
    expect(questions.map(({ about }) => about)).toEqual([
      { survey: 'delivery', question: 'satisfaction', scale: '1..5' },
      { survey: 'delivery', question: 'recommend', scale: '0..10' },
      { survey: NASTY, question: 'satisfaction', scale: '1..5' },
    ])
    expect(questions[0]?.results.map(({ metric }) => metric)).toEqual(['score.mean', 'score.distribution'])
    expect(questions[0]?.results[0]?.groups).toMatchObject([{ value: 8 / 3, n: 3, interval: { level: 0.95 } }])
  })

  it('tells the scores of each question apart by what is asked', async () => {
    const [, , satisfaction] = await sectionsOf('overview?by=property.late')
    expect(satisfaction && numbersOf(satisfaction).slice(2)).toEqual([
      [
        'score.mean',
        [
          ['', 5],
          ['true', 1.5],
        ],
      ],
      [
        'score.top2_share',
        [
          ['', 1],
          ['true', 0],
        ],
      ],
    ])
  })

  it('looks at a period only', async () => {
    const sections = await sectionsOf('overview?from=2026-04-01T00:00:00Z&every=P1D')
    expect(sections.map(({ about }) => about?.survey ?? null)).toEqual([null, null, NASTY])
  })

  it.each([
    ['de-AT, en;q=0.5', ['<html lang="de">', '<h1>Überblick</h1>', 'Auf einen Blick', '<td>2,67</td>']],
    ['fr', ['<html lang="en">', '<h1>Overview</h1>', 'At a glance', '<td>2.67</td>']],
  ])('is a page that can be kept, in the language of %s', async (accept, parts) => {
    const headers = { accept: 'text/html', 'accept-language': accept }
    const { status, headers: answered, text } = await get('overview?by=property.late', headers)
    expect(status).toBe(200)
    expect(answered.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answered.get('vary')).toContain('Accept-Language')
    expect(answered.get('content-security-policy')).toContain("default-src 'none'")
    for (const part of parts) expect(text).toContain(part)
    expect(text).not.toContain('<b>')
    expect(text).not.toContain('<script')
    const main = /<main>(.*)<\/main>/s.exec(text)?.[1] ?? ''
    const ids = [...main.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(readXml(`<main>${main}</main>`).name).toBe('main')
  })

  it('says so where nobody has answered', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'de' }
    const { status, text } = await get('overview?to=2020-01-01T00:00:00Z', headers)
    expect(status).toBe(200)
    expect(text).toContain('Noch hat niemand geantwortet.')
    expect(text).toContain('vor 01.01.2020')
  })

  it.each([
    ['overview?by=colour', 400, '/query/by', 'dimension_unknown'],
    ['overview?to=2020-01-01T00:00:00Z&by=colour', 400, '/query/by', 'dimension_unknown'],
    ['overview?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 400, '/query/to', 'period_empty'],
    ['overview?every=P2D', 400, '/query/every', undefined],
    ['overview?from=gestern', 400, '/query/from', undefined],
  ])('refuses %s', async (report, status, pointer, code) => {
    const answered = await get(report)
    expect(answered.status).toBe(status)
    expect(answered.body.errors).toMatchObject([{ pointer, ...(code === undefined ? {} : { code }) }])
  })

  it('knows no other report and no other form', async () => {
    expect(await get('sales')).toMatchObject({ status: 404, body: { code: 'report_unknown' } })
    expect((await get('overview', { accept: 'application/pdf' })).status).toBe(406)
  })
})
