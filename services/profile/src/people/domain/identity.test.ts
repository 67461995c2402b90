import { keyOf } from '@polyphon/values'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { happen, openWorld, type World } from '../../../test/identity-happens.js'
import { openDraft } from './identity-draft.js'
import type { Profile } from './profile.js'

/** Who is who, as sets of identifiers. */
function partition({ graph }: World): readonly string[] {
  return [...graph.people.values()].map((person) => person.identifiers.map(keyOf).toSorted().join(' ')).toSorted()
}

describe('recognising somebody', () => {
  it('makes a person of the first event and finds them by any of its identifiers', () => {
    const world = openWorld()
    const first = happen(world, 'anon:a1 email:jane@example.org')
    expect(first.verdicts).toEqual({ 'anonymous_id:a1': 'created', 'email:jane@example.org': 'created' })
    const next = happen(world, 'user:u1 email:jane@example.org')
    expect(next.profileId).toBe(first.profileId)
    expect(next.verdicts).toEqual({ 'user_id:u1': 'linked', 'email:jane@example.org': 'matched' })
    expect(happen(world, 'user:u1').profileId).toBe(first.profileId)
  })

  it('merges those whom one event brings together; the identified, then the oldest goes on', () => {
    const world = openWorld()
    const visitor = happen(world, 'anon:a1')
    const known = happen(world, 'user:u1')
    const third = happen(world, 'device_id:d1')
    const joined = happen(world, 'user:u1 anon:a1 device_id:d1')
    expect(joined.profileId).toBe(known.profileId)
    expect(joined.decision.absorbed).toEqual([
      { profileId: visitor.profileId, rule: 'same_anonymous_id' },
      { profileId: third.profileId, rule: 'same_device_id' },
    ])
    expect(joined.person?.absorbedIds).toEqual([visitor.profileId, third.profileId])
    const old = happen(world, 'anon:b1')
    const young = happen(world, 'anon:b2')
    expect(happen(world, 'anon:b2 anon:b1').profileId).toBe(old.profileId)
    expect(happen(world, 'anon:b2').profileId).not.toBe(young.profileId)
  })

  it('keeps an event of nobody, and one whose identifiers are all blocked', () => {
    const world = openWorld()
    const nobody = happen(world, 'user:null email:info@firma.de')
    expect(nobody.profileId).toBeNull()
    expect(nobody.verdicts).toEqual({ 'user_id:null': 'blocked', 'email:info@firma.de': 'blocked' })
    expect(nobody.decision.warnings).toContain('nobody_known')
    expect(happen(world, 'user:unbekannt anon:a1').verdicts).toMatchObject({
      'user_id:unbekannt': 'blocked',
      'anonymous_id:a1': 'created',
    })
    expect(world.graph.people.size).toBe(1)
  })
})

describe('two different user ids', () => {
  it('are two people, and what they share becomes ambiguous', () => {
    const world = openWorld()
    const first = happen(world, 'user:abc123 email:jane@example.org')
    const second = happen(world, 'user:abc456 email:jane@example.org')
    expect(second.profileId).not.toBe(first.profileId)
    expect(second.verdicts).toEqual({ 'user_id:abc456': 'created', 'email:jane@example.org': 'ambiguous' })
    expect(partition(world)).toEqual([
      'email\0jane@example.org user_id\0abc123',
      'email\0jane@example.org user_id\0abc456',
    ])
  })

  it('keep their own events on a shared phone; who is not signed in is one anonymous person', () => {
    const world = openWorld()
    const alice = happen(world, 'user:alice anon:phone')
    const bob = happen(world, 'user:bob anon:phone')
    const nobody = happen(world, 'anon:phone')
    expect(happen(world, 'anon:phone').profileId).toBe(nobody.profileId)
    expect([alice.profileId, bob.profileId]).not.toContain(nobody.profileId)
    expect(happen(world, 'user:alice anon:phone').profileId).toBe(alice.profileId)
    expect(happen(world, 'user:bob anon:phone').profileId).toBe(bob.profileId)
    const carol = happen(world, 'user:carol anon:phone')
    expect(carol.verdicts).toEqual({ 'user_id:carol': 'created', 'anonymous_id:phone': 'ambiguous' })
    expect(carol.person?.identifiers.map(({ type }) => type)).toEqual(['user_id', 'anonymous_id'])
  })

  it('are two people even if they would also have too many other identifiers together', () => {
    const world = openWorld()
    for (const n of [1, 2, 3]) happen(world, `anon:a${n} device_id:d1`)
    happen(world, 'user:alice device_id:d1')
    for (const n of [4, 5, 6]) happen(world, `user:bob anon:a${n}`)
    expect(happen(world, 'email:x@y.de user:bob').verdicts['user_id:bob']).toBe('matched')
    expect(happen(world, 'email:x@y.de device_id:d1').verdicts['device_id:d1']).toBe('ambiguous')
  })

  it('are not merged by an event that carries an identifier of each', () => {
    const world = openWorld()
    happen(world, 'user:alice anon:a1')
    const bob = happen(world, 'user:bob email:bob@example.org')
    const mixed = happen(world, 'email:bob@example.org anon:a1')
    expect(mixed.profileId).toBe(bob.profileId)
    expect(mixed.verdicts).toEqual({ 'email:bob@example.org': 'matched', 'anonymous_id:a1': 'ambiguous' })
  })
})

