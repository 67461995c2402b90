import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
})
afterAll(() => messaging.close())

const put = (key: string, body: unknown) => messaging.call(`PUT /v1/templates/${key}`, { body })
const only = (body: string, more: Readonly<Record<string, unknown>> = {}) => ({
  channel: 'email',
  locales: { de: { subject: 'Betreff', body } },
  ...more,
})

describe('a template', () => {
  it('gets a version with each change, and none for saying the same again', async () => {
    const first = await put('order', parcel)
    expect([first.status, first.body.version, first.headers.get('etag')]).toEqual([201, 1, '"1"'])
    const reordered = { ...parcel, locales: { en: parcel.locales.en, de: parcel.locales.de } }
    const same = await put('order', reordered)
    expect([same.status, same.body.version]).toEqual([200, 1])
    const next = await put('order', { ...parcel, fallbackLocale: 'de' })
    expect([next.status, next.body.version]).toEqual([200, 2])
    expect((await messaging.call('GET /v1/templates/order')).body).toMatchObject({ version: 2, fallbackLocale: 'de' })
    const old = await messaging.call('GET /v1/templates/order?version=1')
    expect(old.body).toMatchObject({
      version: 1,
      fallbackLocale: 'en',
      builtIn: false,
      variables: [{ name: 'orderNumber', required: true }],
    })
    expect(old.body.locales).toEqual(parcel.locales)
    expect((await messaging.call('GET /v1/templates/order?version=3')).status).toBe(404)
  })

  it('gets its versions one after the other when many publish at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, n) => put('race', only(`Nummer ${n}`))))
    expect(answers.map(({ body }) => body.version).toSorted()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is published with a warning for each variable that nothing gives it', async () => {
    const body = '<p>{{ person.firstname }},</p>\n<p>{{ data.ordernumber }} {{ data.orderNumber }} {{ vouchers }}</p>'
    const texts = {
      ...parcel,
      fallbackLocale: 'de',
      locales: { de: { subject: 'Paket {{ data.orderNumber }}', body } },
    }
    const named = async (given: unknown) =>
      (await put('gewarnt', given)).body.warnings.map(({ pointer, code, detail }: Record<string, string>) => [
        `${pointer} ${code}`,
        /^Line (\d+): `([^`]+)`.*?(?:Is `([^`]+)` meant\?)?$/.exec(detail ?? '')?.slice(1),
      ])
    const at = '/body/locales/de/body variable_unknown'
    const expected = [
      [at, ['1', 'person.firstname', 'person.traits.firstname']],
      [at, ['2', 'data.ordernumber', 'data.orderNumber']],
      [at, ['2', 'vouchers', undefined]],
    ]
    expect(await named(texts)).toEqual(expected)
    // The same again is the same version, and as wrong as before.
    expect(await named(texts)).toEqual(expected)
    const inChannels = { channels: { email: { locales: { de: { subject: 'x', body: '{{ data.x }}' } } } } }
    expect(await named({ ...inChannels, variables: [] })).toMatchObject([
      ['/body/channels/email/locales/de/body variable_unknown', ['1', 'data.x', undefined]],
    ])
    expect(await named({ ...inChannels, variables: [{ name: 'x', required: false }] })).toEqual([])
  })

  it('is refused with the place of what is wrong', async () => {
    const cases: readonly (readonly [unknown, number, string, string])[] = [
      [only('{{ data.x '), 422, '/body/locales/de/body', 'template_invalid'],
      [only('{% include "package.json" %}'), 422, '/body/locales/de/body', 'template_invalid'],
      [only('{% render "package.json" %}'), 422, '/body/locales/de/body', 'template_invalid'],
      [only('{{ data.html | raw }}'), 422, '/body/locales/de/body', 'template_invalid'],
      [only('{{ data.x | gibtesnicht }}'), 422, '/body/locales/de/body', 'template_invalid'],
      [
        { ...only('x'), locales: { de: { subject: '{% if %}', body: 'x' } } },
        422,
        '/body/locales/de/subject',
        'template_invalid',
      ],
      [
        { ...only('x'), locales: { 'kein tag': { subject: 'x', body: 'x' } } },
        422,
        '/body/locales/kein tag',
        'locale_invalid',
      ],
      [only('x', { fallbackLocale: 'fr' }), 422, '/body/fallbackLocale', 'locale_missing'],
      [only('x', { channel: 'brieftaube' }), 422, '/body/channel', 'channel_unavailable'],
      [{ channel: 'email', locales: {} }, 400, '/body/locales', 'custom'],
      [only('x', { wozu: 1 }), 400, '/body/wozu', 'unrecognized_key'],
      [{ ...only('x'), locales: { de: { subject: 'x' } } }, 400, '/body/locales/de/body', 'invalid_type'],
    ]
    for (const [body, status, pointer, code] of cases) {
      const answer = await put('wrong', body)
      expect([answer.status, answer.body.errors[0]], JSON.stringify(body)).toMatchObject([status, { pointer, code }])
    }
    expect((await put('Kein_Schlüssel', only('x'))).body.errors[0].pointer).toBe('/path/key')
    expect((await messaging.call('GET /v1/templates/wrong')).status).toBe(404)
  })

  it('belongs to its workspace', async () => {
    await put('ours', only('x'))
    const foreign = messaging.as(messaging.other.secretKey)
    expect((await foreign('GET /v1/templates/ours')).status).toBe(404)
    expect((await foreign('POST /v1/templates/ours/preview', { body: {} })).status).toBe(404)
    expect((await foreign('GET /v1/templates')).body.items).toEqual([])
    const { publishableKey } = messaging.workspace
    expect((await messaging.call('PUT /v1/templates/ours', { body: only('x'), key: publishableKey })).status).toBe(403)
    expect((await messaging.call('GET /v1/templates/ours', { key: publishableKey })).status).toBe(403)
  })

  it('is listed by key, page by page', async () => {
    const foreign = messaging.as(messaging.other.secretKey)
    for (const key of ['zebra', 'aal', 'maus']) await foreign(`PUT /v1/templates/${key}`, { body: only('x') })
    const first = await foreign('GET /v1/templates?limit=2')
    const second = await foreign(`GET /v1/templates?limit=2&cursor=${first.body.nextCursor}`)
    const keys = [...first.body.items, ...second.body.items].map((item: { key: string }) => item.key)
    expect(keys).toEqual(['aal', 'maus', 'zebra'])
  })
})

