import { AppError, type Tx } from '@polyphon/service-kit'
import { decideFetch, FETCHING_MS, type Fetching, type PersonExport } from '../domain/export.js'
import { lockExport, saveExport } from '../store/exports.js'
import { exportUnknown } from './export-unknown.js'
import { setTurn } from './set-turn.js'

/**
 * Lets one caller fetch an export. Throws 404 `export_unknown`; 409 `export_not_ready`, `export_failed` and
 * `export_being_fetched`; 410 `export_fetched` and `export_expired`.
 */
export async function beginFetch(tx: Tx, exportId: string): Promise<PersonExport> {
  const found = await lockExport(tx, exportId)
  if (found === null) throw exportUnknown()
  const fetching = decideFetch(found, tx.serverNow)
  if (fetching !== 'open') throw refusal(fetching)
  const begun = { ...found, fetchingUntil: new Date(tx.serverNow.getTime() + FETCHING_MS) }
  await saveExport(tx, begun)
  return begun
}

/** Says that it is still being fetched. */
export async function renewFetch(tx: Tx, exportId: string): Promise<void> {
  const found = await lockExport(tx, exportId)
  if (found === null || found.fetchedAt !== null) return
  await saveExport(tx, { ...found, fetchingUntil: new Date(tx.serverNow.getTime() + FETCHING_MS) })
}

/** All of it was written, and it goes; or the connection broke off, and whoever comes next may begin again. */
export async function endFetch(tx: Tx, exportId: string, isWritten: boolean): Promise<void> {
  const found = await lockExport(tx, exportId)
  if (found === null || found.fetchedAt !== null) return
  await saveExport(tx, { ...found, fetchingUntil: null, fetchedAt: isWritten ? tx.serverNow : null })
  if (isWritten) await setTurn(tx, exportId, tx.serverNow)
}

function refusal(fetching: Exclude<Fetching, 'open'>): AppError {
  switch (fetching) {
    case 'not_ready':
      return new AppError(
        'conflict',
        'export_not_ready',
        'It is still being put together; `getExport` says how far it is.',
      )
    case 'failed':
      return new AppError('conflict', 'export_failed', 'It could not be put together; `getExport` says why.')
    case 'being_fetched':
      return new AppError('conflict', 'export_being_fetched', 'It is being fetched at this moment.')
    case 'fetched':
      return new AppError('gone', 'export_fetched', 'It was fetched, which can be done once; request a new one.')
    case 'expired':
      return new AppError('gone', 'export_expired', 'It could be fetched for 24 hours; request a new one.')
  }
}
