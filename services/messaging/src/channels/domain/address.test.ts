import { phoneNormaliser } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { addressOf, nameOf, type Recipient } from './address.js'

const person = (traits: Recipient['traits'], emails: readonly string[] = []): Recipient => ({
  profileId: 'p',
  traits,
  identifiers: emails.map((value) => ({ type: 'email', value })),
  locale: null,
  timeZone: null,
})
const of = (recipient: Recipient, channel = 'email') => addressOf(recipient, channel, phoneNormaliser('DE'))

describe('the address of a person', () => {
  const emails = ['new@example.test', 'old@example.test']

  it('is the one in the traits, else the newest of their identifiers', () => {
    expect(of(person({ email: 'OLD@example.test' }, emails))).toBe('old@example.test')
    expect(of(person({}, emails))).toBe('new@example.test')
    for (const email of ['Straße 5', 'a@b@c', '', 7, null, ['a@b.de'], { a: 1 }])
      expect(of(person({ email }, emails)), JSON.stringify(email)).toBe('new@example.test')
    expect(of(person({}))).toBeNull()
  })

  it('may identify nobody', () => {
    for (const email of ['Info@Firma.example', 'no-reply@firma.example', 'test@test.com'])
      expect(of(person({ email })), email).toBe(email.toLowerCase())
    expect(of(person({ email: 'familie@example.test' }, emails))).toBe('familie@example.test')
  })

  it('is none that is not verified', () => {
    const doubted = { type: 'email', value: 'eve@evil.example', verified: false }
    const known = { type: 'email', value: 'old@example.test', verified: true }
    const who = { ...person({ email: 'Eve@evil.example.' }), identifiers: [doubted, known] }
    expect(of(who)).toBe('old@example.test')
    expect(of({ ...who, identifiers: [doubted] })).toBeNull()
  })

  it('is a number that can be written to, as people of the region write it', () => {
    expect(of(person({ phone: '0170 1234567' }), 'sms')).toBe('+491701234567')
    expect(of(person({ phone: 491701234567 }), 'whatsapp')).toBe('+491701234567')
    expect(of(person({ phone: '030 123456 Durchwahl 12' }), 'sms')).toBeNull()
    expect(of(person({ email: 'a@b.de' }), 'telegram')).toBeNull()
  })

  it('has a name beside it, if the traits hold one', () => {
    expect(nameOf(person({ firstName: 'Änne', lastName: 'Weiß' }))).toBe('Änne Weiß')
    expect(nameOf(person({ name: ' Größe GmbH ', firstName: 'x' }))).toBe('Größe GmbH')
    expect(nameOf(person({ firstName: 7 }))).toBeNull()
  })
})
