import { AppError, followAlias, readPage, type Tx } from '@polyphon/service-kit'
import { z } from 'zod'
import type { Run } from '../domain/run.js'
import { readRefusal } from '../store/entries.js'
import { readJourneyVersion } from '../store/journeys.js'
import { listRunRows } from '../store/run-pages.js'

export interface RunsAsked {
  readonly journey: string
  readonly profileId?: string | undefined
  readonly status?: Run['status'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface RunPage {
  readonly items: Run[]
  readonly nextCursor: string | null
  /** Why the person asked for was last not let in. */
  readonly refusal: Awaited<ReturnType<typeof readRefusal>>
}

/** Runs of a journey, newest first. */
export async function listRuns(tx: Tx, asked: RunsAsked): Promise<RunPage> {
  const { journey, status = null } = asked
  if ((await readJourneyVersion(tx, journey)) === null)
    throw new AppError('missing', 'journey_unknown', 'There is no such journey.')
  const profileId = asked.profileId === undefined ? null : await followAlias(tx, asked.profileId)
  const runs = await readPage(asked, {
    position: z.tuple([z.uuid()]),
    read: (behind, limit) => listRunRows(tx, { journey, profileId, status, before: behind?.[0] ?? null, limit }),
    item: (run) => run,
    positionOf: (run) => [run.runId],
  })
  const refusal = profileId === null ? null : await readRefusal(tx, { journey, profileId })
  return { ...runs, refusal }
}
