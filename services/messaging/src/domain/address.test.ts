import { describe, expect, it } from 'vitest'
import { addressOf, nameOf, normaliseAddress } from './address.js'

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
