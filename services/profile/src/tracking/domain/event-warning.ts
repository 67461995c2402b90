import { type Fault, firstCharacters, isLonger, pointerTo } from '@polyphon/values'

/** Something in an event that could not be taken as it was sent; the event was applied without it. */
export type EventWarning = Fault

/** How many are shown of one event. */
export const MOST_WARNINGS = 20
const LONGEST_POINTER = 300

// By what others wrote, so nothing that every object has may be found in it.
const POINTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    user_id: '/userId',
    anonymous_id: '/anonymousId',
    email: '/traits/email',
    phone: '/traits/phone',
    device_id: '/context/device/id',
    traits_too_large: '/traits',
    alias_refused: '/previousId',
  }),
)

const DETAILS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    identifier_blocked: 'This value stands for nobody.',
    identifier_over_limit: 'This person has as many identifiers of this type as are kept.',
    identifier_outdated:
      'This person has as many identifiers of this type as are kept: the one not seen for longest leads to nobody now.',
    identifier_taken: 'This value is somebody else’s: it was kept as a trait, and leads to nobody.',
    identifier_ambiguous: 'This value belongs to several people.',
    identifier_unverified:
      'Only a secret key or the person may say this of somebody known; it is kept, but neither written to nor matched.',
    trait_unverified: 'The trait keeps its value: only a secret key or the person may replace it.',
    trait_computed: 'The trait is computed from events, and nobody can state it.',
    identifier_invalid: 'This value cannot be an identifier of its type.',
    nobody_known: 'Nothing says whose event this is.',
    alias_refused: 'What the alias names was not joined.',
    traits_too_large: 'With these traits the person would have too many; they were left out.',
  }),
)

/** Warnings of identity or traits as they are shown. */
export const warningsOf = (texts: readonly string[]): readonly EventWarning[] => texts.map(warningOf)

/** A warning of identity or traits, `<code>` or `<code>:<subject>`, as it is shown. Events were kept with such texts, too. */
export function warningOf(text: string): EventWarning {
  const [code = text, subject] = text.split(':', 2)
  const detail = DETAILS.get(code) ?? 'This was not taken as it was sent.'
  return {
    pointer:
      POINTERS.get(code) ?? (code === 'trait_computed' ? pointerTo('/traits', subject ?? '') : pointerOf(subject)),
    code,
    detail: subject === undefined ? detail : `${detail} (${subject})`,
  }
}

// Types of the customer's own come from the list of external ids.
const pointerOf = (subject: string | undefined): string =>
  subject === undefined ? '' : (POINTERS.get(subject) ?? '/context/externalIds')

/** What is kept of an event's warnings: the first 20, and how many more there were; pointers of at most 300 characters. */
export function boundedWarnings(warnings: readonly EventWarning[]): readonly EventWarning[] {
  if (warnings.length === 0) return warnings
  const shown = warnings.slice(0, MOST_WARNINGS).map((warning) => ({ ...warning, pointer: shorten(warning.pointer) }))
  const more = warnings.length - shown.length
  return more === 0 ? shown : [...shown, { pointer: '', code: 'more_warnings', detail: `${more} more.` }]
}

const shorten = (pointer: string): string =>
  isLonger(pointer, LONGEST_POINTER) ? `${firstCharacters(pointer, LONGEST_POINTER).toWellFormed()}…` : pointer

/** Collects what is wrong with the fields of one event. */
export interface Warnings {
  readonly list: EventWarning[]
  warn(names: readonly PropertyKey[], code: string, detail: string): void
}

export function collectWarnings(before: readonly EventWarning[] = []): Warnings {
  const list = [...before]
  return { list, warn: (names, code, detail) => list.push({ pointer: pointerTo('', ...names), code, detail }) }
}
