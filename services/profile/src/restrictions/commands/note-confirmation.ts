import type { Tx } from '@polyphon/service-kit'
import { addConfirmation } from '../store/restrictions.js'

/** Notes that a service obeys from now on. */
export const noteConfirmation = (
  tx: Tx,
  requestId: string,
  confirmation: { readonly service: string; readonly at: string },
): Promise<void> => addConfirmation(tx, requestId, confirmation)
