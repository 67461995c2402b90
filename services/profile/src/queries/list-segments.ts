import { decodeCursor, type Tx, toPage } from '@polyphon/service-kit'
import { z } from 'zod'
import { readSegmentPage } from '../store/segments.js'
import { type SegmentView, withStatus } from './get-segment.js'

const Position = z.tuple([z.string()])

/** The newest version of every segment, by key. */
export async function listSegments(
  tx: Tx,
  question: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: SegmentView[]; nextCursor: string | null }> {
  const [after] = decodeCursor(question.cursor, Position) ?? ['']
  const segments = await readSegmentPage(tx, { after, limit: question.limit + 1 })
  return toPage(await withStatus(tx, segments), question.limit, {
    item: (segment) => segment,
    position: ({ key }) => [key],
  })
}
