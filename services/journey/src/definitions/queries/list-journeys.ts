import { readPage, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import { listJourneyVersions, type StoredJourney } from '../store/journeys.js'

export interface JourneyPage {
  items: StoredJourney[]
  nextCursor: string | null
}

/** Journeys by key, each in its newest version. */
export async function listJourneys(
  tx: Tx,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<JourneyPage> {
  return readPage(page, {
    position: z.tuple([z.string().max(63)]),
    read: (behind, limit) => listJourneyVersions(tx, { after: behind?.[0] ?? null, limit }),
    item: (row) => row,
    positionOf: (row) => [row.key],
  })
}
