export interface ReadinessInput {
  readonly now: Date
  readonly sendAt: Date | null
  readonly expiresAt: Date | null
  /** Nobody has to be known for a bare address. */
  readonly person: 'known' | 'outdated' | 'unknown'
  readonly isTemplateKnown: boolean
  /** This service's copy of people has read past the moment at which the order was looked at first. */
  readonly hasCopyCaughtUp: boolean
  readonly plannedAt: Date
  /** When to look again, should it wait. */
  readonly lookAgainAt: Date
}

export type Readiness =
  | { readonly outcome: 'ready' }
  | { readonly outcome: 'wait'; readonly reason: string; readonly until: Date }
  | { readonly outcome: 'drop'; readonly reason: string }

// A template is this service's own: what was published before the order is here, apart from transactions under way.
const TEMPLATE_PATIENCE_MS = 3_000

/**
 * Decides whether a planned message can be queued. What this service does not know yet may still be in the log: it waits
 * until the read copy is past the order, and only then is the missing thing really missing.
 */
export function decideReadiness(input: ReadinessInput): Readiness {
  if (input.expiresAt !== null && input.expiresAt <= input.now) return { outcome: 'drop', reason: 'expired' }
  if (input.sendAt !== null && input.sendAt > input.now)
    return { outcome: 'wait', reason: 'scheduled', until: input.sendAt }
  if (input.person !== 'known' && !input.hasCopyCaughtUp) return wait(input, 'person_not_yet_known')
  // An outdated person who stays so is written to as we know them.
  if (input.person === 'unknown') return { outcome: 'drop', reason: 'profile_not_seen' }
  if (input.isTemplateKnown) return { outcome: 'ready' }
  const waited = input.now.getTime() - (input.sendAt ?? input.plannedAt).getTime()
  return waited >= TEMPLATE_PATIENCE_MS
    ? { outcome: 'drop', reason: 'template_missing' }
    : wait(input, 'template_not_yet_known')
}

function wait({ lookAgainAt, expiresAt }: ReadinessInput, reason: string): Readiness {
  const until = expiresAt !== null && expiresAt < lookAgainAt ? expiresAt : lookAgainAt
  return { outcome: 'wait', reason, until }
}
