import { isDeepStrictEqual } from 'node:util'
import { assertFindsFault, assertHolds, assertThat, SIMULATION_TIMEOUT_MS } from '@polyphon/testkit/simulation'
import { type Identifier, keyOf } from '@polyphon/values'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { collect, type Fact, mergeByHand, openWorld, type World } from '../../../test/identity-model.js'
import { DEFAULT_RULES, isBlocked, limitOf } from './identity-rules.js'

const USERS = ['u1', 'u2', 'u3']
const VISITORS = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8']
const identifiers: readonly Identifier[] = [
  ...USERS.map((value) => ({ type: 'user_id', value })),
  ...VISITORS.map((value) => ({ type: 'anonymous_id', value })),
  ...['e1@x.de', 'e2@x.de', 'e3@x.de'].map((value) => ({ type: 'email', value })),
  ...['d1', 'd2'].map((value) => ({ type: 'device_id', value })),
]
const blocked: readonly Identifier[] = [
  { type: 'user_id', value: 'null' },
  { type: 'anonymous_id', value: '00000000-0000-0000-0000-000000000000' },
  { type: 'email', value: 'info@firma.de' },
]

/** Events with some identifiers, few of them alias calls; of what nobody may be known by there is always some. */
const factOf = (former: readonly string[], known: readonly Identifier[] = identifiers): fc.Arbitrary<Fact> =>
  fc.record({
    identifiers: fc
      .tuple(fc.subarray([...known], { minLength: 1, maxLength: 3 }), fc.subarray([...blocked], { maxLength: 1 }))
      .map(([useful, useless]) => [...useful, ...useless]),
    previousId: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...former) },
    ),
  })
const anyFact = factOf([...VISITORS, ...USERS, 'null'])
const clearFact = factOf(VISITORS)
// So few visitors that nobody can have too many: what is refused for a limit may be refused for another reason later.
const FEW = VISITORS.slice(0, limitOf(DEFAULT_RULES, 'anonymous_id').most)
const unlimitedFact = factOf(
  FEW,
  identifiers.filter(({ type, value }) => type !== 'anonymous_id' || FEW.includes(value)),
)

/** Cuts what is delivered into transactions of some events each. */
function inBatches(facts: readonly Fact[], sizes: readonly number[]): readonly (readonly Fact[])[] {
  const batches: (readonly Fact[])[] = []
  for (let from = 0, turn = 0; from < facts.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    batches.push(facts.slice(from, from + size))
    from += size
  }
  return batches
}
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 })

/** Every id that somebody ever had leads in one step to somebody who is there, and to one only. */
function assertAliases({ people, aliases, created }: World): void {
  const old = [...people.values()].flatMap(({ absorbedIds }) => absorbedIds)
  const all = [...people.keys(), ...old].toSorted()
  assertThat(isDeepStrictEqual(all, created.toSorted()), 'an id was lost, or belongs to two people')
  assertThat(isDeepStrictEqual([...aliases.keys()].toSorted(), old.toSorted()), 'an old id has no alias')
  for (const [oldId, id] of aliases)
    assertThat(people.get(id)?.absorbedIds.includes(oldId) === true, `${oldId} leads to ${id}, who does not know it`)
}

function assertOwners({ people, identifiers: known, aliases }: World): void {
  for (const [key, { profileId, ambiguous }] of known) {
    const id = profileId === null ? null : (aliases.get(profileId) ?? profileId)
    assertThat(id === null || people.has(id), `${key} leads to nobody`)
    assertThat(id !== null || ambiguous, `${key} leads nowhere and is not shared`)
    if (ambiguous) continue
    const owners = [...people.values()].filter(({ identifiers: links }) => links.some((link) => keyOf(link) === key))
    assertThat(owners.length === 1 && owners[0]?.profileId === id, `${key} belongs to ${owners.length} people`)
  }
  for (const { profileId, identifiers: links } of people.values()) {
    assertThat(!links.some(isBlocked), `${profileId} is known by what says nothing`)
    assertThat(new Set(links.map(keyOf)).size === links.length, `${profileId} has an identifier twice`)
  }
}

/** What only inference must keep to; somebody who merges by hand may know better. */
function assertInferred({ people, absorptions }: World): void {
  for (const { profileId, identifiers: links } of people.values())
    for (const type of new Set(links.map((link) => link.type))) {
      const count = links.filter((link) => link.type === type).length
      assertThat(count <= limitOf(DEFAULT_RULES, type).most, `${profileId} has ${count} of ${type}`)
    }
  for (const { absorbed, survivorId } of absorptions)
    assertThat(!absorbed.identifiers.some(({ type }) => type === 'user_id'), `${survivorId} absorbed a known user`)
}

/** Who is who, as far as identifiers lead to somebody by themselves. */
function partition({ people, identifiers: known, aliases }: World): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const [key, { profileId, ambiguous }] of known) {
    if (ambiguous || profileId === null) continue
    const id = aliases.get(profileId) ?? profileId
    groups.set(id, [...(groups.get(id) ?? []), key])
  }
  assertThat(
    [...groups.keys()].every((id) => people.has(id)),
    'an identifier leads to nobody',
  )
  return [...groups.values()].map((keys) => keys.toSorted().join(' ')).toSorted()
}

