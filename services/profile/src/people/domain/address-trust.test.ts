import { type Identifier, keyOf } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { believedTraits } from './address-trust.js'
import type { Voucher } from './addresses.js'
import { decideIdentity } from './identity.js'
import { applyDecision, type IdentityDraft, openDraft } from './identity-draft.js'
import { ownerOf } from './identity-graph.js'
import { DEFAULT_RULES } from './identity-rules.js'
import { learn } from './learn.js'
import type { Profile } from './profile.js'

const NOW = Date.UTC(2026, 10, 22, 10)
const TYPES: Readonly<Record<string, string>> = { user: 'user_id', anon: 'anonymous_id' }

const read = (text: string): Identifier => {
  const [type = '', value = ''] = text.split(':', 2)
  return { type: TYPES[type] ?? type, value }
}

/** A world in which events happen one after the other; e-mail and phone are traits as well, as tracking has them. */
class World {
  readonly graph: IdentityDraft = openDraft({ identifiers: new Map(), people: new Map() })
  count = 0

  happen(ids: string, vouchedBy: Voucher = 'key', more: { previousId?: string; traits?: object } = {}) {
    this.count += 1
    const at = new Date(NOW + this.count * 1_000)
    const identifiers = ids.split(' ').filter(Boolean).map(read)
    const addresses = Object.fromEntries(
      identifiers.filter(({ type }) => type === 'email' || type === 'phone').map(({ type, value }) => [type, value]),
    )
    const claim = { identifiers, previousId: more.previousId ?? null, vouchedBy, at, freshId: `p-${this.count}` }
    const decision = decideIdentity(this.graph, claim, DEFAULT_RULES)
    const person = applyDecision(this.graph, decision, { at, now: at, because: `m-${this.count}` })
    const traits = { ...addresses, ...more.traits }
    const believed = believedTraits(traits, decision.doubts, { identifiers, unusable: [] })
    if (person !== null)
      this.graph.people.set(person.profileId, learn(person, { traits: believed.traits, context: {} }, at).profile)
    const verdicts = Object.fromEntries(
      decision.verdicts.map((identifier) => [`${identifier.type}:${identifier.value}`, identifier.verdict]),
    )
    return { verdicts, warnings: decision.warnings, leftOut: believed.leftOut }
  }

  who(id: string): Profile | null {
    return ownerOf(this.graph, read(id))
  }

  addresses(id: string, verified: boolean): readonly string[] {
    const found = this.who(id)?.identifiers ?? []
    return found
      .filter((link) => link.verified === verified && (link.type === 'email' || link.type === 'phone'))
      .map(({ value }) => value)
      .toSorted()
  }
}

