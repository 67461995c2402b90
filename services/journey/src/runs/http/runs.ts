import { Id, Key, type Route, route } from '@polyphon/service-kit'
import { briefListOf } from '@polyphon/service-kit/lists'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import type { Run, TraceLine } from '../../kinds/domain/run.js'
import { cancelRun } from '../commands/cancel-run.js'
import { startRun } from '../commands/start-run.js'
import { getRun } from '../queries/get-run.js'
import { listRuns, runList, Status } from '../queries/list-runs.js'

const RunView = z
  .object({
    id: z.uuid(),
    journey: Key,
    version: z.int(),
    profileId: z.uuid(),
    status: Status,
    outcome: z.string().nullable().describe('How it ended'),
    trigger: z.object({
      type: z.enum(['event', 'segment', 'api']),
      event: z.string().optional(),
      kind: z.string().optional().describe('`page` or `screen`; without it, the event was tracked'),
      messageId: z.string().optional(),
      segment: z.string().optional(),
    }),
    data: z.record(z.string(), z.unknown()),
    step: z.string().nullable().describe('Where it is, or was at the end'),
    visit: z.int(),
    startedAt: Moment,
    endedAt: Moment.nullable(),
    wakeAt: Moment.nullable().describe('When it goes on if nothing happens before'),
    goalReachedAt: Moment.nullable(),
  })
  .meta({ id: 'Run' })

const TraceView = z.object({
  at: Moment,
  step: z.string().nullable(),
  visit: z.int().nullable(),
  what: z.string(),
  because: z.string(),
  orderId: z.string().optional(),
})
const TracedRun = RunView.extend({ trace: z.array(TraceView) }).meta({ id: 'TracedRun' })

const Refusal = z.object({ at: Moment, code: z.string(), because: z.string() })
const tag = 'Runs'
const RunList = briefListOf(RunView, ['data']).extend({ refusal: Refusal.nullable() }).meta({ id: 'RunList' })

const READ = { who: 'key', scope: 'journey:read', staff: 'people' } as const
const WRITE = { who: 'key', scope: 'journey:write', staff: 'people' } as const
const ofJourney = z.strictObject({ key: Key })
const ofRun = z.strictObject({ runId: Id })

const writeRoutes = (deps: JourneyDeps): readonly Route[] => [
  route({
    operationId: 'startRun',
    method: 'post',
    path: '/v1/journeys/:key/runs',
    summary: 'Start a run for a person',
    description:
      'Answers at once. Of a person who is not known here yet the run waits until they are; if nobody comes it ends as `profile_not_seen`. Entry conditions, hold-out and re-entry count here too: who may not enter gets a run that ends as `not_entered`, and its trace says why.',
    tag,
    access: WRITE,
    params: ofJourney,
    body: z.strictObject({
      profileId: Id,
      data: z.record(z.string().max(200), z.unknown()).default({}).describe('For the steps, under `run.data`'),
    }),
    responses: { 202: RunView },
    example: { profileId: '01942d3a-7c00-7000-8000-00000000a11a', data: { orderNumber: '50314' } },
    handle: async (tx, { params: { key }, body: { profileId, data } }) => {
      const run = await startRun(tx, { key, profileId, data }, deps.tools.library)
      return { status: 202, body: toRunView(run) }
    },
  }),
  route({
    operationId: 'cancelRun',
    method: 'post',
    path: '/v1/runs/:runId/cancel',
    summary: 'End a run as canceled',
    tag,
    access: WRITE,
    params: ofRun,
    responses: { 200: RunView },
    handle: async (tx, { params: { runId } }) => {
      const run = await cancelRun(tx, runId, deps.tools.library)
      return { status: 200, body: toRunView(run) }
    },
  }),
]

const readRoutes = (): readonly Route[] => [
  route({
    operationId: 'listRuns',
    method: 'get',
    path: '/v1/journeys/:key/runs',
    summary: 'List the runs of a journey',
    description: 'Newest first. With `profileId`, `refusal` says why that person was last not let in.',
    tag,
    access: READ,
    params: ofJourney,
    query: runList.query,
    responses: { 200: RunList },
    handle: async (tx, { params: { key }, query }) => {
      const { refusal, ...body } = await listRuns(tx, query, { journey: key, show: toRunView })
      const why = refusal === null ? null : { ...refusal, at: refusal.at.toISOString() }
      return { status: 200, body: { ...body, refusal: why } }
    },
  }),
  route({
    operationId: 'getRun',
    method: 'get',
    path: '/v1/runs/:runId',
    summary: 'Read a run with its trace',
    tag,
    access: READ,
    params: ofRun,
    responses: { 200: TracedRun },
    handle: async (tx, { params: { runId } }) => {
      const { run, trace } = await getRun(tx, runId)
      return { status: 200, body: { ...toRunView(run), trace: trace.map(toTraceView) } }
    },
  }),
]

export const runRoutes = (deps: JourneyDeps): readonly Route[] => [...writeRoutes(deps), ...readRoutes()]

const text = (moment: Date | null): string | null => moment?.toISOString() ?? null

function toRunView(run: Run): z.input<typeof RunView> {
  const { runId: id, journey, version, profileId, status, outcome, trigger, step, visit } = run
  return {
    id,
    journey,
    version,
    profileId,
    status,
    outcome,
    trigger,
    step,
    visit,
    data: run.memory.data,
    startedAt: run.startedAt.toISOString(),
    endedAt: text(run.endedAt),
    wakeAt: text(run.wakeAt),
    goalReachedAt: text(run.goalReachedAt),
  }
}

const toTraceView = (line: TraceLine): z.input<typeof TraceView> => ({ ...line, at: line.at.toISOString() })
