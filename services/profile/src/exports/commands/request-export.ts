import { exportRequested } from '@polyphon/contracts'
import { AppError, outbox, type Tx } from '@polyphon/service-kit'
import { beginPart } from '@polyphon/service-kit/exports'
import { profileUnknown } from '../../people/steps/require-profile-id.js'
import { readProfile } from '../../people/store/profiles.js'
import { readAllIds } from '../../people/store/subjects.js'
import { ENDS_MS, type PersonExport } from '../domain/export.js'
import { setTurn } from '../steps/set-turn.js'
import { insertExport, readRunning } from '../store/exports.js'

/**
 * Has all services write what they keep of somebody. While that is under way, asking again answers how far it is. Throws
 * `export_needs_blob_store` (409).
 */
export async function requestExport(
  tx: Tx,
  { profileId, hasBlobs }: { readonly profileId: string; readonly hasBlobs: boolean },
): Promise<PersonExport> {
  if (!hasBlobs)
    throw new AppError(
      'conflict',
      'export_needs_blob_store',
      'An export lies in the blob store until it is fetched: the operator has to set BLOB_STORE, the same for all services.',
    )
  const ids = await readAllIds(tx, profileId)
  const running = await readRunning(tx, ids)
  if (running !== null) return running
  const person = await readProfile(tx, profileId)
  if (person === null) throw profileUnknown()
  const absorbedIds = ids.filter((id) => id !== profileId)
  const [exportId, endsAt] = [tx.newId(), new Date(tx.serverNow.getTime() + ENDS_MS)]
  const added = await insertExport(tx, { exportId, profileId, requestedAt: tx.serverNow, endsAt })
  const { revision } = person
  await beginPart(tx, { requestId: exportId, profileId, absorbedIds, revision, endsAt })
  outbox.append(tx, exportRequested, {
    requestId: exportId,
    profileId,
    absorbedIds,
    revision,
    endsAt: endsAt.toISOString(),
  })
  await setTurn(tx, exportId, endsAt)
  return added
}
