import type { Need } from '@polyphon/conditions'
import type { JsonObject } from '@polyphon/contracts'
import { setTimersAtLatest, type Tx } from '@polyphon/service-kit'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'
import { isSame } from '../../people/domain/traits.js'
import { readOccurrences } from '../../segments/store/occurrences.js'
import { type ComputedSet, type ComputedTrait, type Happened, isComputed, touchedBy } from '../domain/computed-trait.js'
import { needsOf } from '../domain/needs.js'
import { computeValue } from '../domain/value.js'
import { holdComputedSet } from '../store/computed-traits.js'
import { COMPUTED_UNTIL_TIMER, computedUntilTimerOf } from './computed-timer.js'

/** Somebody of whom something has changed. */
export interface ComputedSubject {
  readonly person: Profile
  readonly happened: Happened
}

/** What is computed of somebody now, and which of it is another value than before. */
export interface Recomputed {
  readonly computed: JsonObject
  readonly changed: readonly string[]
}

interface Touched {
  readonly person: Profile
  readonly touched: readonly ComputedTrait[]
  readonly needs: ReadonlyMap<string, readonly Need[]>
}

/**
 * Works out what has to be computed anew of these people, by their id, and sets the timers at which time alone changes it.
 * Call it after their interactions and aliases are stored and while their rows are locked; nobody's row is written.
 */
export async function computeTraits(
  tx: Tx,
  subjects: readonly ComputedSubject[],
): Promise<ReadonlyMap<string, Recomputed>> {
  const set = await holdComputedSet(tx)
  if (set.traits.length === 0) return new Map()
  const touched = subjects.flatMap((subject) => touchedOf(set, subject, tx.now) ?? [])
  if (touched.length === 0) return new Map()
  const histories = await readOccurrences(
    tx,
    touched.flatMap(({ person: { profileId }, needs }) => (needs.size === 0 ? [] : [{ profileId, needs }])),
  )
  const timers: { readonly key: string; readonly data: object; readonly dueAt: Date }[] = []
  const recomputed = touched.map(({ person, touched: traits }) => {
    const { profileId } = person
    const history = histories.get(profileId)
    const computed = new Map(Object.entries(person.computed))
    const changed: string[] = []
    for (const trait of traits) {
      const isAllowed = isComputed(trait, heldByAll(person), set, tx.now)
      const occurrences = isAllowed ? (history?.get(trait.event) ?? []) : []
      const { value, until } = computeValue(trait, occurrences, { now: tx.now, clock: set })
      if (until !== null) timers.push({ ...computedUntilTimerOf(trait.key, profileId), dueAt: until })
      if (isSame(computed.get(trait.key), value)) continue
      changed.push(trait.key)
      if (value === undefined) computed.delete(trait.key)
      else computed.set(trait.key, value)
    }
    return [profileId, { computed: Object.fromEntries(computed), changed }] as const
  })
  await setTimersAtLatest(tx, COMPUTED_UNTIL_TIMER, timers)
  return new Map(recomputed.filter(([, { changed }]) => changed.length > 0))
}

function touchedOf(set: ComputedSet, { person, happened }: ComputedSubject, now: Date): Touched | null {
  const touched = touchedBy(set, happened)
  if (touched.length === 0) return null
  const allowed = touched.filter((trait) => isComputed(trait, heldByAll(person), set, now))
  return { person, touched, needs: needsOf(allowed, now, set) }
}
