import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Messaging, parcel, proof, startMessaging } from './harness.js'

let messaging: Messaging
beforeAll(async () => {
  messaging = await startMessaging()
  await messaging.call('PUT /v1/templates/parcel-arrived', { body: parcel })
})
afterAll(() => messaging.close())

const endOf = async (more: Readonly<Record<string, unknown>>): Promise<string> => {
  const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 'news' }
  const id = await messaging.send({ ...order, ...more })
  return eventually(async () => {
    const { body } = await messaging.call(`GET /v1/messages/${id}`)
    if (!['sent', 'dropped'].includes(body.delivery)) throw new Error(`still ${body.delivery}`)
    return body.delivery === 'sent' ? 'sent' : body.reason
  })
}
const to = (address: string) => ({ to: { channel: 'email', address } })

describe('a suppressed address', () => {
  it('gets nothing in any other spelling', async () => {
    const body = { channel: 'email', address: 'Sup1@Exämple.org', reason: 'asked' }
    const { body: kept } = await messaging.call('PUT /v1/suppressions', { body })
    expect(kept.address).toBe('sup1@xn--exmple-cua.org')
    for (const address of ['sup1@xn--exmple-cua.org', 'sup1@exämple.org.', 'SUP1@ｅｘäｍｐｌｅ.org'])
      expect(await endOf(to(address)), address).toBe('suppressed')
    expect(await endOf({ profileId: await messaging.person({ email: 'sup1@EXÄMPLE.org.' }) })).toBe('suppressed')
    expect(await endOf(to('sup2@exämple.org'))).toBe('sent')
    const path = `/v1/suppressions?channel=email&address=${encodeURIComponent('SUP1@exämple.org.')}`
    expect((await messaging.call(`DELETE ${path}`)).status).toBe(204)
    expect(await endOf(to('sup1@xn--exmple-cua.org'))).toBe('sent')
  })
})

describe('the name of a channel', () => {
  it('is what somebody means who writes it in another way, or is refused', async () => {
    for (const channel of ['Email', ' E-MAIL ', 'e‑mail', '\u200Bemail']) {
      const address = `no${channel.length}@channels.test`
      const { status, body } = await messaging.call('PUT /v1/suppressions', {
        body: { channel, address, reason: 'asked' },
      })
      expect([status < 300, body.channel], channel).toEqual([true, 'email'])
      expect(await endOf({ to: { channel, address } }), channel).toBe('suppressed')
      const profileId = await messaging.person()
      const no = { profileId, channel, topic: 'news', state: 'withdrawn', proof: proof() }
      expect((await messaging.call('PUT /v1/permissions', { body: no })).body.channel).toBe('email')
      expect(await endOf({ profileId }), channel).toBe('permission_withdrawn')
    }
    for (const channel of ['mail', 'nonsense', '__proto__']) {
      const given = { channel, address: 'a@channels.test' }
      const proven = { profileId: await messaging.person(), channel, topic: 'news', state: 'granted', proof: proof() }
      const order = { template: { key: 'parcel-arrived' }, data: { orderNumber: '1' }, class: 'service', topic: 'news' }
      const headers = { 'idempotency-key': `channel-${channel}` }
      const query = new URLSearchParams(given).toString()
      const question = new URLSearchParams({ profileId: proven.profileId, channel, class: 'service', topic: 'news' })
      for (const [call, pointer] of [
        [messaging.call('PUT /v1/suppressions', { body: { ...given, reason: 'asked' } }), '/body/channel'],
        [messaging.call(`DELETE /v1/suppressions?${query}`), '/query/channel'],
        [messaging.call('PUT /v1/permissions', { body: proven }), '/body/channel'],
        [messaging.call('POST /v1/messages', { body: { ...order, to: given }, headers }), '/body/to/channel'],
        [messaging.call(`GET /v1/contactability?${question}`), '/query/channel'],
      ] as const) {
        const { status, body } = await call
        expect([status, body.code, body.errors[0].pointer], `${channel} ${pointer}`).toEqual([
          422,
          'channel_unknown',
          pointer,
        ])
      }
    }
  })
})

describe('the name of a topic', () => {
  it('is what somebody means who writes it in another way, whoever says no and whoever asks', async () => {
    const spellings = ['Größe news', 'gro\u0308ße  NEWS ', '\uFEFFGröße\u200B news', 'Ｇröße\u00A0news']
    for (const [at, topic] of spellings.entries()) {
      const profileId = await messaging.person()
      const no = { profileId, channel: 'email', topic, state: 'withdrawn', proof: proof() }
      expect((await messaging.call('PUT /v1/permissions', { body: no })).body.topic, topic).toBe('größe news')
      const nextSpelling = spellings[(at + 1) % spellings.length] ?? ''
      expect(await endOf({ profileId, topic: nextSpelling }), topic).toBe('permission_withdrawn')
      expect(await endOf({ profileId, topic: 'news' }), topic).toBe('sent')
      const query = new URLSearchParams({ profileId, channel: 'email', class: 'service', topic: nextSpelling })
      expect((await messaging.call(`GET /v1/contactability?${query}`)).body.allowed, topic).toBe(false)
    }
  })

  it('must be there', async () => {
    const no = { profileId: await messaging.person(), channel: 'email', state: 'withdrawn', proof: proof() }
    const { status, body } = await messaging.call('PUT /v1/permissions', { body: { ...no, topic: '\u200B ' } })
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/body/topic'])
  })
})

describe('an address that identifies nobody', () => {
  it('is the address of whoever has it', async () => {
    for (const email of ['Info@firma.example', 'no-reply@firma.example']) {
      const profileId = await messaging.person({ traits: { email } })
      expect(await endOf({ profileId }), email).toBe('sent')
      const { body } = await messaging.call(`GET /v1/messages?profileId=${profileId}`)
      expect(body.items[0].address).toBe(email.toLowerCase())
    }
  })
})

describe('a bare address that somebody carries', () => {
  const decide = (profileId: string, state: string) =>
    messaging.call('PUT /v1/permissions', {
      body: { profileId, channel: 'email', topic: 'news', state, proof: proof() },
    })

  it('gets no service mail that one of them does not want, and still what must arrive', async () => {
    const email = 'shared@exämple.test'
    const ascii = 'shared@xn--exmple-cua.test'
    const [first, second] = [await messaging.person({ email: ascii }), await messaging.person({ email: ascii })]
    for (const id of [first, second])
      await eventually(async () => {
        const known = await messaging.call(
          `GET /v1/contactability?profileId=${id}&channel=email&class=service&topic=news`,
        )
        expect(known.body.allowed).toBe(true)
      })
    await decide(first, 'granted')
    expect(await endOf(to(email))).toBe('sent')
    expect(await endOf({ ...to(email), class: 'marketing' })).toBe('permission_missing')
    await decide(second, 'denied')
    expect(await endOf(to(email))).toBe('permission_denied')
    await decide(first, 'withdrawn')
    expect(await endOf(to(email))).toBe('permission_withdrawn')
    expect(await endOf({ ...to(email), topic: 'orders' })).toBe('sent')
    expect(await endOf({ ...to(email), class: 'transactional' })).toBe('sent')
    expect(await endOf(to('somebody-else@exämple.test'))).toBe('sent')
  })
})
