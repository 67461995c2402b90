import type { Tx } from '@polyphon/service-kit'
import { journeyUnknown } from '../steps/journey-unknown.js'
import { readJourneyVersion, type StoredJourney } from '../store/journeys.js'

/** Reads a journey, the newest version unless another is asked for. */
export async function getJourney(tx: Tx, key: string, version?: number): Promise<StoredJourney> {
  const found = await readJourneyVersion(tx, key, version)
  if (found === null) throw journeyUnknown()
  return found
}

export type { StoredJourney } from '../store/journeys.js'
