import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAddress } from './address.js'
import { readChannel } from './channel.js'
import { identifierOf, keyOf, normaliseId, normaliseIdentifier, normaliseType } from './identifier.js'
import { phoneNormaliser } from './phone.js'
import { topicName } from './topic-name.js'

const germany = phoneNormaliser('DE')
const read = (type: string, value: string) => normaliseIdentifier({ type, value }, germany)

describe('an identifier of a customer’s own systems', () => {
  it('is taken exactly, in one Unicode form', () => {
    expect(read('user_id', 'Kunde-A')?.value).toBe('Kunde-A')
    expect(read('user_id', 'Jo\u0308rg')?.value).toBe('Jörg')
    expect(read('crm', ' 17 ')?.value).toBe(' 17 ')
    expect(read('user_id', 'jane@Example.org')?.value).toBe('jane@Example.org')
  })

  it('loses what nobody sees and keeps what joins', () => {
    for (const spelling of ['\uFEFFk-17', 'k-17\u200B', 'k\u00AD-17', '\u202Ak-17\u202C', 'k\u200D-17'])
      expect(normaliseId(spelling), JSON.stringify(spelling)).toBe('k-17')
    for (const id of [
      '👩\u200D👩\u200D👧',
      '👩🏽\u200D🚀',
      '❤\uFE0F\u200D🔥',
      'نامه\u200Cای',
      'क्\u200Dष',
      '🏴\u{E0067}\u{E0062}\u{E007F}',
    ])
      expect(normaliseId(id), id).toBe(id)
  })

  it('is none if it is blank, too long, or text that nothing can keep', () => {
    for (const text of ['', '   ', '\u200B\u00A0', 'x'.repeat(513), '😀'.repeat(513), 'a\0b', 'a\uD83D', '\uDE00'])
      expect(normaliseId(text), JSON.stringify(text.slice(0, 20))).toBeNull()
    expect(normaliseId('x'.repeat(512))).not.toBeNull()
    expect(normaliseId('😀'.repeat(512))).not.toBeNull()
  })

  it('has a type of its own name, or one of ours however it is written', () => {
    for (const type of ['email', 'E-Mail', 'Email', 'e_mail', ' EMAIL ', 'emailAddress', 'ｅｍａｉｌ'])
      expect(normaliseType(type), type).toBe('email')
    for (const type of ['userId', 'user_id', 'USER-ID', 'UserID']) expect(normaliseType(type), type).toBe('user_id')
    expect(normaliseType('anonymousId')).toBe('anonymous_id')
    expect(normaliseType('phoneNumber')).toBe('phone')
    for (const type of ['CRM_id', 'ios.id', 'android.idfa', 'ios.push_token', 'ga_client_id'])
      expect(normaliseType(type)).toBe(type)
    expect(normaliseType('.id')).toBeNull()
    for (const type of ['', 'a b', '9lives', 'ä', 'x'.repeat(64), 'a\0b']) expect(normaliseType(type), type).toBeNull()
    expect(read('E-Mail', ' Jane@Example.org')).toEqual({ type: 'email', value: 'jane@example.org' })
    expect(read('a b', '17')).toBeNull()
  })

  it('has a form that is its own form', () => {
    const type = fc.oneof(fc.constantFrom('email', 'phone', 'user_id', 'crm', 'E-Mail'), fc.string())
    const joiners = fc.string({
      unit: fc.constantFrom('a', 'é', 'e\u0301', '\u200D', '\u200C', '👩', '\uFE0F', 'ب', '\u200B', '\u0301'),
    })
    // The first joiner goes, the mark becomes part of its letter, and the second joins nothing any more.
    expect(read('user_id', 'a\u200C\u0301\u200C👩')?.value).toBe('á👩')
    expect(topicName('J\u030C\u200D👩')).toBe('ǰ👩')
    fc.assert(fc.property(joiners, (text) => topicName(topicName(text)) === topicName(text)))
    fc.assert(
      fc.property(type, fc.oneof(fc.string({ unit: 'binary' }), joiners), (kind, value) => {
        const normal = read(kind, value)
        if (normal === null) return
        expect(read(normal.type, normal.value)).toEqual(normal)
        expect(identifierOf(keyOf(normal))).toEqual(normal)
      }),
      { numRuns: 500 },
    )
  })
})

describe('an address of a channel', () => {
  it('is the identifier of its kind, also where it identifies nobody', () => {
    expect(normaliseAddress('email', ' Info@Müller.de. ', germany)).toBe('info@xn--mller-kva.de')
    expect(normaliseAddress('sms', '0170 1234567', germany)).toBe('+491701234567')
    expect(normaliseAddress('whatsapp', 'whatsapp:+49 170 1234567', germany)).toBe('+491701234567')
    expect(normaliseAddress('sms', 'Jane', germany)).toBeNull()
  })

  it('is any text of a channel that has no identifier', () => {
    expect(normaliseAddress('web_push', ' endpoint\u200B ', germany)).toBe('endpoint')
    for (const text of ['', ' ', 'a\nb', 'x'.repeat(321)]) expect(normaliseAddress('chat', text, germany)).toBeNull()
  })
})

describe('a topic', () => {
  it('is what somebody means who writes it in another way', () => {
    for (const text of ['newsletter', 'Newsletter ', '\uFEFFnews\u200Bletter', 'ＮＥＷＳletter', '\tnewsletter\n'])
      expect(topicName(text), text).toBe('newsletter')
    expect(topicName('Bestell\u00FCbersicht')).toBe(topicName('bestellu\u0308bersicht'))
    expect(topicName('my  \u00A0Orders')).toBe('my orders')
    expect(topicName('order-updates')).not.toBe(topicName('order_updates'))
  })

  it('has a form that is its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(topicName(topicName(text))).toBe(topicName(text))
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a channel', () => {
  it('is what somebody means who writes it in another way', () => {
    for (const text of ['email', 'Email', 'EMAIL', 'e-mail', ' email ', 'E‑Mail', 'ｅｍａｉｌ', '\u200Bemail'])
      expect(readChannel(text), text).toBe('email')
    for (const text of ['web_push', 'Web Push', 'webPush', 'web-push']) expect(readChannel(text), text).toBe('web_push')
    expect(readChannel('WhatsApp')).toBe('whatsapp')
  })

  it('is none where nobody knows what is meant', () => {
    for (const text of ['', 'mail', 'nonsense', 'emails', 'push', 'x'.repeat(1_000), '__proto__', 'constructor'])
      expect(readChannel(text), text).toBeNull()
  })

  it('has a form that is its own form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const channel = readChannel(text)
        if (channel !== null) expect(readChannel(channel)).toBe(channel)
      }),
    )
  })
})
