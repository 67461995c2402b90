import { consentChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { HeldConsent } from '../../people/domain/consent.js'

/** Appends what holds for a purpose of somebody from now on. */
export function appendConsentChanged(
  tx: Tx,
  { profileId, purpose, held }: { readonly profileId: string; readonly purpose: string; readonly held: HeldConsent },
): void {
  const { isVouched: _isVouched, ...consent } = held
  outbox.append(tx, consentChanged, { profileId, purpose, ...consent })
}
