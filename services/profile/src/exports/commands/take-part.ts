import type { Tx } from '@polyphon/service-kit'
import type { PreparedPart } from '@polyphon/service-kit/exports'
import { countsOf } from '@polyphon/service-kit/jobs'
import type { ServiceName } from '@polyphon/values'
import { setTurn } from '../steps/set-turn.js'
import { lockExport, saveExport, withPart } from '../store/exports.js'

/** Notes what a service has written. What comes for an export that is over is removed by its next turn. */
export async function takePart(tx: Tx, service: ServiceName, prepared: PreparedPart): Promise<void> {
  const { requestId, part: folder, pieces, counts, isBehind, failure } = prepared
  const found = await lockExport(tx, requestId)
  if (found !== null && found.readyAt === null && found.failure === null && found.parts[service] === undefined) {
    const part = { at: tx.serverNow.toISOString(), folder, pieces, counts: countsOf(counts), isBehind, failure }
    await saveExport(tx, withPart(found, service, part))
  }
  await setTurn(tx, requestId, tx.serverNow)
}
