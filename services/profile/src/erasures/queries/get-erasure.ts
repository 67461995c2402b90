import { AppError, type Tx } from '@polyphon/service-kit'
import { readErasure, type StoredErasure } from '@polyphon/service-kit/rights'

/** An erasure by the id of its request. Throws `erasure_unknown` (404). */
export async function getErasure(tx: Tx, requestId: string): Promise<StoredErasure> {
  const erasure = await readErasure(tx, requestId)
  if (erasure !== null) return erasure
  throw new AppError('missing', 'erasure_unknown', 'There is no such erasure.')
}
