import { readPage, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import { readSegmentPage } from '../store/segments.js'
import { type SegmentView, withStatus } from './get-segment.js'

const Position = z.tuple([z.string()])

/** The newest version of every segment, by key. */
export async function listSegments(
  tx: Tx,
  question: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: SegmentView[]; nextCursor: string | null }> {
  return readPage(question, {
    position: Position,
    read: async (behind, limit) => withStatus(tx, await readSegmentPage(tx, { after: behind?.[0] ?? '', limit })),
    item: (segment) => segment,
    positionOf: ({ key }) => [key],
  })
}
