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
    expect(page.text).toContain('Möchten Sie keine Nachrichten dieser Art mehr bekommen?')
    expect(page.text).not.toMatch(/<script|<img|https?:/)
    expect(await stateOf(profileId)).toBe('granted')

    const post = {
      key: null,
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }
    const done = await messaging.call(`POST ${path}`, post)
    expect([done.status, done.text.includes('Sie sind abgemeldet')]).toEqual([200, true])
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

  it('speaks English to those who were written to in English', async () => {
    const profileId = await messaging.person({ locale: 'en' })
    await messaging.call('PUT /v1/permissions', permit(profileId))
    const path = await linkOf(await messaging.send({ ...order, profileId, class: 'research' }))
    const page = await messaging.call(`GET ${path}`, { key: null, headers: { 'accept-language': 'de' } })
    expect(page.text).toContain('Do you no longer want to get messages of this kind?')
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
    await messaging.call(`POST ${path}`, { key: null })
    const { body: list } = await messaging.call('GET /v1/suppressions')
    expect(list.items).toContainEqual(expect.objectContaining({ address: to.address, reason: 'unsubscribed' }))
  })

  it('is unknown when it was not made by us', async () => {
    for (const token of ['a', 'A'.repeat(54), '-'.repeat(54)]) {
      for (const method of ['GET', 'POST']) {
        const answer = await messaging.call(`${method} /v1/unsubscribe/${token}`, { key: null })
        expect([answer.status, answer.body.code]).toEqual([404, 'unsubscribe_unknown'])
      }
    }
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