describe('an address that only a publishable key says', () => {
  it('is taken as the first of somebody', () => {
    const world = new World()
    world.happen('user:u', 'key')
    world.happen('user:u email:u@x.de phone:+491', 'nobody')
    expect(world.addresses('user:u', true)).toEqual(['+491', 'u@x.de'])
    expect(world.who('email:u@x.de')?.traits).toEqual({ email: 'u@x.de', phone: '+491' })
  })

  it('is kept as unverified beside one that is known, and leads to nobody', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    const { verdicts, warnings, leftOut } = world.happen('user:u email:thief@x.de', 'nobody')
    expect(verdicts['email:thief@x.de']).toBe('unverified')
    expect([warnings, leftOut]).toEqual([['identifier_unverified:email'], ['email']])
    expect([world.addresses('user:u', true), world.addresses('user:u', false)]).toEqual([['u@x.de'], ['thief@x.de']])
    expect(world.who('email:thief@x.de')).toBeNull()
    expect(world.who('user:u')?.traits).toEqual({ email: 'u@x.de' })
  })

  it('counts as soon as a secret key or the person says it', () => {
    for (const vouchedBy of ['key', { userId: 'u' }] as const) {
      const world = new World()
      world.happen('user:u email:u@x.de')
      world.happen('user:u email:new@x.de', 'nobody')
      world.happen('user:u email:new@x.de', vouchedBy)
      expect(world.addresses('user:u', true)).toEqual(['new@x.de', 'u@x.de'])
      expect(world.who('email:new@x.de')).toBe(world.who('user:u'))
      expect(world.who('user:u')?.traits).toEqual({ email: 'new@x.de' })
    }
  })

  it('counts by a token of the person only, not by one of somebody else', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    world.happen('user:v email:v@x.de')
    const [u, v] = [world.who('user:u')?.profileId ?? '', world.who('user:v')?.profileId ?? '']
    for (const token of [{ userId: 'v' }, { profileId: v }]) world.happen('user:u email:thief@x.de', token)
    expect(world.addresses('user:u', true)).toEqual(['u@x.de'])
    world.happen('user:u email:new@x.de', { profileId: u })
    expect(world.addresses('user:u', true)).toEqual(['new@x.de', 'u@x.de'])
  })

  it('is not taken from somebody else whom the firm knows, nor made ambiguous', () => {
    const world = new World()
    world.happen('user:victim email:v@x.de')
    world.happen('user:me email:v@x.de', 'nobody')
    expect(world.who('email:v@x.de')).toBe(world.who('user:victim'))
    expect([world.addresses('user:me', true), world.addresses('user:me', false)]).toEqual([[], ['v@x.de']])
  })

  it('leads nobody with an id of their own to somebody who is known by it alone', () => {
    for (const vouchedBy of ['nobody', { userId: 'me' }] as const) {
      const world = new World()
      world.happen('email:v@x.de phone:+491', 'key', { traits: { salary: 'secret' } })
      const victim = world.who('email:v@x.de')
      for (const ids of ['anon:a email:v@x.de', 'user:me anon:a', 'user:me email:v@x.de', 'user:me phone:+491'])
        world.happen(ids, vouchedBy)
      world.happen('user:me email:v@x.de', vouchedBy, { previousId: 'a' })
      expect(world.who('email:v@x.de')?.profileId).toBe(victim?.profileId)
      expect(world.who('email:v@x.de')?.traits).toEqual(victim?.traits)
      expect(world.who('user:me')?.traits['salary']).toBeUndefined()
      expect([world.addresses('user:me', true), world.addresses('user:me', false)]).toEqual([[], ['+491', 'v@x.de']])
    }
  })

  it('leads to who gave it on the same device, and by a secret key to whoever has it', () => {
    const world = new World()
    world.happen('anon:a email:v@x.de', 'nobody', { traits: { plan: 'plus' } })
    world.happen('user:me anon:a email:v@x.de', 'nobody')
    expect(world.who('user:me')?.traits).toMatchObject({ plan: 'plus' })
    world.happen('email:w@x.de', 'key', { traits: { plan: 'basic' } })
    world.happen('user:w email:w@x.de', 'nobody')
    expect(world.who('user:w')?.traits).toEqual({})
    world.happen('user:w email:w@x.de', 'key')
    expect(world.who('user:w')?.traits).toMatchObject({ plan: 'basic' })
  })

  it('is not made ambiguous by somebody else’s own token', () => {
    const world = new World()
    world.happen('user:victim email:v@x.de')
    world.happen('user:me', 'key')
    world.happen('user:me email:v@x.de', { userId: 'me' })
    expect(world.who('email:v@x.de')).toBe(world.who('user:victim'))
    expect([world.addresses('user:me', true), world.addresses('user:me', false)]).toEqual([[], ['v@x.de']])
  })

  it('does not come along with a visitor who is joined to somebody known', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    world.happen('anon:a email:thief@x.de', 'nobody')
    expect(world.who('email:thief@x.de')?.profileId).toBe(world.who('anon:a')?.profileId)
    world.happen('user:u anon:a', 'nobody')
    expect(world.who('anon:a')).toBe(world.who('user:u'))
    expect([world.addresses('user:u', true), world.who('email:thief@x.de')]).toEqual([['u@x.de'], null])
    expect(world.who('user:u')?.traits).toEqual({ email: 'u@x.de' })
  })

  it('joins nobody to whoever gave another one on the same device', () => {
    for (const vouchedBy of ['nobody', 'key', { userId: 'other' }] as const) {
      const world = new World()
      world.happen('user:u email:u@x.de')
      world.happen('anon:a email:lead@x.de', 'nobody')
      const lead = world.who('email:lead@x.de')?.profileId
      world.happen('anon:a email:u@x.de', vouchedBy)
      expect([world.who('email:lead@x.de')?.profileId, world.addresses('user:u', true)]).toEqual([lead, ['u@x.de']])
      expect(lead).not.toBe(world.who('user:u')?.profileId)
    }
    const world = new World()
    world.happen('user:u email:u@x.de')
    world.happen('user:u anon:a')
    world.happen('anon:a email:second@x.de', { userId: 'u' })
    expect(world.who('email:second@x.de')?.profileId).toBe(world.who('user:u')?.profileId)
  })

  it('does not come along with an alias', () => {
    const world = new World()
    world.happen('user:u email:u@x.de anon:known')
    world.happen('anon:b email:thief@x.de', 'nobody')
    world.happen('user:u', 'nobody', { previousId: 'b' })
    world.happen('anon:c email:thief2@x.de', 'nobody', { previousId: 'known' })
    expect([world.addresses('user:u', true), world.who('user:u')?.traits]).toEqual([['u@x.de'], { email: 'u@x.de' }])
  })

  it('replaces no trait that is no identifier either, and removes none', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    for (const email of [null, 7, '', 'no address']) world.happen('user:u', 'nobody', { traits: { email } })
    expect(world.who('user:u')?.traits).toEqual({ email: 'u@x.de' })
  })

  it('takes no room from what is true, and has little itself', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    for (let i = 0; i < 20; i += 1) world.happen(`user:u email:thief-${i}@x.de`, 'nobody')
    expect(world.addresses('user:u', false)).toHaveLength(5)
    for (let i = 0; i < 4; i += 1) world.happen(`user:u email:real-${i}@x.de`, 'key')
    expect(world.addresses('user:u', true)).toHaveLength(5)
  })

  it('is free for whoever it belongs to', () => {
    const world = new World()
    world.happen('user:u email:u@x.de')
    world.happen('user:u email:w@x.de', 'nobody')
    world.happen('user:w email:w@x.de', 'nobody')
    expect(world.who('email:w@x.de')).toBe(world.who('user:w'))
    expect(world.addresses('user:u', false)).toEqual(['w@x.de'])
  })
})

