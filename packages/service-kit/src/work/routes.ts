import { WORK_STATES } from '@polyphon/contracts'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { staffBehind } from '../auth/author.js'
import type { Access } from '../http/access.js'
import { type Request, type Route, route } from '../http/route.js'
import { Id, Key } from '../http/values.js'
import type { ServiceName } from '../values/service-name.js'
import { acknowledgeWork, completeWork, reassignWork, type WorkCaller } from './change-work.js'
import { toWorkData, type Work } from './work.js'

const OwnerView = z.object({
  unit: z.string(),
  staffId: z.string().optional().describe('Absent where it is the unit’s, and nobody’s of it yet'),
  because: z.string().describe('Which responsibility, deputy or default led there'),
})

export const WorkView = z
  .object({
    workId: z.string(),
    version: z.int(),
    kind: z.string(),
    service: z.string().describe('Who opened it and answers `acknowledgeWork`, `completeWork` and `reassignWork`'),
    owner: OwnerView,
    state: z.enum(WORK_STATES),
    openedAt: Moment,
    dueAt: Moment.nullable().describe('Null where nothing waits for it'),
    acknowledgedAt: Moment.optional().describe('When somebody first took it on'),
    overdueAt: Moment.optional().describe('When it was found to be late'),
    doneAt: Moment.optional(),
    canceledAt: Moment.optional(),
    profileId: z.string().nullable(),
    why: z.string(),
    href: z.string().describe('Leads to what there is to do, at its service'),
    handOvers: z.int().describe('How often it has had another owner'),
    formerOwners: z.array(OwnerView.extend({ until: Moment })).describe('The latest last, at most 50'),
  })
  .meta({ id: 'Work' })

export const toWorkView = (work: Work): z.input<typeof WorkView> => {
  const { profileId = null, formerOwners, ...data } = toWorkData(work)
  return { ...data, profileId, formerOwners: [...formerOwners] }
}

/** Who calls, as far as work asks. */
export const workCallerOf = ({
  caller,
  remit,
}: Pick<Request<unknown, unknown, unknown>, 'caller' | 'remit'>): WorkCaller => ({
  staff: staffBehind(caller),
  unit: staffBehind(caller)?.unit ?? (caller.kind === 'secret' ? caller.unit : null),
  remit,
})

const tag = 'work'
const params = z.object({ workId: Id })
const responses = { 200: WorkView }
const ENDED =
  'Only the service that opened it answers this (409 `work_elsewhere` elsewhere). 409 `work_ended` once it is done or canceled.'

/** What becomes of the work that a service owns. */
export function workRoutes(service: ServiceName): readonly Route[] {
  const access: Access = { who: 'key', scope: `${service}:write`, staff: 'people', remit: 'unit' }
  return [
    route({
      operationId: 'acknowledgeWork',
      method: 'post',
      path: '/v1/work/:workId/acknowledge',
      tag,
      access,
      summary: 'Take work on',
      description: `Of what is a unit’s and nobody’s of it yet, whoever takes it on is the owner. ${ENDED}`,
      problems: [409],
      params,
      responses,
      handle: async (tx, { params: { workId }, ...request }) => ({
        status: 200,
        body: toWorkView(await acknowledgeWork(tx, { service, workId, caller: workCallerOf(request) })),
      }),
    }),
    route({
      operationId: 'completeWork',
      method: 'post',
      path: '/v1/work/:workId/complete',
      tag,
      access,
      summary: 'Say that work is done',
      description: `It may be done without having been taken on. ${ENDED}`,
      problems: [409],
      params,
      responses,
      handle: async (tx, { params: { workId }, ...request }) => ({
        status: 200,
        body: toWorkView(await completeWork(tx, { service, workId, caller: workCallerOf(request) })),
      }),
    }),
    route({
      operationId: 'reassignWork',
      method: 'post',
      path: '/v1/work/:workId/reassign',
      tag,
      access,
      summary: 'Hand work to another unit, or to somebody',
      description: `Of a unit somebody who works in it gets it; whoever is absent is stood in for. They have to take it on themselves, and its due time stays. ${ENDED}`,
      problems: [409],
      params,
      body: z
        .strictObject({ unit: Key.optional(), staffId: Id.optional() })
        .refine(({ unit, staffId }) => unit !== undefined || staffId !== undefined, 'must name a unit or staff'),
      responses,
      example: { unit: 'service' },
      handle: async (tx, { params: { workId }, body: named, ...request }) => ({
        status: 200,
        body: toWorkView(await reassignWork(tx, { service, workId, named, caller: workCallerOf(request) })),
      }),
    }),
  ]
}