describe('the built-in invitation', () => {
  it('is there without being published, until the workspace has its own', async () => {
    const builtIn = await messaging.call('GET /v1/templates/survey-invitation')
    expect(builtIn.body).toMatchObject({ version: 0, builtIn: true })
    expect(Object.keys(builtIn.body.locales)).toEqual(['de', 'en'])
    await put('survey-invitation', only('Unser eigener Text: {{ url }}'))
    expect((await messaging.call('GET /v1/templates/survey-invitation')).body).toMatchObject({
      version: 1,
      builtIn: false,
    })
  })
})

describe('a preview', () => {
  const preview = (key: string, body: unknown) => messaging.call(`POST /v1/templates/${key}/preview`, { body })

  it('shows what would be sent, in German and English', async () => {
    await put('preview', parcel)
    const german = await preview('preview', {
      locale: 'de-AT',
      person: { traits: { firstName: 'Jürgen & <b>Co</b>' } },
      data: { orderNumber: '7' },
    })
    expect(german.body).toMatchObject({
      key: 'preview',
      version: 1,
      locale: 'de',
      subject: 'Ihre Bestellung 7 ist da – Größe „M“',
    })
    expect(german.body.html).toContain('Guten Tag Jürgen &amp; &lt;b&gt;Co&lt;/b&gt;,')
    expect(german.body.text).toContain('Guten Tag Jürgen & <b>Co</b>,')
    expect((await preview('preview', { locale: 'fr', data: { orderNumber: '7' } })).body.subject).toBe(
      'Your order 7 has arrived',
    )
  })

  it('says what is missing', async () => {
    const missing = await preview('preview', {})
    expect([missing.status, missing.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/body/data/orderNumber', code: 'variable_missing' },
    ])
    await put('undeclared', only('Für {{ person.traits.title }}'))
    const undeclared = await preview('undeclared', {})
    expect(undeclared.body.errors[0]).toMatchObject({ pointer: '/body/person/traits/title', code: 'variable_missing' })
    await put('empty', only('{% if data.x %}Hi{% endif %}'))
    const empty = await preview('empty', {})
    expect([empty.status, empty.body.code, empty.body.errors[0].pointer]).toEqual([422, 'variable_missing', '/body'])
    expect((await preview('preview', { profileId: 'wer' })).body.errors[0].pointer).toBe('/body/profileId')
  })

  it('stops what would take for ever, and goes on with the next', async () => {
    await put('endless', only('{% for i in (1..5000) %}{% for j in (1..5000) %}{{ i }}{% endfor %}{% endfor %}'))
    const endless = await preview('endless', {})
    expect([endless.status, endless.body.code]).toEqual([422, 'template_too_costly'])
    expect((await preview('preview', { data: { orderNumber: '8' } })).status).toBe(200)
  })
})
