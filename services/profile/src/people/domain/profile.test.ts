import { describe, expect, it } from 'vitest'
import { learn } from './learn.js'
import { addLink, contentOf, localeOf, mergeProfiles, newProfile, type Profile, timeZoneOf } from './profile.js'
import { isChanged } from './revision.js'

const NOW = new Date('2026-11-22T10:00:00.000Z')
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000)
const person = (id: string, changes: Partial<Profile> = {}): Profile => ({ ...newProfile(id, NOW), ...changes })
const say = (profile: Profile, traits: object, context: object = {}, at = NOW): Profile =>
  learn(profile, { traits: { ...traits }, context: { ...context } }, at).profile

describe('the language of a person', () => {
  it('is what they say, else what their device said last', () => {
    const device = say(person('a'), {}, { locale: 'en-US', timezone: 'Europe/Vienna' })
    expect([localeOf(device), timeZoneOf(device)]).toEqual(['en-US', 'Europe/Vienna'])
    const older = say(device, {}, { locale: 'fr', timezone: 'Europe/Paris' }, later(-5))
    expect([localeOf(older), timeZoneOf(older)]).toEqual(['en-US', 'Europe/Vienna'])
    const stated = say(device, { locale: 'de_at', timezone: 'Europe/Berlin' })
    expect([localeOf(stated), timeZoneOf(stated)]).toEqual(['de-AT', 'Europe/Berlin'])
  })

  it('is not what makes no sense', () => {
    const odd = say(person('a'), { locale: 'Deutsch!', timezone: 7 }, { locale: '', timezone: '+02:00' })
    expect([localeOf(odd), timeZoneOf(odd)]).toEqual([null, null])
    expect(odd.traits).toEqual({ locale: 'Deutsch!', timezone: 7 })
  })
})

describe('what is published of a person', () => {
  it('changes only if the content is another one', () => {
    const mail = (at: Date, verified = true) => ({
      type: 'email',
      value: 'a@b.de',
      verified,
      firstSeenAt: at,
      lastSeenAt: at,
    })
    const before = person('a', { identifiers: [mail(NOW)] })
    const seenAt = (at: Date) => addLink(before.identifiers, mail(at))
    const seenAgain = { ...before, identifiers: seenAt(later(3_600)) }
    expect(seenAgain.identifiers[0]).toMatchObject({ firstSeenAt: NOW, lastSeenAt: later(3_600) })
    expect(seenAt(later(3_599))).toBe(before.identifiers)
    expect(isChanged(before, seenAgain)).toBe(false)
    expect(isChanged(before, say(before, { city: 'Köln' }))).toBe(true)
    expect(contentOf(before).identifiers).toEqual([{ type: 'email', value: 'a@b.de', verified: true }])
    expect(addLink(before.identifiers, mail(later(1), false))).toBe(before.identifiers)
    const doubted = { ...before, identifiers: [mail(NOW, false)] }
    expect(isChanged(doubted, { ...before, identifiers: addLink(doubted.identifiers, mail(later(1))) })).toBe(true)
  })

  it('does not grow without end', () => {
    const large = say(person('a'), { text: 'x'.repeat(200_000) })
    const { profile, warnings, changed } = learn(
      large,
      { traits: { more: 'x'.repeat(100_000) }, context: {} },
      later(1),
    )
    expect([Object.keys(profile.traits), warnings, changed]).toEqual([['text'], ['traits_too_large'], []])
  })

  it('comes back in steps from what merges have made too large', () => {
    const text = 'x'.repeat(200_000)
    const large = { ...person('a'), traits: { a: text, b: text, c: text } }
    const learned = (traits: object) => learn(large, { traits: { ...traits }, context: {} }, later(1))
    expect(learned({ a: null })).toMatchObject({ changed: ['a'], warnings: [] })
    expect(learned({ a: null, d: text })).toMatchObject({ changed: [], warnings: ['traits_too_large'] })
  })
})

describe('two people who are one', () => {
  it('keep everything that either of them had', () => {
    const link = (value: string, seconds: number) => ({
      type: 'user_id',
      value,
      verified: true,
      firstSeenAt: later(seconds),
      lastSeenAt: later(seconds),
    })
    const left = say(
      person('a', { revision: 3, absorbedIds: ['x'], identifiers: [link('u', 5)], accounts: [{ id: 1 }] }),
      { city: 'Köln' },
    )
    const right = say(
      person('b', {
        revision: 7,
        absorbedIds: ['y'],
        identifiers: [link('u', 2), link('v', 3)],
        accounts: [{ id: 1 }, { id: 2 }],
      }),
      { plan: 'plus' },
      { locale: 'de' },
      later(1),
    )
    const merged = mergeProfiles(left, right)
    expect(merged).toMatchObject({
      profileId: 'a',
      revision: 7,
      traits: { city: 'Köln', plan: 'plus' },
      absorbedIds: ['x', 'b', 'y'],
      accounts: [{ id: 1 }, { id: 2 }],
      identifiers: [{ value: 'u', firstSeenAt: later(2), lastSeenAt: later(5) }, { value: 'v' }],
    })
    expect(localeOf(merged)).toBe('de')
  })
})
