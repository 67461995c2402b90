import { type Route, route } from '@polyphon/service-kit'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { LONGEST_ORDER_ID } from '../../tracking/domain/call-fields.js'
import { deleteEvent } from '../commands/delete-event.js'

/** Single events of what happened. */
export const deletedEventRoutes = (_deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'deleteEvent',
    method: 'delete',
    path: '/v1/events/:messageId',
    summary: 'Take one event out of the history of whose it is, for good',
    description:
      'It is in no timeline any more, and no condition and no computed trait counts it; traits that it has taught are what all else says. Its `messageId` stays known, so that it does not come back when it is sent again. Identifiers that it has linked stay (`removeIdentifier`), as do consents that came with it and what journeys and messages have done because of it. Who reads the log finds it there until the log forgets.',
    tag: 'collect',
    access: { who: 'key', scope: 'profile:write', staff: 'oversight' },
    params: z.object({ messageId: z.string().min(1).max(LONGEST_ORDER_ID) }),
    problems: [404],
    responses: { 204: z.null() },
    handle: async (tx, { id, params: { messageId } }) => {
      await deleteEvent(tx, { messageId, because: id })
      return { status: 204, body: null }
    },
  }),
]
