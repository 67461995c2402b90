import type { Tx } from '@polyphon/service-kit'
import type { PublishedJourney } from '../domain/definition.js'
import { type Interest, interestOf } from '../domain/interest.js'
import { readJourney } from '../domain/read-journey.js'
import { readJourneyVersion } from './journeys.js'

/** A published version, read and taken apart. */
export interface ReadVersion {
  readonly published: PublishedJourney
  readonly interest: Interest
  readonly publishedAt: Date
}

/** Published versions by key and number. They never change, so each is read once in a process. */
export interface Library {
  version(tx: Tx, key: string, version: number): Promise<ReadVersion>
}

const MOST = 1000

export function openLibrary(): Library {
  const read = new Map<string, ReadVersion>()
  return {
    version: async (tx, key, version) => {
      const name = `${tx.workspaceId} ${key} ${version}`
      const known = read.get(name)
      if (known !== undefined) return known
      const stored = await readJourneyVersion(tx, key, version)
      if (stored === null) throw new Error(`The journey ${key} has no version ${version}.`)
      const { journey } = readJourney(JSON.parse(stored.definition))
      const { publishedAt } = stored
      const found = { published: { key, version, journey }, interest: interestOf(journey), publishedAt }
      if (read.size >= MOST) read.clear()
      read.set(name, found)
      return found
    },
  }
}
