import type { Tx } from '@polyphon/service-kit'
import type { TimedEvent } from '../../people/domain/timed-event.js'
import type { Unapplied } from '../domain/unapplied.js'
import { saveRejections } from '../store/rejections.js'

/**
 * Lists events as refused that were accepted into the log and cannot be applied, as another came under their messageId:
 * their sender was answered long ago, so the list is where they are seen.
 */
export async function rejectAccepted(tx: Tx, reused: ReadonlyMap<TimedEvent, Unapplied>): Promise<void> {
  const rejections = [...reused].map(([{ messageId }, { code, detail }]) => ({ messageId, pointer: '', code, detail }))
  await saveRejections(tx, null, rejections)
}
