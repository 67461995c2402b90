import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, interaction, publishAll, startAnalytics } from './harness.js'

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics({ METRIC_GROUPS_MOST: '5' })
})
afterAll(() => t.close())

describe('a question that cannot be asked', () => {
  it.each([
    ['a dimension that the metric does not have', 'by=survey', '/query/by'],
    ['an empty dimension', 'by=', '/query/by'],
    ['the pattern of a property', 'by=property.%3Cname%3E', '/query/by'],
    ['a property without a name', 'by=property.', '/query/by'],
    ['a dimension that every object inherits', 'by=constructor', '/query/by'],
    ['a dimension named twice', 'by=channel,channel', '/query/by'],
    ['too many dimensions', 'by=kind,name,channel,locale,property.a,property.b', '/query/by'],
    ['SQL for a dimension', "by=f.channel')--", '/query/by'],
    ['a filter without a colon', 'where=channel', '/query/where'],
    ['a filter without a dimension', 'where=:web', '/query/where'],
    ['a filter by what there is not', 'where=survey:a', '/query/where'],
    ['a second filter that is wrong', 'where=channel:web&where=colour:red', '/query/where'],
    ['a length of time that has no calendar', 'every=P3D', '/query/every'],
    ['a word for a length of time', 'every=day', '/query/every'],
    ['a day for a moment', 'from=2026-03-01', '/query/from'],
    ['a moment that is none', 'from=gestern', '/query/from'],
    ['a year without end', 'to=9999999-01-01T00:00:00Z', '/query/to'],
    ['a period that ends before it begins', 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z', '/query/to'],
    ['a parameter that there is not', 'group=channel', '/query/group'],
  ])('is refused and its pointer named: %s', async (_what, query, pointer) => {
    const { status, body } = await t.call(`GET /v1/metrics/interactions.count?${query}`)
    expect({ status, code: body.code, pointer: body.errors[0]?.pointer }).toEqual({
      status: 400,
      code: 'input_invalid',
      pointer,
    })
  })

  it('is refused as unknown if there is no such metric', async () => {
    for (const key of ['nps2', 'constructor', 'score.mean%20', encodeURIComponent('Größe')])
      expect(await t.call(`GET /v1/metrics/${key}`)).toMatchObject({ status: 404, body: { code: 'metric_unknown' } })
  })

  it('is refused if it would have too many groups', async () => {
    const names = ['eins', 'zwei', 'drei', 'vier', 'fünf']
    await publishAll(
      t,
      names.map((name) => interaction({ name })),
    )
    expect((await t.call('GET /v1/metrics/interactions.count?by=name')).body.groups).toHaveLength(5)
    await publishAll(t, [interaction({ name: 'sechs' })])
    expect(await t.call('GET /v1/metrics/interactions.count?by=name')).toMatchObject({
      status: 422,
      body: { code: 'too_many_groups', errors: [{ pointer: '/query/by' }] },
    })
  })

  it('is refused if it wants a form that there is not', async () => {
    const answer = await t.call('GET /v1/metrics/nps', { headers: { accept: 'image/png, application/json;q=0' } })
    expect(answer).toMatchObject({
      status: 406,
      body: { code: 'not_acceptable', errors: [{ pointer: '/headers/accept' }] },
    })
  })

  it.each([
    ['by=type&from=gestern', '/query/from'],
    ['by=channel', '/query/by'],
    ['from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z', '/query/to'],
    ['every=P1D', '/query/every'],
  ])('is refused for counts of events too: %s', async (query, pointer) => {
    const answer = await t.call(`GET /v1/events/counts?${query}`)
    expect(answer).toMatchObject({ status: 400, body: { code: 'input_invalid' } })
    expect(answer.body.errors[0].pointer).toBe(pointer)
  })
})

describe('names and values that look like something else', () => {
  it.each(["x'); drop table fact; --", '$1', '%', 'O\'Brien "ß"', 'a\\b', '€🙂'])(
    'are only texts: %s',
    async (text) => {
      await publishAll(t, [interaction({ name: 'odd', properties: { [text]: text } })])
      const property = `property.${encodeURIComponent(text)}`
      const query = `by=${property}&where=${property}:${encodeURIComponent(text)}&where=name:odd`
      const { status, body } = await t.call(`GET /v1/metrics/interactions.count?${query}`)
      expect({ status, groups: body.groups }).toMatchObject({
        status: 200,
        groups: [{ by: { [`property.${text}`]: text }, value: 1 }],
      })
    },
  )

  it('are only texts where objects inherit something', async () => {
    await publishAll(t, [interaction({ name: 'inherited', properties: { constructor: 'b' } })])
    const { body } = await t.call(
      'GET /v1/metrics/interactions.count?by=property.toString,property.constructor&where=name:inherited',
    )
    expect(body.groups).toMatchObject([{ by: { 'property.toString': '', 'property.constructor': 'b' }, value: 1 }])
  })
})

describe('a caller', () => {
  it.each(['/v1/metrics', '/v1/metrics/nps', '/v1/events/counts'])('needs a secret key for %s', async (path) => {
    expect(await t.call(`GET ${path}`, { key: t.workspace.publishableKey })).toMatchObject({ status: 403 })
    expect(await t.call(`GET ${path}`, { key: null })).toMatchObject({ status: 401 })
    expect(await t.call(`GET ${path}`, { key: `${t.workspace.secretKey}x` })).toMatchObject({ status: 401 })
  })
})
