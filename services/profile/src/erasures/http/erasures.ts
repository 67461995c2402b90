import { Id, listOf, type Route, route } from '@polyphon/service-kit'
import { JobView, receiptOf, toJobOfServices } from '@polyphon/service-kit/jobs'
import type { StoredErasure } from '@polyphon/service-kit/rights'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { Identifier } from '../../people/http/identifier.js'
import { requireFresh, selfOf } from '../../people/steps/fresh-person.js'
import { requestErasure } from '../commands/request-erasure.js'
import { getErasure } from '../queries/get-erasure.js'
import { erasureList, listErasures } from '../queries/list-erasures.js'
import { access, tag } from './shared.js'

const Receipt = receiptOf('person').meta({ id: 'ErasureReceipt' })

const Mode = z.enum(['erase', 'anonymise'])

const Erasure = JobView.omit({ counts: true, error: true })
  .extend({
    profileId: z.string().describe('The id that the person had; it leads nowhere any more'),
    mode: Mode,
    reason: z.string().optional().describe('As it was given'),
    receipts: z
      .array(Receipt)
      .describe('Of the services that have erased the person; of all five once it has succeeded'),
  })
  .meta({ id: 'Erasure' })

const toErasureView = ({ requestId, personId, mode, reason, requestedAt, receipts }: StoredErasure) => ({
  jobId: requestId,
  kind: 'erasure',
  startedAt: requestedAt.toISOString(),
  profileId: personId,
  mode,
  ...(reason === null ? {} : { reason }),
  ...toJobOfServices(receipts),
})

const Body = z.strictObject({
  profileId: Id.optional(),
  identifier: Identifier.optional().describe('One of theirs, in any spelling'),
  mode: Mode.default('erase').describe(
    '`erase`: everything goes, facts too. `anonymise`: what happened stays without the person, so that counts stay',
  ),
  reason: z.string().trim().min(1).max(500).describe('Why, such as the request at hand; it stays, and may name nobody'),
})

/** The right to be forgotten. */
export const erasureRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'requestErasure',
    method: 'post',
    path: '/v1/privacy/erasures',
    tag,
    access: { ...access('write'), publishable: 'with_person' },
    summary: 'Have a person forgotten by all services, for good',
    description:
      'A job over all services. From the answer on nobody is known by the id and the identifiers of the person; within seconds each service removes the rest and confirms it. What comes later and is of before is refused, as are events of a publishable key that name the person while the log may still hold something (`logUntil`); a secret key or the token of a person makes a new person. Asked again of the same id, it answers how far that is (`getErasure`). With a person token that was issued within the last 15 minutes (403 `person_not_verified` otherwise) it is about this person, whom the body need not name.',
    idempotencyKey: 'required',
    takesErased: true,
    body: Body,
    problems: [404, 409, 422],
    responses: { 202: Erasure },
    example: {
      profileId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01',
      mode: 'erase',
      reason: 'Request of 30 November, art. 17 (1) b GDPR',
    },
    handle: async (tx, { body: { mode, reason, ...who }, caller }) => {
      requireFresh(caller, tx.serverNow)
      const erasure = await requestErasure(tx, { who, self: selfOf(caller), mode, reason }, deps)
      return { status: 202, body: toErasureView(erasure) }
    },
  }),
  route({
    operationId: 'listErasures',
    method: 'get',
    path: '/v1/privacy/erasures',
    tag,
    access: access('read'),
    summary: 'Who was forgotten, the newest first',
    description: 'What stays of each is an id that leads nowhere, and how many rows went.',
    query: erasureList.query,
    responses: { 200: listOf(Erasure) },
    handle: async (tx, { query }) => ({ status: 200, body: await listErasures(tx, query, toErasureView) }),
  }),
  route({
    operationId: 'getErasure',
    method: 'get',
    path: '/v1/privacy/erasures/:requestId',
    tag,
    access: access('read'),
    summary: 'How far an erasure has come, with the receipts of the services',
    params: z.object({ requestId: Id }),
    responses: { 200: Erasure },
    handle: async (tx, { params: { requestId } }) => ({
      status: 200,
      body: toErasureView(await getErasure(tx, requestId)),
    }),
  }),
]