describe('an alias', () => {
  it('joins a visitor who is nobody else yet', () => {
    const world = openWorld()
    const visitor = happen(world, 'anon:a1')
    const joined = happen(world, 'user:u1', { previous: 'a1' })
    expect(joined.profileId).toBe(visitor.profileId)
    expect(happen(world, 'user:u1').profileId).toBe(visitor.profileId)
    happen(world, 'user:u2')
    expect(happen(world, 'user:u2', { previous: 'a9' }).decision.warnings).toEqual([])
    expect(happen(world, 'anon:a9').profileId).toBe(happen(world, 'user:u2').profileId)
  })

  it('never joins somebody who is known by another user id; that only warns', () => {
    const world = openWorld()
    const alice = happen(world, 'user:alice anon:a1')
    const bob = happen(world, 'user:bob', { previous: 'a1' })
    expect(bob.profileId).not.toBe(alice.profileId)
    expect(bob.decision.warnings).toEqual(['alias_refused:known_user'])
    expect(happen(world, 'anon:a1').profileId).toBe(alice.profileId)
    expect(happen(world, 'user:bob', { previous: 'alice' }).decision.warnings).toEqual(['alias_refused:known_user'])
    expect(happen(world, 'user:bob', { previous: 'bob' }).decision.warnings).toEqual([])
    expect(happen(world, 'user:bob', { previous: 'null' }).decision.warnings).toEqual(['alias_refused:blocked'])
  })
})

const identifiers = [
  'user:u1',
  'user:u2',
  'anon:a1',
  'anon:a2',
  'anon:a3',
  'anon:a4',
  'anon:a5',
  'anon:a6',
  'email:e1@x.de',
  'email:e2@x.de',
  'device_id:d1',
]
const anyEvent = fc.subarray(identifiers, { minLength: 1, maxLength: 3 }).map((ids) => ids.join(' '))

// A database need not give identifiers back in the order in which they were learned.
const readBack = (people: ReadonlyMap<string, Profile>): ReadonlyMap<string, Profile> =>
  new Map([...people].map(([id, person]) => [id, { ...person, identifiers: person.identifiers.toReversed() }]))

describe('any order of events', () => {
  it('leads to people who keep the limits, and every identifier to at most one of them', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), (events) => {
        const world = openWorld()
        for (const ids of events) happen(world, ids)
        for (const person of world.graph.people.values())
          expect(person.identifiers.filter(({ type }) => type === 'user_id').length).toBeLessThanOrEqual(1)
        for (const [key, known] of world.graph.identifiers) {
          if (known.profileId !== null) expect(world.graph.people.has(known.profileId)).toBe(true)
          if (known.profileId === null || known.ambiguous) continue
          const owners = [...world.graph.people.values()].filter(({ identifiers: links }) =>
            links.some((link) => keyOf(link) === key),
          )
          expect(owners.map(({ profileId }) => profileId)).toEqual([known.profileId])
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives the same people when it is applied in batches as one by one', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 25 }),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 25, maxLength: 25 }),
        (events, sizes) => {
          const serial = openWorld()
          for (const ids of events) happen(serial, ids)
          let batched = openWorld()
          for (let from = 0, turn = 0; from < events.length; turn += 1) {
            const size = sizes[turn] ?? 1
            // Each batch starts from what was stored by the one before.
            batched = { ...batched, graph: openDraft({ ...batched.graph, people: readBack(batched.graph.people) }) }
            for (const ids of events.slice(from, from + size)) happen(batched, ids)
            from += size
          }
          expect(partition(batched)).toEqual(partition(serial))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  it('gives the same people as any other order, as long as nobody shares anything and no limit is met', () => {
    const people = [
      ['user:u1', 'anon:a1', 'anon:a2', 'email:e1@x.de'],
      ['user:u2', 'anon:a3', 'email:e2@x.de', 'device_id:d1'],
      ['anon:a4', 'email:e3@x.de', 'phone:+491701234567'],
    ]
    const eventOfSomebody = fc
      .constantFrom(...people)
      .chain((texts) => fc.subarray(texts, { minLength: 1, maxLength: 3 }))
    fc.assert(
      fc.property(fc.array(eventOfSomebody, { maxLength: 20 }), fc.infiniteStream(fc.nat()), (events, order) => {
        const texts = events.map((ids) => ids.join(' '))
        const shuffled = texts
          .map((text) => ({ text, rank: order.next().value ?? 0 }))
          .toSorted((left, right) => left.rank - right.rank)
        const [first, other] = [openWorld(), openWorld()]
        for (const text of texts) happen(first, text)
        for (const { text } of shuffled) happen(other, text)
        expect(partition(other)).toEqual(partition(first))
      }),
      { numRuns: 1_000 },
    )
  })
})
