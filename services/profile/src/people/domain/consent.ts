import {
  type Consent,
  type ConsentState,
  consentAt,
  EVERY_PURPOSE,
  needsConsent,
  type PurposeRules,
} from '@polyphon/values'

/** What holds for a purpose of somebody, and whether a known person or the firm has said so, or a device that anybody may have. */
export interface HeldConsent extends Consent {
  readonly isVouched: boolean
}

/** What holds for somebody, by purpose. */
export type HeldConsents = Readonly<Record<string, HeldConsent>>

// What has expired is no decision any more.
const RESTRICTIVE: Readonly<Record<ConsentState, number>> = {
  objected: 3,
  withdrawn: 2,
  denied: 1,
  granted: 0,
  expired: -1,
}

/** Greater than nothing where the left one is the more restrictive of two states. */
export const compareStrictness = (left: ConsentState, right: ConsentState): number =>
  RESTRICTIVE[left] - RESTRICTIVE[right]

export const isNo = (state: ConsentState): boolean => RESTRICTIVE[state] > 0

/** What holds for a purpose; null where it was never decided, whatever every object has under that name. */
export const heldFor = (consents: HeldConsents, purpose: string): HeldConsent | null =>
  (Object.hasOwn(consents, purpose) ? consents[purpose] : null) ?? null

/**
 * Joins what held for two people who turned out to be one: the most restrictive live decision, dated like the later of both,
 * so that no older record brings the other one back. Where one of them had said yes and the other no, that is a
 * conflict until somebody says something new.
 */
export function joinConsent(left: HeldConsent, right: HeldConsent): HeldConsent {
  const isLeftStricter = compareHeld(left, right) <= 0
  const [first, second] = isLeftStricter ? [left, right] : [right, left]
  const { conflict: _conflict, ...held } = first
  const isConflict =
    isNo(first.state) && (second.state === 'granted' || first.conflict === true || second.conflict === true)
  const latest = first.occurredAt > second.occurredAt ? first : second
  // A device that could not overrule the one before cannot overrule both.
  const isVouched = first.isVouched || (isNo(first.state) && second.isVouched)
  return { ...held, isVouched, occurredAt: latest.occurredAt, ...(isConflict ? { conflict: true } : {}) }
}

// Of two that say the same the later one, which is what their records come to as well.
const compareHeld = (left: HeldConsent, right: HeldConsent): number =>
  compareStrictness(right.state, left.state) ||
  compareText(right.occurredAt, left.occurredAt) ||
  Number(right.isVouched) - Number(left.isVouched) ||
  compareText(left.expiresAt ?? '~', right.expiresAt ?? '~')

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)

/** The same for everything that either of them has ever decided. */
export function joinConsents(survivor: HeldConsents, absorbed: HeldConsents): HeldConsents {
  if (Object.keys(absorbed).length === 0) return survivor
  const joined = Object.entries(absorbed).map(([purpose, consent]) => {
    const known = heldFor(survivor, purpose)
    return [purpose, known === null ? consent : joinConsent(known, consent)] as const
  })
  return { ...survivor, ...Object.fromEntries(joined) }
}

/** What others see of it; nothing where nothing was ever decided, as of people from before there was any. */
export function publicConsents(consents: HeldConsents): { readonly consents?: Record<string, Consent> } {
  const entries = Object.entries(consents)
  if (entries.length === 0) return {}
  return {
    consents: Object.fromEntries(
      entries.map(([purpose, { isVouched: _isVouched, ...consent }]) => [purpose, consent] as const),
    ),
  }
}

/** Why a purpose is allowed or is not, in plain English. */
export function becauseOfConsent(
  consents: HeldConsents,
  purpose: string,
  { rules, now }: { readonly rules: PurposeRules; readonly now: Date },
): string {
  if (consentAt(consents, EVERY_PURPOSE, now) === 'objected') return 'what is known of them may be kept and not used'
  const need = `${purpose} ${needsConsent(purpose, rules) ? 'needs consent' : 'needs no consent'}`
  const held = heldFor(consents, purpose)
  const state = consentAt(consents, purpose, now)
  if (held === null || state === null) return `${need}, nothing was said`
  const since = state === held.state ? held.occurredAt : (held.expiresAt ?? held.occurredAt)
  const conflict = held.conflict === true ? ', where two people who are one had said different things' : ''
  return `${need}, ${state} on ${since}${conflict}`
}

/** Whether somebody has consented, by purpose, as conditions ask for it. */
export const grantsOf = (consents: HeldConsents, now: Date): Readonly<Record<string, boolean>> =>
  Object.fromEntries(Object.keys(consents).map((purpose) => [purpose, consentAt(consents, purpose, now) === 'granted']))
