import type { Tx } from '@polyphon/service-kit'
import { writePath } from '@polyphon/values'
import { type Profile, traitsOf } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { saveReEvaluated } from '../../segments/steps/change-segments.js'
import { evaluateSegments } from '../../segments/steps/evaluate-segments.js'
import { computeTraits } from './compute-traits.js'

interface What {
  /** `consent:<purpose>`, `account:<key>`, `restriction:<id>`, `time`, `computed_trait:<key>:<version>`. */
  readonly because: string
  readonly consents?: ReadonlySet<string>
  readonly accounts?: true
  readonly everything?: boolean
  /** Computed traits that are worked out anew, whatever has happened. */
  readonly traits?: ReadonlySet<string>
}

/**
 * Stores a person of whom something has changed that no event says, with what is computed of them and the segments that
 * follow. They are locked.
 */
export async function saveWithComputed(tx: Tx, person: Profile, what: What): Promise<void> {
  await saveAll(tx, [person], what)
}

/** Works out computed traits of people anew and stores those who have other values than before. They are locked. */
export async function saveRecomputed(tx: Tx, people: readonly Profile[], what: What): Promise<void> {
  await saveAll(tx, people, what, { onlyChanged: true })
}

async function saveAll(
  tx: Tx,
  people: readonly Profile[],
  { because, traits, ...what }: What,
  { onlyChanged = false } = {},
): Promise<void> {
  const happened = { events: new Set<string>(), ...what }
  const recomputed = await computeTraits(
    tx,
    people.map((person) => ({ person, happened: { ...happened, traits } })),
  )
  const given = onlyChanged ? people.filter(({ profileId }) => recomputed.has(profileId)) : people
  if (given.length === 0) return
  const saved = given.map((person) => {
    const { computed = person.computed, changed = [] } = recomputed.get(person.profileId) ?? {}
    return { person: { ...person, computed }, paths: new Set(changed.map((key) => writePath(['traits', key]))) }
  })
  const evaluation = await evaluateSegments(
    tx,
    saved.map(({ person, paths }) => ({
      ...person,
      traits: traitsOf(person),
      consents: heldByAll(person),
      identifiers: person.identifiers.filter(({ verified }) => verified),
      // Segments are looked at by what has changed; of values alone only their paths have.
      happened: onlyChanged ? { events: new Set<string>(), paths, because } : { ...happened, paths, because },
      absorbedIds: [],
    })),
  )
  await saveReEvaluated(
    tx,
    evaluation,
    saved.map(({ person }) => person),
  )
}
