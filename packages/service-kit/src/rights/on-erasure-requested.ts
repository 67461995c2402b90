import { erasureRequested, topicNames } from '@polyphon/contracts'
import { type Handler, on } from '../events/handler.js'
import { beginErasure } from './begin-erasure.js'

/** Has whoever is to be forgotten erased from this service, behind the last snapshot of them. */
export const onErasureRequested = (): Handler => ({
  ...on(erasureRequested, { naturalKey: '(workspace, request)' }, async (tx, { data, time }) => {
    const { requestId, profileId: personId, absorbedIds: ids, mode } = data
    await beginErasure(tx, { requestId, personId, ids, mode, reason: null, requestedAt: time, sealed: null })
  }),
  onlyFrom: [topicNames.people],
})
