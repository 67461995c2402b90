import { staffChanged } from '@polyphon/contracts'
import { outbox, type Tx } from '@polyphon/service-kit'
import type { Staff } from '@polyphon/service-kit/access'

/** Publishes somebody of the firm as they are now. */
export function appendStaffChanged(
  tx: Tx,
  { details, validFrom, validTo, createdAt, updatedAt, ...staff }: Staff,
): void {
  outbox.append(tx, staffChanged, {
    ...staff,
    ...details,
    ...(validFrom === null ? {} : { validFrom: validFrom.toISOString() }),
    ...(validTo === null ? {} : { validTo: validTo.toISOString() }),
    createdAt: createdAt.toISOString(),
    changedAt: updatedAt.toISOString(),
  })
}
