import { uuidv7 } from '@polyphon/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Analytics,
  answer,
  ask,
  interaction,
  introduce,
  message,
  publishAll,
  score,
  snapshot,
  startAnalytics,
} from './harness.js'

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics()
})
afterAll(() => t.close())

describe('the catalogue', () => {
  it('names every metric with what it means and how its interval is made', async () => {
    const { status, body } = await t.call('GET /v1/metrics')
    expect(status).toBe(200)
    expect(body.nextCursor).toBeNull()
    expect(body.items.map(({ key }: { key: string }) => key)).toEqual([
      'interactions.count',
      'persons.count',
      'messages.count',
      'messages.delivered_share',
      'answers.count',
      'score.mean',
      'score.top2_share',
      'score.distribution',
      'nps',
      'csat',
    ])
    expect(body.items[8]).toMatchObject({
      unit: 'points',
      method: 'adjusted_wald',
      title: { de: 'Net Promoter Score' },
    })
    for (const { meaning, formula, dimensions } of body.items) {
      expect(meaning).not.toBe('')
      expect(formula).not.toBe('')
      expect(dimensions).toContain('locale')
    }
  })

  it('offers no dimension that cannot be asked for', async () => {
    const { body } = await t.call('GET /v1/metrics')
    for (const { key, dimensions } of body.items) {
      for (const dimension of dimensions) {
        const name = dimension.replace('<name>', encodeURIComponent('Größe'))
        const groups = await ask(t, `${key}?by=${name}&where=${name}:x&every=P1M&from=2026-01-01T00:00:00Z`)
        expect(groups).toEqual([])
      }
    }
  })
})

describe('before anything has happened', () => {
  it('counts are zero and everything else is unknown, never an error', async () => {
    const empty = await t.newWorkspace()
    expect(await ask(t, 'interactions.count', empty)).toEqual([
      { by: {}, value: 0, n: 0, interval: null, method: 'count' },
    ])
    for (const key of ['persons.count', 'messages.count', 'answers.count'])
      expect(await ask(t, key, empty)).toMatchObject([{ value: 0, n: 0, interval: null }])
    for (const key of ['messages.delivered_share', 'score.mean', 'score.top2_share', 'nps', 'csat'])
      expect(await ask(t, key, empty)).toMatchObject([{ by: {}, value: null, n: 0, interval: null }])
    expect(await ask(t, 'score.distribution', empty)).toEqual([])
    expect(await ask(t, 'score.mean?by=survey', empty)).toEqual([])
  })
})

