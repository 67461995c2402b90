import { isObject } from '@polyphon/values'
import { type HeldConsent, type HeldConsents, heldFor, isNo } from '../../people/domain/consent.js'
import type { TimedEvent } from '../../people/domain/timed-event.js'

/** What was chosen on a device for a purpose, as an event says it. */
export interface Preference {
  readonly purpose: string
  readonly state: 'granted' | 'denied'
  readonly isVouched: boolean
  readonly event: TimedEvent
}

/** Whether an event says anything of the kind. */
export const hasPreferences = ({ context: { consent } }: Pick<TimedEvent, 'context'>): boolean =>
  isObject(consent) && isObject(consent['categoryPreferences'])

/**
 * What of the `context.consent.categoryPreferences` of events is news: categories that are called like a purpose of the
 * workspace, in small or capital letters. What is not there says nothing. Pages send the same again with every event, so
 * what holds already is no news, nor is what is older, or a yes that cannot overrule what somebody who is known has said
 * or has let expire.
 */
export function newPreferences(
  consents: HeldConsents,
  events: readonly TimedEvent[],
  purposes: ReadonlySet<string>,
): readonly Preference[] {
  const found: Preference[] = []
  let known = consents
  for (const event of events)
    for (const preference of preferencesOf(event, purposes)) {
      const { purpose, state, isVouched } = preference
      const next: HeldConsent = { state, occurredAt: event.occurredAt.toISOString(), isVouched }
      if (!changesAnything(heldFor(known, purpose), next)) continue
      known = { ...known, [purpose]: next }
      found.push(preference)
    }
  return found
}

function preferencesOf(event: TimedEvent, purposes: ReadonlySet<string>): readonly Preference[] {
  const { consent } = event.context
  const categories = isObject(consent) ? consent['categoryPreferences'] : undefined
  if (!isObject(categories)) return []
  // A key may be on any page or server: only the person with their token is known to have chosen.
  const isVouched = typeof event.vouchedBy === 'object'
  return Object.entries(categories).flatMap(([category, chosen]) => {
    const purpose = category.trim().toLowerCase()
    if (typeof chosen !== 'boolean' || !purposes.has(purpose)) return []
    return [{ purpose, state: chosen ? 'granted' : 'denied', isVouched, event } as const]
  })
}

function changesAnything(held: HeldConsent | null, next: HeldConsent): boolean {
  if (held === null) return true
  if (next.occurredAt <= held.occurredAt) return false
  if (next.state !== 'granted') return held.state === 'granted'
  if (held.state === 'granted') return false
  return next.isVouched || (isNo(held.state) && !held.isVouched)
}
