import { describe, expect, it } from 'vitest'
import { addressOf, isPlausibleAddress, nameOf, normaliseAddress } from './address.js'

const person = (traits: Readonly<Record<string, unknown>>, emails: readonly string[]) => ({
  profileId: 'p',
  traits,
  identifiers: emails.map((value) => ({ type: 'email', value })),
  locale: null,
  timeZone: null,
})

describe('an address', () => {
  it('is compared in one form', () => {
    expect(normaliseAddress('email', ' Jörg.Weiß@Example.TEST ')).toBe('jörg.weiß@example.test')
    for (const wrong of ['', 'Straße 5', 'a@', '@b', 'a@b@c', 'a b@c.de', 'a@b.de\r\nBcc: x@y.de', '<a@b.de>'])
      expect(normaliseAddress('email', wrong)).toBeNull()
  })

  it('is the same in every spelling of its host', () => {
    const spellings = [
      'Sup1@Exämple.org',
      'sup1@exa\u0308mple.org',
      'SUP1@xn--exmple-cua.org',
      'sup1@XN--EXMPLE-CUA.ORG.',
      ' sup1@exämple.org. ',
      'sup1@ｅｘäｍｐｌｅ．ｏｒｇ',
      'sup1@exämple。org',
    ]
    for (const text of spellings) expect(normaliseAddress('email', text), text).toBe('sup1@xn--exmple-cua.org')
    for (const wrong of [
      'a@b.de/c',
      'a@b.de／c',
      'a@b..de',
      'a@.',
      'a@b.de%20',
      '-a@b.de',
      '=?utf-8?q?a?=@b.de',
      'a\0@b.de',
    ])
      expect(normaliseAddress('email', wrong), wrong).toBeNull()
    expect(normaliseAddress('sms', ' +49 30 1 ')).toBe('+49 30 1')
  })

  it('is refused at the door when it cannot be a mailbox', () => {
    for (const wrong of ['a\0@b.de', 'a@b.de\r\n', 'a b@c.de', '-f@b.de', '=?utf-8?q?a?=@b.de'])
      expect(isPlausibleAddress('email', wrong), wrong).toBe(false)
    expect(isPlausibleAddress('email', ' a-b@c.de ')).toBe(true)
    expect(isPlausibleAddress('sms', '+49 30 1')).toBe(true)
    expect(isPlausibleAddress('sms', '+49\n30')).toBe(false)
  })

  it('of a person is the one in the traits, if it is theirs, else the first', () => {
    const emails = ['old@example.test', 'new@example.test']
    expect(addressOf(person({ email: 'NEW@example.test' }, emails), 'email')).toBe('new@example.test')
    expect(addressOf(person({ email: 'fremd@example.test' }, emails), 'email')).toBe('old@example.test')
    expect(addressOf(person({}, []), 'email')).toBeNull()
    expect(addressOf(person({}, emails), 'telegram')).toBeNull()
  })

  it('has a name beside it, if the traits hold one', () => {
    expect(nameOf(person({ firstName: 'Änne', lastName: 'Weiß' }, []))).toBe('Änne Weiß')
    expect(nameOf(person({ name: ' Größe GmbH ', firstName: 'x' }, []))).toBe('Größe GmbH')
    expect(nameOf(person({ firstName: 7 }, []))).toBeNull()
  })
})