describe('scores', () => {
  beforeAll(async () => {
    const late = { properties: { late: true, Größe: '38½', produkt: { nested: 1 } }, channel: 'email' }
    const inTime = { properties: { late: false, Größe: 'XL' }, channel: 'web' }
    await publishAll(t, [
      ...[1, 2, 5].map((value) => answer([score(value)], late)),
      ...[5, 5, 4, 3].map((value) => answer([score(value)], inTime)),
      answer([score(4)]),
    ])
  })

  it('have a mean with its t interval', async () => {
    const [group] = await ask(t, 'score.mean')
    expect(group).toMatchObject({ by: {}, value: 3.625, n: 8, method: 't' })
    // s = 1.505941, t(0.975, 7) = 2.364624
    expect(group?.interval?.low).toBeCloseTo(2.366002, 6)
    expect(group?.interval?.high).toBeCloseTo(4.883998, 6)
    expect(group?.interval?.level).toBe(0.95)
  })

  it('are told apart by any property that came along, and by its absence', async () => {
    expect(await ask(t, 'score.mean?by=property.late')).toMatchObject([
      { by: { 'property.late': '' }, value: 4, n: 1, interval: null },
      { by: { 'property.late': 'false' }, value: 4.25, n: 4 },
      { by: { 'property.late': 'true' }, value: 8 / 3, n: 3 },
    ])
  })

  it('take German names and values of properties', async () => {
    const name = `property.${encodeURIComponent('Größe')}`
    expect(await ask(t, `score.top2_share?by=${name}&where=${name}:${encodeURIComponent('38½')}`)).toMatchObject([
      { by: { 'property.Größe': '38½' }, n: 3, count: 1, value: 1 / 3 },
    ])
    const decomposed = `property.${encodeURIComponent('Größe'.normalize('NFD'))}`
    expect(await ask(t, `score.mean?where=${decomposed}:XL`)).toMatchObject([{ n: 4 }])
  })

  it('do not take objects for values', async () => {
    expect(await ask(t, 'score.mean?by=property.produkt')).toMatchObject([{ by: { 'property.produkt': '' }, n: 8 }])
  })

  it('are chosen by all dimensions that are named, and any value of each', async () => {
    const where = (...filters: string[]): string => filters.map((filter) => `where=${filter}`).join('&')
    expect(await ask(t, `score.mean?${where('property.late:true', 'channel:web')}`)).toMatchObject([{ n: 0 }])
    expect(await ask(t, `score.mean?${where('property.late:true', 'channel:email')}`)).toMatchObject([{ n: 3 }])
    expect(await ask(t, `score.mean?${where('property.late:true', 'property.late:false')}`)).toMatchObject([{ n: 7 }])
    expect(await ask(t, `score.mean?${where('channel:')}`)).toMatchObject([{ n: 1, value: 4 }])
  })

  it('have a share of the two best points with the Wilson interval', async () => {
    const [group] = await ask(t, 'score.top2_share')
    expect(group).toMatchObject({ value: 0.625, n: 8, count: 5, method: 'wilson' })
    expect(group?.interval?.low).toBeCloseTo(0.305742, 6)
    expect(group?.interval?.high).toBeCloseTo(0.863156, 6)
    expect(await ask(t, 'csat')).toMatchObject([{ value: 0.625, n: 8 }])
  })

  it('have a distribution with every point of the scale, in its order', async () => {
    const groups = await ask(t, 'score.distribution')
    expect(groups.map(({ by, count, value }) => [by['score'], count, value])).toEqual([
      ['1', 1, 0.125],
      ['2', 1, 0.125],
      ['3', 1, 0.125],
      ['4', 2, 0.25],
      ['5', 3, 0.375],
    ])
    expect(groups[0]).toMatchObject({ n: 8, method: 'wilson', interval: { level: 0.95 } })
  })

  it('are never mixed across scales', async () => {
    const mixed = await t.newWorkspace()
    const onTen = score(9, { question: 'recommend', kind: 'nps', scale: { min: 0, max: 10 } })
    await publishAll(t, [answer([score(4), onTen])], mixed)
    for (const key of ['score.mean', 'score.top2_share', 'score.distribution']) {
      const refused = await t.call(`GET /v1/metrics/${key}`, { key: mixed.secretKey })
      expect(refused).toMatchObject({ status: 422, body: { code: 'scales_mixed', errors: [{ pointer: '/query/by' }] } })
      expect(refused.body.errors[0].detail).toContain('by=scale')
    }
    expect(await ask(t, 'score.mean?by=question', mixed)).toMatchObject([
      { by: { question: 'recommend' }, value: 9 },
      { by: { question: 'satisfaction' }, value: 4 },
    ])
    expect(await ask(t, 'score.mean?by=scale,kind', mixed)).toMatchObject([
      { by: { scale: '0..10', kind: 'nps' } },
      { by: { scale: '1..5', kind: 'csat' } },
    ])
    expect(await ask(t, 'score.mean?where=question:recommend', mixed)).toMatchObject([{ value: 9 }])
    expect(await ask(t, 'csat', mixed)).toMatchObject([{ value: 1, n: 1 }])
  })

  it('are never mixed where one question had several scales in the versions of its survey, and what is advised works', async () => {
    const changed = await t.newWorkspace()
    const onSeven = score(7, { scale: { min: 1, max: 7 } })
    await publishAll(t, [answer([score(5)]), answer([score(3)]), answer([onSeven], { version: 2 })], changed)
    const detailOf = async (query: string): Promise<string> =>
      (await t.call(`GET /v1/metrics/score.mean?${query}`, { key: changed.secretKey })).body.errors[0].detail
    expect(await detailOf('')).toContain('scales 1..5 and 1..7')
    for (const query of ['by=survey,question', 'where=question:satisfaction'])
      expect(await detailOf(query)).toContain('where=scale:1..5')
    expect(await ask(t, 'score.mean?by=survey,question,scale', changed)).toMatchObject([
      { by: { scale: '1..5' }, value: 4 },
      { by: { scale: '1..7' }, value: 7 },
    ])
    expect(await ask(t, 'score.mean?where=scale:1..5', changed)).toMatchObject([{ value: 4, n: 2 }])
    expect(await ask(t, 'score.mean?by=version', changed)).toMatchObject([{ value: 4 }, { value: 7 }])
    const svg = await t.call('GET /v1/metrics/score.mean?by=scale', {
      key: changed.secretKey,
      headers: { accept: 'image/svg+xml' },
    })
    expect(svg.text).toMatch(/>7\.00<\/text>/)
    expect(svg.text).not.toMatch(/>8\.00<\/text>/)
  })
})

