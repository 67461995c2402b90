import { readPage, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { z } from 'zod'
import { journeyUnknown } from '../../definitions/steps/journey-unknown.js'
import { readJourneyVersion } from '../../definitions/store/journeys.js'
import type { Run } from '../../kinds/domain/run.js'
import { readRefusal } from '../store/entries.js'
import { listRunRows } from '../store/run-pages.js'

export interface ListRunsInput {
  readonly journey: string
  readonly profileId?: string | undefined
  readonly status?: Run['status'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface RunPage {
  readonly items: Run[]
  readonly nextCursor: string | null
  /** Why the person of the filter was last not let in. */
  readonly refusal: Awaited<ReturnType<typeof readRefusal>>
}

/** Runs of a journey, newest first. */
export async function listRuns(tx: Tx, input: ListRunsInput): Promise<RunPage> {
  const { journey, status = null } = input
  if ((await readJourneyVersion(tx, journey)) === null) throw journeyUnknown()
  const profileId = input.profileId === undefined ? null : await followAlias(tx, input.profileId)
  const runs = await readPage(input, {
    position: z.tuple([z.uuid()]),
    read: (behind, limit) => listRunRows(tx, { journey, profileId, status, before: behind?.[0] ?? null, limit }),
    item: (run) => run,
    positionOf: (run) => [run.runId],
  })
  const refusal = profileId === null ? null : await readRefusal(tx, { journey, profileId })
  return { ...runs, refusal }
}
