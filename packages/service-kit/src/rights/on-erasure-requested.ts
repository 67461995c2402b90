import { erasureRequested, privacy, type ServiceName, topicNames } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { type Handler, on } from '../events/handler.js'
import { append } from '../events/outbox.js'
import { beginErasure } from './begin-erasure.js'
import { readErasure } from './erasure-store.js'

/**
 * Has whoever is to be forgotten erased from this service, behind the last snapshot of them. An order that was carried out
 * is confirmed once more: who gives it again has not heard of it, as their database was restored.
 */
export const onErasureRequested = (service: ServiceName): Handler => ({
  ...on(erasureRequested, { naturalKey: '(workspace, request)' }, async (tx, { data, time }) => {
    const { requestId, profileId: personId, absorbedIds: ids, mode } = data
    const erasure = { requestId, personId, ids, mode, reason: null, requestedAt: time, sealed: null }
    if ((await beginErasure(tx, erasure)) === 'known') await confirmAgain(tx, requestId, service)
  }),
  onlyFrom: [topicNames.people],
})

async function confirmAgain(tx: Tx, requestId: string, service: ServiceName): Promise<void> {
  const erasure = await readErasure(tx, requestId)
  const receipt = erasure?.receipts[service]
  if (erasure == null || receipt === undefined) return
  append(tx, privacy[service].erased, { requestId, profileId: erasure.personId, ...receipt })
}
