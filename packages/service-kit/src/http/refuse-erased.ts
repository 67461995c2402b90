import { isObject } from '@polyphon/values'
import { whichAreErased } from '../db/erased.js'
import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import { isUuid } from '../values/ids.js'

/**
 * Refuses a body, or a row of a file, that names somebody who was erased: what would be written of them would stay, as nobody
 * looks for them any more. Throws `person_erased` (422) with the pointer.
 */
export async function refuseErased(tx: Tx, body: unknown): Promise<void> {
  if (!isObject(body)) return
  const { profileId } = body
  if (typeof profileId !== 'string' || !isUuid(profileId)) return
  if ((await whichAreErased(tx, [profileId])).size === 0) return
  const [code, detail] = ['person_erased', 'This person was erased, and nothing is kept of them any more.']
  throw new AppError('unprocessable', code, detail, { faults: [{ pointer: '/body/profileId', code, detail }] })
}
