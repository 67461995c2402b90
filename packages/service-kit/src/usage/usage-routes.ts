import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { readWorkspace, toWorkspace, WORKSPACE_COLUMNS, type WorkspaceRow } from '../auth/store.js'
import type { Workspace } from '../auth/workspace.js'
import type { Tx } from '../db/tx.js'
import { type Route, route } from '../http/route.js'
import { Id } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import { list } from '../lists/list.js'
import { by } from '../lists/position.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import { dayOf } from './day.js'
import type { UsageDeclaration } from './declaration.js'
import { MOST_DAYS, readUsedDays, readUsedToday, type UsedOfDay } from './read-usage.js'
import { USAGE_MONTHS } from './store.js'

const tag = 'usage'

const CalendarDay = z.iso.date()

const Query = z.strictObject({
  from: CalendarDay.optional().describe('The first day, `2026-11-01`; by default 30 days until `to`'),
  to: CalendarDay.optional().describe(`The last day; by default today. At most ${MOST_DAYS} days`),
})

/** A day as it is answered, of a counter with or without kinds. */
const dayView = (usage: UsageDeclaration) =>
  z.object({
    day: CalendarDay,
    count: z.int().describe(usage.means),
    ...(usage.by === undefined ? {} : { by: z.record(z.string(), z.int()).describe(`The same by ${usage.by}`) }),
  })

const toDayView = (usage: UsageDeclaration, { day, count, by: kinds }: UsedOfDay) => ({
  day,
  count,
  ...(usage.by === undefined ? {} : { by: { ...kinds } }),
})

function viewsOf(usage: UsageDeclaration) {
  const Usage = z
    .object({
      counts: z.literal(usage.counts),
      timeZone: z.string().describe('Whose days they are: that of the workspace, as it was on each day'),
      days: z.array(dayView(usage)).describe('Each day of the period, the oldest first'),
    })
    .meta({ id: 'Usage' })
  const UsageOfToday = dayView(usage)
    .extend({
      workspaceId: z.string(),
      key: z.string(),
      timeZone: z.string(),
      endsAt: Moment.describe('When the day ends there'),
    })
    .meta({ id: 'UsageOfToday' })
  return { Usage, UsageOfToday }
}

const usageList = list({
  name: 'usage of workspaces',
  sorts: { createdAt: [by.time('created_at'), by.id('workspace_id')] },
  sort: '-createdAt',
})

const DAYS = `A day is one of the workspace’s time zone, with 23 or 25 hours where the clocks are set. Counted with what it counts, in one transaction: once, whatever dies or is repeated. Kept for ${USAGE_MONTHS} months.`

/** How much of this service a workspace uses, for itself and for the operator. */
export function usageRoutes(service: ServiceName, usage: UsageDeclaration | undefined): readonly Route[] {
  return usage === undefined ? [] : [...dayRoutes(service, usage), listRoute(usage)]
}

function dayRoutes(service: ServiceName, usage: UsageDeclaration): readonly Route[] {
  const { Usage } = viewsOf(usage)
  const answer = async (tx: Tx, workspace: Workspace | null, period: z.output<typeof Query>) => ({
    status: 200 as const,
    body: {
      counts: usage.counts,
      timeZone: workspace?.timeZone ?? 'UTC',
      days: (await readUsedDays(tx, workspace, { counter: usage.counts, period })).map((day) => toDayView(usage, day)),
    },
  })
  return [
    route({
      operationId: 'getUsage',
      method: 'get',
      path: '/v1/usage',
      tag,
      access: { who: 'key', scope: `${service}:read`, staff: 'administration' },
      summary: `How many ${usage.counts} the workspace has used, day by day`,
      description: DAYS,
      query: Query,
      responses: { 200: Usage },
      handle: async (tx, { query }) => answer(tx, await readWorkspace(tx, tx.workspaceId), query),
    }),
    route({
      operationId: 'getWorkspaceUsage',
      method: 'get',
      path: '/v1/workspaces/:workspaceId/usage',
      tag,
      access: { who: 'admin' },
      summary: `How many ${usage.counts} a workspace has used, day by day`,
      description: DAYS,
      params: z.object({ workspaceId: Id }),
      query: Query,
      responses: { 200: Usage },
      handle: async (tx, { params, query }) => {
        const workspace = await readWorkspace(tx, params.workspaceId)
        if (workspace === null) throw new AppError('missing', 'workspace_unknown', 'There is no such workspace.')
        return answer(await tx.enter(workspace.id), workspace, query)
      },
    }),
  ]
}

function listRoute(usage: UsageDeclaration): Route {
  const { UsageOfToday } = viewsOf(usage)
  return route({
    operationId: 'listUsage',
    method: 'get',
    path: '/v1/usage/workspaces',
    tag,
    access: { who: 'admin' },
    summary: `How many ${usage.counts} each workspace has used today, the newest workspace first`,
    description: 'Today is that of each workspace, in its own time zone.',
    query: usageList.query,
    responses: { 200: listOf(UsageOfToday) },
    handle: async (tx, { query }) => ({
      status: 200,
      body: await usageList.page<WorkspaceRow, z.input<typeof UsageOfToday>>(tx, query, {
        columns: WORKSPACE_COLUMNS,
        from: 'workspace',
        where: '$1::text is not null',
        show: (_tx, rows) => readAllOfToday(tx, rows.map(toWorkspace), usage),
      }),
    }),
  })
}

// Sent one behind the other, each in its workspace, and waited for together.
async function readAllOfToday(tx: Tx, workspaces: readonly Workspace[], usage: UsageDeclaration) {
  const reads: Promise<UsedOfDay>[] = []
  for (const workspace of workspaces)
    reads.push(readUsedToday(await tx.enter(workspace.id), dayOf(tx.serverNow, workspace.timeZone).day, usage.counts))
  const used = await Promise.all(reads)
  return workspaces.flatMap((workspace, index) => {
    const day = used[index]
    return day === undefined ? [] : [toUsageOfToday(workspace, toDayView(usage, day), tx.serverNow)]
  })
}

const toUsageOfToday = ({ id, key, timeZone }: Workspace, day: ReturnType<typeof toDayView>, now: Date) => ({
  ...day,
  workspaceId: id,
  key,
  timeZone,
  endsAt: dayOf(now, timeZone).to.toISOString(),
})
