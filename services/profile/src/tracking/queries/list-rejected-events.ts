import { readPage, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import { type RejectionFilter, readRejectionPage, type StoredRejection } from '../store/rejections.js'

const Position = z.tuple([z.iso.datetime(), z.uuid()])

/** Events that were refused, newest first: why, never what they said. */
export function listRejectedEvents(
  tx: Tx,
  question: RejectionFilter & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: StoredRejection[]; nextCursor: string | null }> {
  return readPage(question, {
    position: Position,
    read: (behind, limit) => readRejectionPage(tx, question, { behind, limit }),
    item: (rejection) => rejection,
    positionOf: ({ receivedAt, rejectionId }) => [receivedAt.toISOString(), rejectionId],
  })
}