describe('the Net Promoter Score', () => {
  it('is that of the worked example, with its adjusted Wald interval', async () => {
    const workspace = await t.newWorkspace()
    const scale = { min: 0, max: 10 }
    const give = (value: number) => answer([score(value, { question: 'recommend', kind: 'nps', scale })])
    const values = [10, 10, 9, 9, 9, 9, 10, 7, 8, 7, 0, 6]
    await publishAll(t, values.map(give), workspace)
    const [group] = await ask(t, 'nps', workspace)
    expect(group).toMatchObject({ n: 12, method: 'adjusted_wald' })
    expect(group?.value).toBeCloseTo(41.6666666667, 6)
    expect(group?.interval?.low).toBeCloseTo(-5.5012939696, 6)
    expect(group?.interval?.high).toBeCloseTo(72.1679606362, 6)
  })
})

describe('answers', () => {
  it('count once they are complete, each once, also by question', async () => {
    const workspace = await t.newWorkspace()
    const answerId = uuidv7()
    const texts = [{ question: 'why', text: 'Größe passt – danke!' }]
    const partial = answer([score(2)], { answerId, complete: false })
    await publishAll(t, [partial], workspace)
    expect(await ask(t, 'answers.count', workspace)).toMatchObject([{ value: 0 }])
    expect(await ask(t, 'score.mean', workspace)).toMatchObject([{ n: 0 }])
    const complete = answer([score(4), score(5, { question: 'speed' })], { answerId, texts })
    // Published again under another id, and the partial one once more afterwards.
    const again = answer([score(4), score(5, { question: 'speed' })], { answerId, texts })
    await publishAll(t, [complete, again, partial, answer([score(3)])], workspace)
    expect(await ask(t, 'answers.count', workspace)).toMatchObject([
      { value: 2, n: 2, interval: null, method: 'count' },
    ])
    expect(await ask(t, 'answers.count?by=question', workspace)).toMatchObject([
      { by: { question: 'satisfaction' }, value: 2 },
      { by: { question: 'speed' }, value: 1 },
      { by: { question: 'why' }, value: 1 },
    ])
    expect(await ask(t, 'score.mean?by=question', workspace)).toMatchObject([{ value: 3.5 }, { value: 5 }])
  })
})