/** Everything that events connect, worked out without any of the rules. */
function connected(facts: readonly Fact[]): readonly (readonly Identifier[])[] {
  let groups: readonly (readonly Identifier[])[] = []
  for (const { identifiers: stated, previousId } of facts) {
    const former = previousId === null ? [] : [{ type: 'anonymous_id', value: previousId }]
    const usable = [...stated, ...former].filter((identifier) => !isBlocked(identifier))
    const keys = new Set(usable.map(keyOf))
    const touched = groups.filter((group) => group.some((identifier) => keys.has(keyOf(identifier))))
    const joined = new Map([...usable, ...touched.flat()].map((identifier) => [keyOf(identifier), identifier]))
    groups = [...groups.filter((group) => !touched.includes(group)), [...joined.values()]]
  }
  return groups
}

// A device alone joins no two addresses, so with several it depends on what else is known when.
const mostOf = (type: string): number => (type === 'email' ? 1 : limitOf(DEFAULT_RULES, type).most)

const maySharePerson = (group: readonly Identifier[]): boolean =>
  group.every(({ type }) => group.filter((identifier) => identifier.type === type).length <= mostOf(type))

type Action = { readonly facts: readonly Fact[] } | { readonly left: number; readonly right: number }

const anyActions = (mergeWeight: number): fc.Arbitrary<readonly Action[]> =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.record({ facts: fc.array(anyFact, { minLength: 1, maxLength: 4 }) }) },
      { weight: mergeWeight, arbitrary: fc.record({ left: fc.nat({ max: 20 }), right: fc.nat({ max: 20 }) }) },
    ),
    { minLength: 2, maxLength: 14, size: 'max' },
  )

function peopleAreSound(mergeWeight: number, more?: Parameters<typeof openWorld>[0]) {
  return fc.property(anyActions(mergeWeight), (actions) => {
    const world = openWorld(more)
    for (const action of actions) {
      if ('facts' in action) collect(world, action.facts)
      else mergeByHand(world, action.left, action.right)
      assertAliases(world)
      assertOwners(world)
      if (mergeWeight === 0) assertInferred(world)
    }
  })
}

/** A delivery of the same events in another order, some of them twice. */
const deliveries = fc.array(clearFact, { minLength: 1, maxLength: 9 }).chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    delivered: fc
      .subarray(facts, { minLength: 0 })
      .chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length })),
    sizes,
  }),
)

describe('people whom events and somebody who knows better bring together', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('each have their identifiers to themselves, keep the limits and are never two known users', () =>
    assertHolds({ name: 'identity', runs: 2_000 }, peopleAreSound(0)))

  it('are found by every id that they ever had, in one step', () =>
    assertHolds({ name: 'identity with merges by hand', runs: 2_000 }, peopleAreSound(3)))

  it('are one for everything that is connected and may belong to one, in whatever order and batches it comes', () => {
    const areConnected = fc.property(deliveries, ({ facts, delivered, sizes: cuts }) => {
      const world = openWorld()
      for (const batch of inBatches(delivered, cuts)) collect(world, batch)
      const found = new Set(partition(world))
      for (const group of connected(facts).filter(maySharePerson)) {
        const keys = group.map(keyOf).toSorted().join(' ')
        assertThat(found.has(keys), `not one person: ${keys}`)
      }
    })
    assertHolds({ name: 'identity in any order', runs: 3_000 }, areConnected)
  })

  it('stay who they are when all events come again, in any order, as long as no limit is met', () => {
    const areKept = fc.property(
      fc.array(unlimitedFact, { minLength: 1, maxLength: 15, size: 'max' }),
      sizes,
      fc.infiniteStream(fc.nat()),
      (facts, cuts, order) => {
        const world = openWorld()
        for (const batch of inBatches(facts, cuts)) collect(world, batch)
        const before = partition(world)
        const again = facts
          .map((fact) => ({ fact, rank: order.next().value ?? 0 }))
          .toSorted((left, right) => left.rank - right.rank)
        collect(
          world,
          again.map(({ fact }) => fact),
        )
        assertThat(isDeepStrictEqual(partition(world), before), 'a repetition changed who is who')
      },
    )
    assertHolds({ name: 'identity, all of it again', runs: 2_000 }, areKept)
  })
})

describe('the simulation of identity finds', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it.each([
    ['aliases that do not follow', 3, { forgetsEarlierAliases: true }],
    [
      'rules by which two user ids are one person',
      0,
      { rules: { ...DEFAULT_RULES, uniqueTypes: new Set<string>(), limits: {} } },
    ],
  ] as const)('%s', (name, mergeWeight, more) => {
    assertFindsFault({ name, runs: 2_000 }, peopleAreSound(mergeWeight, more))
  })
})