describe('people whom the firm knows by id and address', () => {
  const id = fc.constantFrom(
    ...'user:u user:v user:new anon:a anon:b anon:c device_id:d'.split(' '),
    ...'email:u@x.de email:v@x.de email:t@x.de email:s@x.de phone:+491 phone:+492 phone:+493'.split(' '),
  )
  const event = fc.record({
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 4 }),
    previousId: fc.option(fc.constantFrom('a', 'b', 'c', 'u'), { nil: undefined }),
  })

  it('keep exactly their addresses whatever strangers send', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const world = new World()
        world.happen('user:u email:u@x.de phone:+491 anon:a')
        world.happen('user:v email:v@x.de phone:+492')
        for (const { ids, previousId } of events)
          world.happen(ids.join(' '), 'nobody', previousId === undefined ? {} : { previousId })
        for (const [who, email, phone] of [
          ['user:u', 'u@x.de', '+491'],
          ['user:v', 'v@x.de', '+492'],
        ] as const) {
          expect(world.addresses(who, true)).toEqual([phone, email].toSorted())
          expect(world.who(who)?.traits).toEqual({ email, phone })
          expect(world.who(`email:${email}`)?.profileId).toBe(world.who(who)?.profileId)
        }
      }),
      { numRuns: 150 },
    )
  }, 30_000)

  it('are each found by every verified identifier of theirs that is not shared', () => {
    const vouchedBy = fc.constantFrom<Voucher>('key', 'nobody', { userId: 'u' })
    fc.assert(
      fc.property(fc.array(fc.tuple(event, vouchedBy), { maxLength: 12 }), (events) => {
        const world = new World()
        for (const [{ ids, previousId }, by] of events)
          world.happen(ids.join(' '), by, previousId === undefined ? {} : { previousId })
        for (const person of world.graph.people.values())
          for (const link of person.identifiers) {
            const known = world.graph.identifiers.get(keyOf(link))
            if (link.verified && known?.ambiguous === false) expect(ownerOf(world.graph, link)).toBe(person)
            if (!link.verified) expect(ownerOf(world.graph, link)).not.toBe(person)
          }
      }),
      { numRuns: 150 },
    )
  }, 30_000)
})
