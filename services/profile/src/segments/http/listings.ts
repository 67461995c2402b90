import { Id, Key, type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import { listPerson } from '../steps/list-person.js'

const params = z.object({ key: Key, profileId: Id })
const common = {
  path: '/v1/segments/:key/members/:profileId',
  tag: 'segments',
  access: { who: 'key', scope: 'profile:write', staff: 'people' },
  params,
  responses: { 204: z.null() },
} as const

/** Who is put on the list of a segment by hand. */
export const listingRoutes: readonly Route[] = [
  route({
    ...common,
    operationId: 'putSegmentMember',
    method: 'put',
    summary: 'Put a person on the list of a segment',
    description:
      'Of a segment whose condition looks at its list (`{ "listed": "<key>" }`), else 409 `segment_not_listed`. They enter at once where they fulfil the rest of it and allow its purpose. Again changes nothing.',
    handle: async (tx, { id, params: { key: segment, profileId } }) => {
      await listPerson(tx, { segment, profileId, isListed: true, because: `list:${id}` })
      return { status: 204, body: null }
    },
  }),
  route({
    ...common,
    operationId: 'removeSegmentMember',
    method: 'delete',
    summary: 'Take a person from the list of a segment',
    description: 'They leave at once. Whoever is not on the list stays as they are.',
    handle: async (tx, { id, params: { key: segment, profileId } }) => {
      await listPerson(tx, { segment, profileId, isListed: false, because: `list:${id}` })
      return { status: 204, body: null }
    },
  }),
]
