import { Channel, listOf, type Route, route } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { putSuppression } from '../commands/put-suppression.js'
import { removeSuppression } from '../commands/remove-suppression.js'
import { listSuppressions, suppressionList } from '../queries/list-suppressions.js'

const AddressFields = { channel: Channel, address: z.string().min(1).max(320) }
export const SuppressionBody = z.strictObject({ ...AddressFields, reason: z.string().min(1).max(200) })
const SuppressionView = z
  .object({
    channel: z.string(),
    address: z.string(),
    reason: z.string(),
    suppressedAt: Moment,
  })
  .meta({ id: 'Suppression' })

const toSuppressionView = (suppression: {
  readonly channel: string
  readonly address: string
  readonly reason: string
  readonly suppressedAt: Date
}): z.input<typeof SuppressionView> => ({ ...suppression, suppressedAt: suppression.suppressedAt.toISOString() })

const tag = 'suppressions'

export const suppressionRoutes = (): readonly Route[] => [
  route({
    operationId: 'putSuppression',
    method: 'put',
    path: '/v1/suppressions',
    summary: 'Stop everything to an address; it binds every send after the answer',
    tag,
    access: { who: 'key', scope: 'messaging:write', staff: 'people' },
    body: SuppressionBody,
    responses: { 200: SuppressionView, 201: SuppressionView },
    example: { channel: 'email', address: 'aenne.weiss@example.org', reason: 'asked by phone' },
    handle: async (tx, { body }) => {
      const { isNew, suppression } = await putSuppression(tx, body)
      const answer = toSuppressionView(suppression)
      return isNew ? { status: 201, body: answer } : { status: 200, body: answer }
    },
  }),
  route({
    operationId: 'listSuppressions',
    method: 'get',
    path: '/v1/suppressions',
    summary: 'List suppressed addresses, by channel and address',
    tag,
    access: { who: 'key', scope: 'messaging:read', staff: 'oversight' },
    query: suppressionList.query,
    responses: { 200: listOf(SuppressionView) },
    handle: async (tx, { query }) => ({ status: 200, body: await listSuppressions(tx, query, toSuppressionView) }),
  }),
  route({
    operationId: 'removeSuppression',
    method: 'delete',
    path: '/v1/suppressions',
    summary: 'Let an address be written to again',
    tag,
    access: { who: 'key', scope: 'messaging:write', staff: 'oversight' },
    query: z.object(AddressFields),
    responses: { 204: z.null() },
    handle: async (tx, { query }) => {
      await removeSuppression(tx, query)
      return { status: 204, body: null }
    },
  }),
]
