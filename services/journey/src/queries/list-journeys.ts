import { decodeCursor, type Tx, toPage } from '@polyphon/service-kit'
import { z } from 'zod'
import { listJourneyVersions, type StoredJourney } from '../store/journeys.js'

export interface JourneyPage {
  items: StoredJourney[]
  nextCursor: string | null
}

/** Journeys by key, each in its newest version. */
export async function listJourneys(
  tx: Tx,
  asked: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<JourneyPage> {
  const position = decodeCursor(asked.cursor, z.tuple([z.string().max(63)]))
  const rows = await listJourneyVersions(tx, { after: position?.[0] ?? null, limit: asked.limit + 1 })
  return toPage(rows, asked.limit, { item: (row) => row, position: (row) => [row.key] })
}