describe('messages', () => {
  it('count when they were sent, and the share of them that arrived', async () => {
    const workspace = await t.newWorkspace()
    const ids = [uuidv7(), uuidv7(), uuidv7()]
    const sent = ids.map((messageId, index) =>
      message('sent', { messageId, class: index === 0 ? 'research' : 'service' }),
    )
    const occurredAt = '2026-03-12T00:00:00.000Z'
    const arrived = ids.slice(0, 2).map((messageId) => message('delivered', { messageId, occurredAt }))
    const unsent = message('delivered')
    await publishAll(t, [...arrived, ...sent, unsent, message('delivered', { messageId: ids[0] ?? '' })], workspace)
    expect(await ask(t, 'messages.count?by=class,template', workspace)).toMatchObject([
      { by: { class: 'research', template: 'parcel-arrived' }, value: 1 },
      { by: { class: 'service', template: 'parcel-arrived' }, value: 2 },
    ])
    const [share] = await ask(t, 'messages.delivered_share?to=2026-03-11T00:00:00Z', workspace)
    expect(share).toMatchObject({ value: 2 / 3, n: 3, count: 2, method: 'wilson' })
    expect(share?.interval?.low).toBeCloseTo(0.207655, 5)
  })
})

describe('people', () => {
  it('count once, whoever they were taken for, and speak the language that they have now', async () => {
    const workspace = await t.newWorkspace()
    const [anna, annaOnPhone, jose, quiet] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
    await introduce(t, snapshot(anna, 'de'), workspace)
    await introduce(t, snapshot(annaOnPhone, 'en'), workspace)
    await introduce(t, snapshot(jose, 'pt'), workspace)
    await introduce(t, snapshot(quiet, null), workspace)
    await publishAll(
      t,
      [
        interaction({ profileId: anna }),
        interaction({ profileId: annaOnPhone, channel: 'app' }),
        interaction({ profileId: jose, channel: 'app' }),
        answer([score(5)], { profileId: annaOnPhone, locale: 'fr' }),
        answer([score(2)], { profileId: null, locale: 'fr' }),
      ],
      workspace,
    )
    const active = 'persons.count?from=2026-03-01T00:00:00Z'
    expect(await ask(t, 'persons.count', workspace)).toMatchObject([{ value: 4 }])
    expect(await ask(t, active, workspace)).toMatchObject([{ value: 3 }])

    await introduce(t, { profileId: annaOnPhone, mergedInto: anna, revision: 2 }, workspace)
    expect(await ask(t, 'persons.count', workspace)).toMatchObject([{ value: 3 }])
    expect(await ask(t, active, workspace)).toMatchObject([{ value: 2, n: 2 }])
    expect(await ask(t, 'persons.count?by=channel', workspace)).toMatchObject([
      { by: { channel: 'app' }, value: 2 },
      { by: { channel: 'web' }, value: 1 },
    ])
    // What is still published about the old id belongs to the survivor too.
    await publishAll(t, [interaction({ profileId: annaOnPhone })], workspace)
    expect(await ask(t, active, workspace)).toMatchObject([{ value: 2 }])
    expect(await ask(t, 'persons.count?by=locale', workspace)).toMatchObject([
      { by: { locale: '' }, value: 1 },
      { by: { locale: 'de' }, value: 1 },
      { by: { locale: 'pt' }, value: 1 },
    ])
    expect(await ask(t, 'persons.count?where=locale:de&where=locale:pt', workspace)).toMatchObject([{ value: 2 }])
    expect(await ask(t, 'interactions.count?by=locale', workspace)).toMatchObject([
      { by: { locale: 'de' }, value: 3 },
      { by: { locale: 'pt' }, value: 1 },
    ])
    expect(await ask(t, 'answers.count?by=locale', workspace)).toMatchObject([
      { by: { locale: 'de' }, value: 1 },
      { by: { locale: 'fr' }, value: 1 },
    ])
  })
})

describe('another workspace', () => {
  it('sees none of these facts', async () => {
    expect((await ask(t, 'answers.count'))[0]?.value).toBeGreaterThan(0)
    for (const key of ['answers.count', 'persons.count', 'messages.count', 'interactions.count'])
      expect(await ask(t, key, t.other)).toMatchObject([{ value: 0 }])
    expect((await t.call('GET /v1/events/counts', { key: t.other.secretKey })).body).toEqual({ groups: [] })
  })
})
