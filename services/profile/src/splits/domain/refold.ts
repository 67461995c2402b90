import type { JsonObject } from '@polyphon/contracts'
import type { Identifier } from '@polyphon/values'
import type { OwnState } from '../../history/domain/ledger.js'
import type { Origins } from '../../history/domain/origins.js'
import { mergeObserved, type Observed, observe, type Profile } from '../../people/domain/profile.js'
import { isSame, learnTraits, mergeTraits, type Traits } from '../../people/domain/traits.js'
import { type Partition, type Side, sideOf } from './partition.js'

/** Something that was said of a person: by an event, or by a request. */
export interface Saying {
  /** The id that the person had then. */
  readonly profileId: string
  /** What it named them by, in normal form; without what led nowhere. */
  readonly identifiers: readonly Identifier[]
  /** Without those that were left out; null removes one. */
  readonly traits: JsonObject
  readonly context: JsonObject
  readonly at: Date
}

/** What is known of each side, folded from what was said, in the order in which it happened. */
export interface Refold {
  /** Takes in what was said next; answers whose it is. */
  take(saying: Saying): Side
  /** Both sides as they come to be; what nothing explains any more stays, and is counted. */
  end(): Record<Side, Known> & {
    readonly unexplained: number
  }
}

/** What is folded of a side. */
export interface Known extends Traits {
  readonly observed: Observed
  readonly accounts: readonly JsonObject[]
}

const NOTHING: Known = { traits: {}, traitTimes: {}, observed: {}, accounts: [] }

/** Begins with what each side had of its own before the merges, where that is known. */
export function openRefold(
  person: Pick<Profile, 'traits' | 'traitTimes' | 'observed' | 'accounts'>,
  partition: Partition,
  origins: Origins,
): Refold {
  const times = new Map(Object.entries(person.traitTimes))
  const known: Record<Side, Known> = { goes: NOTHING, stays: NOTHING }
  for (const id of [origins.root, ...origins.parents.keys()]) {
    const base = origins.bases.get(id)
    // What was cut out of somebody is in what they were: only what was said tells it apart.
    if (base === undefined || (partition.isCut && id === origins.root)) continue
    const side = partition.ids.has(id) ? 'goes' : 'stays'
    known[side] = join(known[side], base)
  }
  return {
    take: (saying) => {
      const side = sideOf(partition, saying)
      // What is newer than all that is known of a trait was left out when it came.
      const taken = Object.entries(saying.traits).filter(
        ([name]) => saying.at.getTime() <= (times.get(name) ?? -Infinity),
      )
      known[side] = learn(known[side], { ...saying, traits: Object.fromEntries(taken) })
      return side
    },
    end: () => complete(known, person),
  }
}

const join = (known: Known, base: OwnState): Known => ({
  ...mergeTraits(known, base),
  observed: mergeObserved(known.observed, base.observed),
  accounts: [...known.accounts, ...base.accounts],
})

function learn(known: Known, { traits, context, at }: Saying): Known {
  const { changed: _changed, ...learned } = learnTraits(known, traits, at)
  return { ...known, ...learned, observed: observe(known.observed, context, at) }
}

function complete(
  { goes, stays }: Record<Side, Known>,
  person: Pick<Profile, 'traits' | 'traitTimes' | 'observed' | 'accounts'>,
): Record<Side, Known> & { readonly unexplained: number } {
  const timeOf = (known: Known, name: string): number =>
    new Map(Object.entries(known.traitTimes)).get(name) ?? -Infinity
  const left = Object.entries(person.traitTimes).filter(
    ([name, time]) => time > Math.max(timeOf(goes, name), timeOf(stays, name)),
  )
  const rest = new Set(left.map(([name]) => name))
  const traits = Object.fromEntries(Object.entries(person.traits).filter(([name]) => rest.has(name)))
  const kept = mergeTraits(stays, { traits, traitTimes: Object.fromEntries(left) })
  const observed = (['locale', 'timeZone'] as const).flatMap((name) => {
    const value = stays.observed[name] ?? (goes.observed[name] === undefined ? person.observed[name] : undefined)
    return value === undefined ? [] : [[name, value] as const]
  })
  const isTheirs = (account: JsonObject): boolean => goes.accounts.some((other) => isSame(account, other))
  return {
    goes,
    stays: {
      ...kept,
      observed: Object.fromEntries(observed),
      accounts: person.accounts.filter(
        (account) => !isTheirs(account) || stays.accounts.some((other) => isSame(account, other)),
      ),
    },
    unexplained: left.length,
  }
}
