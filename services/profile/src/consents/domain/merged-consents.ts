import { type HeldConsent, type HeldConsents, heldFor, joinConsent, joinConsents } from '../../people/domain/consent.js'

/** What a merge came to for a purpose that both had decided about. */
export interface MergedConsent {
  readonly purpose: string
  readonly absorbedId: string
  readonly held: HeldConsent
}

/**
 * What has to be recorded when people turn out to be one, so that the records of all of them together come to what holds:
 * for each purpose that both sides had decided about, unless both had said yes.
 */
export function mergedConsents(
  before: HeldConsents,
  absorbed: readonly { readonly profileId: string; readonly consents: HeldConsents }[],
): readonly MergedConsent[] {
  const merged: MergedConsent[] = []
  let known = before
  for (const { profileId, consents } of absorbed) {
    for (const [purpose, theirs] of Object.entries(consents)) {
      const ours = heldFor(known, purpose)
      if (ours === null || (ours.state === theirs.state && ['granted', 'expired'].includes(ours.state))) continue
      merged.push({ purpose, absorbedId: profileId, held: joinConsent(ours, theirs) })
    }
    known = joinConsents(known, consents)
  }
  return merged
}
