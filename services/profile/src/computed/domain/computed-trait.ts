import { type ConditionTree, evaluate, leavesOf, type Occurrence } from '@polyphon/conditions'
import { allowsPurpose, type Consents, type PurposeRules, parsePath, parsePathBelow } from '@polyphon/values'
import type { Compute } from '../../people/domain/compute.js'

export const PERIODS = ['day', 'week', 'month', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** What a version of a computed trait says. */
export interface ComputedContent {
  readonly name: string
  readonly compute: Compute
  readonly event: string
  /** A path below the properties of the event. */
  readonly property?: string | undefined
  /** Of the event alone. */
  readonly where?: ConditionTree | undefined
  /** A sliding window: an event counts for this long. */
  readonly within?: string | undefined
  /** The period of the calendar that is under way, in the time zone of the workspace. */
  readonly calendar?: Period | undefined
  readonly purpose: string
}

/** A computed trait in its newest version. */
export interface ComputedTrait extends ComputedContent {
  readonly key: string
  readonly version: number
  /** Nobody has a value any more. */
  readonly isArchived: boolean
}

/** All computed traits of a workspace, and what of the workspace decides about their values. */
export interface ComputedSet {
  readonly traits: readonly ComputedTrait[]
  /** By the name of the event that they look at. */
  readonly byEvent: ReadonlyMap<string, readonly ComputedTrait[]>
  /** Which purposes need consent. */
  readonly rules: PurposeRules
  readonly timeZone: string
  /** The first day of a week, Monday is 1. */
  readonly weekStart: number
}

/** What has happened to a person, as far as it can change what is computed of them. */
export interface Happened {
  /** Names of the events that are new. */
  readonly events: ReadonlySet<string>
  /** Purposes of which something else holds now. */
  readonly consents?: ReadonlySet<string> | undefined
  /** These too, whatever has happened. */
  readonly traits?: ReadonlySet<string> | undefined
  readonly everything?: boolean | undefined
}

/** The computed traits that have to be worked out anew; those of events are found by the name of the event. */
export function touchedBy(
  set: ComputedSet,
  { events, consents, traits, everything }: Happened,
): readonly ComputedTrait[] {
  if (everything === true) return set.traits
  const found = new Set([...events].flatMap((name) => set.byEvent.get(name) ?? []))
  if (consents !== undefined || traits !== undefined)
    for (const trait of set.traits)
      if (consents?.has(trait.purpose) === true || traits?.has(trait.key) === true) found.add(trait)
  return [...found]
}

/** Whether anything of somebody's past may be read for it. */
export const isComputed = (trait: ComputedTrait, consents: Consents, { rules }: ComputedSet, now: Date): boolean =>
  !trait.isArchived && allowsPurpose(consents, trait.purpose, { rules, now })

/** The way to the property below those of an event; null where none is named. */
export const propertyPath = (property: string | undefined) =>
  property === undefined ? null : parsePathBelow('properties', property)

/** Where a condition on single events is about something else; such a condition would change without any event. */
export const foreignLeaves = (where: ConditionTree): readonly string[] =>
  leavesOf(where).flatMap(({ node, pointer }) => (isOfTheEvent(node) ? [] : [pointer]))

function isOfTheEvent(node: object): boolean {
  const { path, op, value }: { readonly path?: unknown; readonly op?: unknown; readonly value?: unknown } = node
  if (typeof path !== 'string' || parsePath(path)?.[0] !== 'event') return false
  return !(typeof value === 'string' && (op === 'before' || op === 'after') && value.startsWith('now'))
}

const NOTHING_ELSE = { traits: {}, identifiers: {}, segments: [], occurrences: () => [] }

/** Whether an event counts by what it says itself. */
export function counts(
  { event, where }: ComputedContent,
  { at, properties, messageId }: Occurrence,
  now: Date,
): boolean {
  if (where === undefined) return true
  const stated = {
    name: event,
    properties,
    occurredAt: at.toISOString(),
    ...(messageId === undefined ? {} : { messageId }),
  }
  return evaluate(where, { ...NOTHING_ELSE, event: stated }, now).holds
}
