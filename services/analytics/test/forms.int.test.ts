import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, answer, publishAll, score, startAnalytics } from './harness.js'
import { readXml } from './xml.js'

const NASTY = `Köln, "Süd" <b>&amp;\n'ß'`
const property = `property.${encodeURIComponent('Straße <5> & "Hof"')}`

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics()
  const properties = { 'Straße <5> & "Hof"': NASTY }
  await publishAll(t, [
    answer([score(5)], { properties, occurredAt: '2026-03-10T12:00:00.000Z' }),
    answer([score(3)], { properties, occurredAt: '2026-03-10T13:00:00.000Z' }),
    answer([score(4)], { occurredAt: '2026-03-11T12:00:00.000Z' }),
  ])
})
afterAll(() => t.close())

const get = (question: string, accept: string, language = 'en') =>
  t.call(`GET /v1/metrics/${question}`, { headers: { accept, 'accept-language': language } })

describe('an answer as CSV', () => {
  it('has a header and one row for each group, quoted as RFC 4180 says', async () => {
    const { status, headers, text } = await get(
      `score.mean?by=${property}&where=${property}:${encodeURIComponent(NASTY)}`,
      'text/csv',
    )
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('vary')).toContain('Accept')
    const [header, ...rest] = text.split('\r\n')
    expect(header).toBe('"property.Straße <5> & ""Hof""",value,n,low,high,level,method,count')
    expect(rest.join('\r\n')).toMatch(/^"Köln, ""Süd"" <b>&amp;\n'ß'",4,2,1,5,0\.95,t,\r\n$/)
  })

  it('has a column for time and one for the points of a distribution', async () => {
    expect((await get('answers.count?every=P1D', 'text/csv')).text).toBe(
      'at,value,n,low,high,level,method,count,timeZone\r\n2026-03-09T23:00:00.000Z,2,2,,,,count,,Europe/Berlin\r\n2026-03-10T23:00:00.000Z,1,1,,,,count,,Europe/Berlin\r\n',
    )
    const { text } = await get('score.distribution', 'text/csv')
    expect(text.split('\r\n')[0]).toBe('score,value,n,low,high,level,method,count')
    expect(text.split('\r\n')).toHaveLength(7)
    expect(text).toMatch(/\r\n5,0\.33\d*,3,.*,wilson,1\r\n$/)
  })

  it('names its columns when there is no row', async () => {
    const { text } = await get('score.mean?by=survey&where=survey:none&every=P1D', 'text/csv')
    expect(text).toBe('survey,at,value,n,low,high,level,method,count,timeZone\r\n')
    expect((await get('score.distribution?where=survey:none', 'text/csv')).text).toMatch(/^score,value,n,/)
  })

  it('begins with a byte order mark if that is asked for, which no other form has', async () => {
    const { status, body } = await get('nps?bom=true', 'application/json')
    expect([status, body.errors]).toMatchObject([400, [{ pointer: '/query/bom', code: 'parameter_misplaced' }]])
    for (const [question, first] of [
      ['nps?bom=true', 0xfeff],
      ['nps?bom=false', 0x76],
      ['nps', 0x76],
    ] as const) {
      const answered = await fetch(`${t.url}/v1/metrics/${question}`, {
        headers: { accept: 'text/csv', authorization: `Bearer ${t.workspace.secretKey}` },
      })
      // A decoder that believes the mark does not hand it on.
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answered.arrayBuffer())
      expect(text.charCodeAt(0)).toBe(first)
    }
  })
})

describe('an answer as a drawing', () => {
  it.each([
    ['bars', `score.mean?by=${property}`],
    ['a line', 'score.mean?every=P1D'],
    ['lines', `answers.count?every=PT1H&by=${property}`],
    ['a distribution', 'score.distribution'],
    ['a number below zero', 'nps'],
    ['nothing at all', 'score.mean?where=survey:none'],
    ['no lines', 'score.mean?where=survey:none&every=P1D'],
  ])('is well-formed and can be read aloud: %s', async (_what, question) => {
    for (const language of ['en', 'de']) {
      const { status, headers, text } = await get(question, 'image/svg+xml', language)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8')
      const svg = readXml(text)
      expect(svg).toMatchObject({ name: 'svg', attributes: { role: 'img', 'xml:lang': language } })
      expect(svg.children.find(({ name }) => name === 'title')?.text).not.toBe('')
      expect(svg.children.find(({ name }) => name === 'desc')?.text).not.toBe('')
      expect(text).toContain('prefers-color-scheme:dark')
      expect(text).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  it('shows names and values of users as text, whatever they hold', async () => {
    const { text } = await get(`score.mean?by=${property}`, 'image/svg+xml')
    expect(text).not.toContain('<b>')
    const description = readXml(text).children.find(({ name }) => name === 'desc')?.text
    expect(description).toBe(`by property.Straße <5> & "Hof": not given: 4.00; ${NASTY}: 4.00`)
  })

  it('speaks the language of the caller', async () => {
    const german = (await get('score.top2_share?by=channel', 'image/svg+xml', 'fr, de-AT;q=0.8, en;q=0.5')).text
    expect(german).toContain('Anteil der zwei besten Noten')
    expect(german).toContain('nach channel: ohne Angabe: 66,7\u00a0%')
    const english = (await get('score.top2_share?by=channel', 'image/svg+xml', 'fr')).text
    expect(english).toContain('Share of the two highest scores')
    expect(english).toContain('not given: 66.7%')
  })

  it('shares no ids with another one, so that both can stand on one page', async () => {
    const idsOf = async (question: string): Promise<readonly string[]> =>
      [...(await get(question, 'image/svg+xml')).text.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)
    const all = [...(await idsOf('csat')), ...(await idsOf('nps')), ...(await idsOf('csat?by=survey'))]
    expect(new Set(all).size).toBe(6)
    expect(await idsOf('csat')).toEqual(all.slice(0, 2))
  })

  it('may carry its own style, and nothing else, when opened as a page', async () => {
    const { headers } = await get('nps', 'image/svg+xml')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'unsafe-inline'")
  })
})

describe('the form of an answer', () => {
  it.each([
    ['*/*', 'application/json'],
    ['text/*', 'text/csv'],
    ['image/*,*/*;q=0.8', 'image/svg+xml'],
    ['text/csv;q=0.1, application/json', 'application/json'],
    ['text/html, text/csv;q=0', null],
  ])('is what the caller likes best: %s', async (accept, type) => {
    const { status, headers } = await get('nps', accept)
    if (type === null) expect(status).toBe(406)
    else expect(headers.get('content-type')).toContain(type)
  })
})
