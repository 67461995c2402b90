import { Id, Key, listOf, type Route, route } from '@polyphon/service-kit'
import { toWorkView, WorkView, workCallerOf } from '@polyphon/service-kit/work'
import { Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { responsibilityFields } from '../../directory/http/responsibility.js'
import { openWork } from '../commands/open-work.js'
import { getWork } from '../queries/get-work.js'
import { listWork, workList } from '../queries/list-work.js'

const tag = 'work'

const Href = z
  .string()
  .max(2_000)
  .regex(/^(?:https?:\/\/[^\s/]+|\/)[^\s]*$/, 'must be a URL, or a path that begins with /')
  .describe('Leads to what there is to do: a URL, or a path of this service. To the work itself unless said')

const WorkBody = z.strictObject({
  kind: z.enum(['task', 'call_back']).default('task'),
  why: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .describe(
      'What is to be done and why, for whoever gets it. It is about a customer only where `profileId` says whom',
    ),
  dueAt: Timestamp.optional().describe('Until when; without it nothing waits, and it never becomes late'),
  profileId: Id.optional().describe('Whom it is about'),
  href: Href.optional(),
  owner: z
    .strictObject({ unit: Key.optional(), staffId: Id.optional() })
    .refine(({ unit, staffId }) => unit !== undefined || staffId !== undefined, 'must name a unit or staff')
    .optional()
    .describe('Whose it is; whoever is responsible for what it is `about` unless said'),
  about: z
    .strictObject(responsibilityFields)
    .default({})
    .describe('By what its owner is found, as `resolveOwner` does'),
})

export const workRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'openWork',
    method: 'post',
    path: '/v1/work',
    tag,
    access: { who: 'key', scope: 'profile:write', staff: 'people' },
    summary: 'Give somebody something to do',
    description:
      'Whoever is responsible for it gets it, with the way that led there in `because`. What is not done in time is overdue, and goes up: to whoever leads the unit, then the unit above it, and so on, each time that nobody takes it on.',
    body: WorkBody,
    responses: { 201: WorkView },
    example: {
      why: 'Call back about the parcel that is late',
      dueAt: '2026-12-01T15:00:00Z',
      about: { touchpoint: 'delivery', language: 'de' },
    },
    handle: async (tx, { body: { dueAt, ...wish } }) => ({
      status: 201,
      body: toWorkView(
        await openWork(tx, { ...wish, dueAt: dueAt ?? null }, deps.settings.PUBLIC_URL ?? deps.settings.BASE_PATH),
      ),
    }),
  }),
  route({
    operationId: 'listWork',
    method: 'get',
    path: '/v1/work',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'people', remit: 'unit' },
    summary: 'What there is to do, from all services, by due time',
    description:
      'What another service has opened is here within seconds of it; `service` says which one changes it. Staff see what is their own and that of the units they reach.',
    query: workList.query,
    responses: { 200: listOf(WorkView) },
    handle: async (tx, { query, ...request }) => ({
      status: 200,
      body: await listWork(tx, { query, caller: workCallerOf(request) }, toWorkView),
    }),
  }),
  route({
    operationId: 'getWork',
    method: 'get',
    path: '/v1/work/:workId',
    tag,
    access: { who: 'key', scope: 'profile:read', staff: 'people', remit: 'unit' },
    summary: 'Read one piece of work, of whichever service',
    params: z.object({ workId: Id }),
    responses: { 200: WorkView },
    handle: async (tx, { params: { workId }, ...request }) => ({
      status: 200,
      body: toWorkView(await getWork(tx, workId, workCallerOf(request))),
    }),
  }),
]
