import { Id, type Tx } from '@polyphon/service-kit'
import { followAlias } from '@polyphon/service-kit/copies'
import { by, is, type ListQuery, list, type Page, where } from '@polyphon/service-kit/lists'
import { z } from 'zod'
import { journeyUnknown } from '../../definitions/steps/journey-unknown.js'
import { readJourneyVersion } from '../../definitions/store/journeys.js'
import type { Run } from '../../kinds/domain/run.js'
import { readRefusal } from '../store/entries.js'
import { RUN_COLUMNS, type RunRow, toRun } from '../store/run-row.js'

export const Status = z
  .enum(['parked', 'running', 'ended'])
  .describe('`parked`: waits until this service knows the person')

/** The runs of a journey. */
export const runList = list({
  name: 'runs',
  filters: {
    profileId: where(Id, (value) => `profile_id = ${value}::uuid`, followAlias),
    status: is('status', Status),
    state: is('status', Status.describe('The same as `status`')),
    outcome: is('outcome', z.string().min(1).max(200).describe('How it ended')),
    version: is('version', z.coerce.number().int().min(1).max(2_000_000_000).describe('Of this version')),
  },
  period: { column: 'started_at', means: 'Started' },
  sorts: { startedAt: [by.time('started_at'), by.id('run_id')] },
  sort: '-startedAt',
  bulk: ['data'],
})

export interface RunPage<Item> extends Page<Item> {
  /** Why the person of the filter was last not let in. */
  readonly refusal: Awaited<ReturnType<typeof readRefusal>>
}

/** Runs of a journey, newest first unless asked otherwise. */
export async function listRuns<Item extends object>(
  tx: Tx,
  query: ListQuery & { readonly profileId?: string | undefined },
  { journey, show }: { readonly journey: string; readonly show: (run: Run) => Item },
): Promise<RunPage<Item>> {
  if ((await readJourneyVersion(tx, journey)) === null) throw journeyUnknown()
  const page = await runList.page<RunRow, Item>(tx, query, {
    columns: RUN_COLUMNS,
    from: 'run',
    within: { journey },
    show: (_tx, rows) => rows.map((row) => show(toRun(row))),
  })
  const profileId = query.profileId === undefined ? null : await followAlias(tx, query.profileId)
  const refusal = profileId === null ? null : await readRefusal(tx, { journey, profileId })
  return { ...page, refusal }
}
