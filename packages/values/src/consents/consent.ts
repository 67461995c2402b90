import { z } from 'zod'

/** What somebody can have said to a purpose, or have let expire. Nothing said is none of these. */
export const CONSENT_STATES = ['granted', 'denied', 'withdrawn', 'objected', 'expired'] as const
export type ConsentState = (typeof CONSENT_STATES)[number]

/** The name of a purpose for which personal data is used: `analytics`, `personalisation`, `profiling`, `research`, or one's own. */
export const Purpose = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be a small word such as profiling')

/** Stands for all purposes: whoever has objected to it has objected to each (a restriction of processing, Art. 18 GDPR). */
export const EVERY_PURPOSE = '*'

/** What is done to fulfil what somebody ordered; the purpose of whatever names none. */
export const DEFAULT_PURPOSE = 'service'

/** What holds for one purpose. */
export interface Consent {
  readonly state: ConsentState
  /** When it was decided, or has expired; ISO 8601. */
  readonly occurredAt: string
  /** Until when a grant holds; without it there is no end. */
  readonly expiresAt?: string | undefined
  /** Two people who turned out to be one had said different things, and nobody has said anything since. */
  readonly conflict?: boolean | undefined
}

/** What holds for somebody, by purpose; one that is not named was never decided. */
export type Consents = Readonly<Record<string, Consent>>

/** Whether a purpose needs consent, as `settings.purposes` of a workspace says; one that is not named there needs it, `service` excepted. */
export type PurposeRules = Readonly<Record<string, 'consent' | 'none'>>

/** What holds for a purpose at a moment; null where nothing was ever said, which is neither a yes nor a no. */
export function consentAt(consents: Consents, purpose: string, now: Date): ConsentState | null {
  const consent = Object.hasOwn(consents, purpose) ? consents[purpose] : undefined
  if (consent === undefined) return null
  const { state, expiresAt } = consent
  return state === 'granted' && expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime() ? 'expired' : state
}

export const needsConsent = (purpose: string, rules: PurposeRules): boolean =>
  Object.hasOwn(rules, purpose) ? rules[purpose] !== 'none' : purpose !== DEFAULT_PURPOSE

/**
 * Whether what is known of somebody may be used for a purpose. What needs consent needs a yes that holds; what needs none
 * ends with an objection alone (GDPR, Art. 21).
 */
export function allowsPurpose(
  consents: Consents,
  purpose: string,
  { rules, now }: { readonly rules: PurposeRules; readonly now: Date },
): boolean {
  if (consentAt(consents, EVERY_PURPOSE, now) === 'objected') return false
  const state = consentAt(consents, purpose, now)
  return needsConsent(purpose, rules) ? state === 'granted' : state !== 'objected'
}
