import {
  allowsPurpose,
  type ConsentState,
  consentAt,
  DEFAULT_PURPOSE,
  needsConsent,
  type PurposeRules,
} from '@polyphon/values'
import { heldFor } from '../../people/domain/consent.js'
import type { Profile } from '../../people/domain/profile.js'
import { heldByAll } from '../../people/domain/restriction.js'

/** What somebody allows for one purpose. */
export interface MyConsent {
  readonly purpose: string
  readonly isAllowed: boolean
  /** Whether it is allowed by nothing but a yes. */
  readonly needsConsent: boolean
  /** Null where nothing was ever said. */
  readonly state: ConsentState | null
  readonly since: string | null
  readonly expiresAt: string | null
  readonly isConflict: boolean
}

/** Whether what is known of somebody may be used for a purpose now. */
export const allowedBy =
  (person: Pick<Profile, 'consents' | 'restriction'>, at: { readonly rules: PurposeRules; readonly now: Date }) =>
  (purpose: string | undefined): boolean =>
    allowsPurpose(heldByAll(person), purpose ?? DEFAULT_PURPOSE, at)

/** What somebody allows, for each purpose that the workspace names or of which they have said something, by name. */
export function consentsOf(
  person: Pick<Profile, 'consents' | 'restriction'>,
  at: { readonly rules: PurposeRules; readonly now: Date },
): readonly MyConsent[] {
  const isAllowed = allowedBy(person, at)
  const purposes = new Set([DEFAULT_PURPOSE, ...Object.keys(at.rules), ...Object.keys(person.consents)])
  return [...purposes].toSorted().map((purpose) => {
    const held = heldFor(person.consents, purpose)
    const state = consentAt(person.consents, purpose, at.now)
    return {
      purpose,
      isAllowed: isAllowed(purpose),
      needsConsent: needsConsent(purpose, at.rules),
      state,
      since: (state === 'expired' ? (held?.expiresAt ?? held?.occurredAt) : held?.occurredAt) ?? null,
      expiresAt: held?.expiresAt ?? null,
      isConflict: held?.conflict ?? false,
    }
  })
}
