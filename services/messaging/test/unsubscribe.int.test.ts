import { generateKeyPairSync } from 'node:crypto'
import { permissionChanged } from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { saveKey, signPersonToken } from '@polyphon/service-kit/access'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, topic: 'news' }
const permit = (profileId: string, more: Readonly<Record<string, unknown>> = {}) => ({
  body: { profileId, channel: 'email', topic: 'news', state: 'granted', proof: proof(), ...more },
})
const stateOf = async (profileId: string): Promise<string> =>
  (await messaging.call(`GET /v1/permissions?profileId=${profileId}`)).body.items[0]?.state

async function linkOf(messageId: string): Promise<string> {
  const { headers } = await messaging.mail(messageId)
  expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
  const link = /^<(https:\/\/messages\.example\.test\/v1\/unsubscribe\/[\w-]{54})>$/.exec(
    headers.get('list-unsubscribe') ?? '',
  )?.[1]
  return new URL(link ?? '').pathname
}

describe('the link in a marketing mail', () => {
  it('shows a page and changes nothing when it is opened, and withdraws the permission when it is posted', async () => {
    const profileId = await messaging.person()
    await messaging.call('PUT /v1/permissions', permit(profileId))
    const id = await messaging.send({ ...order, profileId, class: 'marketing' })
    const path = await linkOf(id)
    const page = await messaging.call(`GET ${path}`, { key: null, headers: { 'accept-language': 'en' } })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.text).toContain(
      'Möchten Sie von Größe &amp; Maß GmbH keine Nachrichten zum Thema „news“ mehr per E-Mail bekommen?',
    )
    expect(page.text).not.toMatch(/<script|<img|https?:/)
    expect(await stateOf(profileId)).toBe('granted')

    const post = {
      key: null,
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    const done = await messaging.call(`POST ${path}`, post)
    expect([done.status, done.text.includes('Sie sind abgemeldet')]).toEqual([200, true])
    expect(done.text).toContain('Sie bekommen von Größe &amp; Maß GmbH keine Nachrichten zum Thema „news“ mehr')
    expect((await messaging.call(`GET ${path}`, { key: null })).text).toContain('Sie sind schon abgemeldet')
    expect(await stateOf(profileId)).toBe('withdrawn')
    expect((await messaging.call(`POST ${path}`, post)).status).toBe(200)
    expect((await messaging.call(`POST ${path}`, { key: null })).status).toBe(200)
    const { body } = await messaging.call(`GET /v1/permissions?profileId=${profileId}`)
    expect(body.items[0].history).toHaveLength(2)
    expect(body.items[0].history[0]).toMatchObject({ source: 'unsubscribe', proof: { mechanism: 'one-click' } })
    const events = await messaging.waitFor(permissionChanged, 2, ({ data }) => data.profileId === profileId)
    expect(events.map(({ data }) => data.state)).toEqual(['granted', 'withdrawn'])
    expect((await messaging.settled(id, 'sent')).engagement.unsubscribed.count).toBe(1)
    const next = await messaging.send({ ...order, profileId, class: 'marketing' })
    expect((await messaging.settled(next, 'dropped')).reason).toBe('permission_withdrawn')
  })

  it('withdraws even a permission that is dated ahead', async () => {
    const profileId = await messaging.person()
    await messaging.call('PUT /v1/permissions', permit(profileId))
    const path = await linkOf(await messaging.send({ ...order, profileId, class: 'marketing' }))
    await messaging.deps.db.transact(messaging.workspace.id, (tx) =>
      tx.query(`update permission set occurred_at = now() + interval '10 days' where profile_id = $1`, [profileId]),
    )
    expect((await messaging.call(`POST ${path}`, { key: null })).status).toBe(200)
    expect(await stateOf(profileId)).toBe('withdrawn')
  })

  it('speaks the language of the person, else that of the message, else that of the browser', async () => {
    const body = { channel: 'email', locales: { de: { subject: 'x', body: 'y' }, en: { subject: 'x', body: 'y' } } }
    await messaging.call('PUT /v1/templates/both', { body: { ...body, fallbackLocale: 'de' } })
    const pageOf = async (locale: string | null, acceptLanguage: string, wanted?: string) => {
      const profileId = await messaging.person({ locale })
      await messaging.call('PUT /v1/permissions', permit(profileId))
      const mail = { template: { key: 'both' }, topic: 'news', profileId, class: 'marketing' }
      const path = await linkOf(await messaging.send({ ...mail, ...(wanted === undefined ? {} : { locale: wanted }) }))
      const { text } = await messaging.call(`GET ${path}`, {
        key: null,
        headers: { 'accept-language': acceptLanguage },
      })
      return /<html lang="(\w+)"/.exec(text)?.[1]
    }
    expect(await pageOf('en-GB', 'de')).toBe('en')
    expect(await pageOf('de-AT', 'en', 'en')).toBe('de')
    expect(await pageOf('fr', 'de', 'en')).toBe('en')
    expect(await pageOf(null, 'en')).toBe('de')
  })

  it('names the topic in words', async () => {
    const profileId = await messaging.person({ locale: 'en' })
    const topic = 'order-updates.weekly_<b>'
    await messaging.call('PUT /v1/permissions', permit(profileId, { topic }))
    const path = await linkOf(await messaging.send({ ...order, topic, profileId, class: 'marketing' }))
    const { text } = await messaging.call(`GET ${path}`, { key: null })
    expect(text).toContain('no more messages about “order updates weekly &lt;b&gt;” by email from Größe &amp; Maß GmbH')
  })

  it('can be shown within the mail as well', async () => {
    const body = { channel: 'email', locales: { de: { subject: 'x', body: 'Weg: {{ unsubscribeUrl }}' } } }
    await messaging.call('PUT /v1/templates/with-link', { body })
    const profileId = await messaging.person()
    const id = await messaging.send({ profileId, template: { key: 'with-link' }, class: 'service', topic: 'news' })
    const mail = await messaging.mail(id)
    expect(mail.headers.has('list-unsubscribe')).toBe(false)
    const path = new URL(mail.text.slice('Weg: '.length)).pathname
    expect((await messaging.call(`POST ${path}`, { key: null })).status).toBe(200)
    expect(await stateOf(profileId)).toBe('withdrawn')
  })

  it('suppresses a bare address', async () => {
    const body = { channel: 'email', locales: { de: { subject: 'x', body: '{{ unsubscribeUrl }}' } } }
    await messaging.call('PUT /v1/templates/only-link', { body })
    const to = { channel: 'email', address: 'niemand@example.test' }
    const id = await messaging.send({ to, template: { key: 'only-link' }, class: 'transactional', topic: 'news' })
    const path = new URL((await messaging.mail(id)).text).pathname
    const question = await messaging.call(`GET ${path}`, { key: null })
    expect(question.text).toContain('Möchten Sie von Größe &amp; Maß GmbH per E-Mail nichts mehr bekommen?')
    const done = await messaging.call(`POST ${path}`, { key: null })
    expect(done.text).toContain('An diese Adresse schickt Größe &amp; Maß GmbH per E-Mail nichts mehr.')
    expect((await messaging.call(`GET ${path}`, { key: null })).text).toContain('Sie sind schon abgemeldet')
    const { body: list } = await messaging.call('GET /v1/suppressions')
    expect(list.items).toContainEqual(expect.objectContaining({ address: to.address, reason: 'unsubscribed' }))
  })

  it('is the same with what a mail program took for a part of it', async () => {
    const profileId = await messaging.person()
    await messaging.call('PUT /v1/permissions', permit(profileId))
    const path = await linkOf(await messaging.send({ ...order, profileId, class: 'marketing', topic: 'news' }))
    for (const rest of ['.', ')', '%3E', '%22', '%E2%80%9C', '%20', '&amp;a=1', '/', '?utm_source=x'])
      expect((await messaging.call(`GET ${path}${rest}`, { key: null })).status, rest).toBe(200)
    expect((await messaging.call(`POST ${path}).`, { key: null })).status).toBe(200)
    expect(await stateOf(profileId)).toBe('withdrawn')
  })

  it('is unknown when it was not made by us', async () => {
    for (const token of ['a', 'A'.repeat(54), '-'.repeat(54)]) {
      for (const method of ['GET', 'POST']) {
        const answer = await messaging.call(`${method} /v1/unsubscribe/${token}`, { key: null })
        expect([answer.status, answer.body.code]).toEqual([404, 'unsubscribe_unknown'])
      }
    }
  })

  it('is a page for browsers when it is cut off, has something behind it, or is no longer there', async () => {
    const headers = {
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'de-DE,de;q=0.9',
    }
    for (const rest of ['', '/', '/a', `/${'A'.repeat(54)}`, `/${'A'.repeat(400)}`, '/a/b', `/${'A'.repeat(54)}/>`])
      for (const method of ['GET', 'POST']) {
        const answer = await messaging.call(`${method} /v1/unsubscribe${rest}`, { key: null, headers })
        expect([answer.status, answer.headers.get('content-type')], rest).toEqual([404, 'text/html; charset=utf-8'])
        expect(answer.text).toContain('<html lang="de">')
        expect(answer.text).toContain('Dieser Link führt zu nichts')
      }
    for (const unreadable of ['%E4', '%', '%00', 'a%2'])
      expect((await messaging.call(`GET /v1/unsubscribe/${unreadable}`, { key: null, headers })).text).toContain(
        'Dieser Link führt zu nichts',
      )
    const problem = await messaging.call('GET /v1/unsubscribe/', { key: null })
    expect([problem.status, problem.body.code]).toEqual([404, 'unsubscribe_unknown'])
  })
})

