import { describe, expect, it } from 'vitest'
import { phoneNormaliser } from '../queries/phone-normaliser.js'
import { normaliseIdentifier } from './identifier.js'
import { isBlocked } from './identity-rules.js'

const germany = phoneNormaliser('DE')
const read = (type: string, value: string, phone = germany) =>
  normaliseIdentifier({ type, value }, phone)?.value ?? null

describe('an e-mail address', () => {
  it('meets its other spellings', () => {
    for (const spelling of [
      'Müller@Straße.de',
      ' MÜLLER@STRASSE.DE'.replace('SS', 'ß'),
      'mu\u0308ller@xn--strae-oqa.de',
    ])
      expect(read('email', spelling), spelling).toBe('müller@xn--strae-oqa.de')
    expect(read('email', ' Jane@Example.ORG ')).toBe('jane@example.org')
  })

  it('is none without a name, a host or with blanks in it', () => {
    for (const text of [
      'jane',
      '@example.org',
      'jane@',
      'jane doe@example.org',
      'a@b@c.de',
      'a@b/c',
      'a@b:80',
      'a@[::1]',
    ])
      expect(read('email', text), text).toBeNull()
  })
})

describe('a phone number', () => {
  it('is read as people of the region write it', () => {
    for (const spelling of ['0170 1234567', '+49 170 1234567', '0049 170/1234567', '(0170) 12 34 567'])
      expect(read('phone', spelling), spelling).toBe('+491701234567')
    expect(read('phone', '020 7946 0958', phoneNormaliser('GB'))).toBe('+442079460958')
  })

  it('needs a country code where no region is set', () => {
    expect(read('phone', '0170 1234567', phoneNormaliser(null))).toBeNull()
    expect(read('phone', '+49 170 1234567', phoneNormaliser(null))).toBe('+491701234567')
  })

  it('is none if it cannot be called', () => {
    for (const text of ['12', 'keine', '+49', '1'.repeat(10_000)]) expect(read('phone', text)).toBeNull()
  })
})

describe('other identifiers', () => {
  it('are taken exactly, in one Unicode form', () => {
    expect(read('user_id', 'Kunde-A')).toBe('Kunde-A')
    expect(read('user_id', 'Jo\u0308rg')).toBe('Jörg')
    expect(read('crm', ' 17 ')).toBe(' 17 ')
  })

  it('are none if they are blank, too long or of an odd type', () => {
    expect(read('user_id', '   ')).toBeNull()
    expect(read('user_id', 'x'.repeat(512))).not.toBeNull()
    expect(read('user_id', 'x'.repeat(513))).toBeNull()
    for (const type of ['', 'a b', '9lives', 'ä', 'x'.repeat(64)]) expect(read(type, '17'), type).toBeNull()
  })
})

describe('a blocked value', () => {
  it('says nothing about who somebody is, in English and German', () => {
    const junk = [
      '',
      '0',
      '000',
      '-',
      '00000000-0000-0000-0000-000000000000',
      '-1',
      'null',
      'NULL',
      'anonymous',
      'Guest',
    ]
    const more = [
      'undefined',
      '[object Object]',
      'NaN',
      'None',
      'none',
      'true',
      'Gast',
      'unbekannt',
      'Keine',
      'k.A.',
      'N/A',
    ]
    for (const value of [...junk, ...more, 'test']) expect(isBlocked({ type: 'user_id', value }), value).toBe(true)
    for (const value of ['noreply@firma.de', 'no-reply@firma.de', 'info@firma.de'])
      expect(isBlocked({ type: 'email', value }), value).toBe(true)
  })

  it('does not touch real ones', () => {
    for (const value of ['1', '10', 'NONE-1', 'testimonial', 'gaston', '00000000-0000-0000-0000-000000000001'])
      expect(isBlocked({ type: 'user_id', value }), value).toBe(false)
    expect(isBlocked({ type: 'email', value: 'information@firma.de' })).toBe(false)
    expect(isBlocked({ type: 'user_id', value: 'info@firma.de' })).toBe(false)
  })
})