describe('a person token', () => {
  async function token(subject: { profileId: string } | { userId: string }): Promise<string> {
    const keyId = uuidv7()
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = {
      keyId,
      workspaceId: messaging.workspace.id,
      kind: 'person',
      hash: null,
      scopes: [],
      origins: [],
      unit: null,
    } as const
    const dates = { expiresAt: null, revokedAt: null, createdAt: new Date() }
    const publicJwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId }
    await messaging.deps.db.transact(null, (tx) => saveKey(tx, { ...key, ...dates, publicKey: publicJwk }))
    messaging.deps.workspaces.forget()
    const { token: made } = await signPersonToken({
      workspaceId: messaging.workspace.id,
      keyId,
      privateKey: privateKey.export({ format: 'jwk' }),
      subject,
      issuedAt: new Date(),
      ttlSeconds: 60,
    })
    return made
  }

  it('lets somebody see and change their own permissions, and nobody else’s', async () => {
    const userId = `c-${uuidv7()}`
    const profileId = await messaging.person({ userId })
    const key = messaging.workspace.publishableKey
    for (const subject of [{ profileId }, { userId }]) {
      const headers = { 'polyphon-person': await token(subject) }
      await eventually(async () => {
        const put = await messaging.call('PUT /v1/permissions', { ...permit(profileId), key, headers })
        expect([put.status, put.body.state]).toEqual([200, 'granted'])
      })
      const permissions = await messaging.call('GET /v1/permissions', { key, headers })
      expect(permissions.body.items.map((item: { state: string }) => item.state)).toEqual(['granted'])
      const others = await messaging.call('PUT /v1/permissions', { ...permit(uuidv7()), key, headers })
      expect([others.status, others.body.code]).toEqual([403, 'not_own_profile'])
      expect((await messaging.call(`GET /v1/permissions?profileId=${uuidv7()}`, { key, headers })).status).toBe(403)
    }
    expect((await messaging.call(`GET /v1/permissions?profileId=${profileId}`, { key })).status).toBe(403)
    expect((await messaging.call('PUT /v1/permissions', { ...permit(profileId), key })).status).toBe(403)
  })
})
