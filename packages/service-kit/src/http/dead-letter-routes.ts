import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { Caller } from '../auth/caller.js'
import type { DeadLetter } from '../events/dead-letter-store.js'
import type { DeadLetters } from '../events/dead-letters.js'
import { deadLetterList, listDeadLetters } from '../events/list-dead-letters.js'
import { listOf } from '../lists/answer.js'
import type { ServiceName } from '../values/service-name.js'
import type { Access } from './access.js'
import type { Deps } from './deps.js'
import { type Route, route } from './route.js'
import { Id } from './values.js'

const DeadLetterView = z
  .object({
    id: z.string(),
    consumerGroup: z.string(),
    topic: z.string(),
    partition: z.int(),
    offset: z.string(),
    eventId: z.string().nullable(),
    eventType: z.string().nullable(),
    errorClass: z.string(),
    errorCode: z.string(),
    reason: z.string(),
    attempts: z.int(),
    firstSeenAt: Moment,
    lastTriedAt: Moment,
  })
  .meta({ id: 'DeadLetter' })
const WholeDeadLetter = DeadLetterView.extend({
  headers: z.record(z.string(), z.string()),
  payload: z.string().nullable(),
}).meta({ id: 'WholeDeadLetter' })
const Redriven = z.object({ id: z.string() }).meta({ id: 'RedrivenDeadLetter' })
const params = z.object({ id: Id })

// The operator sees the dead letters of all workspaces and those that belong to none; a key sees its own workspace's.
const scopeOf = (caller: Caller): string | null => ('workspaceId' in caller ? caller.workspaceId : null)

/** What could not be processed, and what to do about it. */
export function deadLetterRoutes(service: ServiceName, deps: Deps, letters: () => DeadLetters): readonly Route[] {
  const access = (right: 'read' | 'write'): Access => ({
    who: 'key',
    scope: `${service}:${right}`,
    staff: 'administration',
    admin: true,
  })
  return [...readRoutes(access('read'), letters), ...actRoutes(access('write'), deps, letters)]
}

const tag = 'dead letters'

function readRoutes(access: Access, letters: () => DeadLetters): readonly Route[] {
  return [
    route({
      operationId: 'listDeadLetters',
      method: 'get',
      path: '/v1/dead-letters',
      tag,
      access,
      showsPeople: true,
      summary: 'What could not be processed, oldest first',
      query: deadLetterList.query,
      responses: { 200: listOf(DeadLetterView) },
      handle: async (tx, { caller, query }) => ({
        status: 200,
        body: await listDeadLetters(tx, query, { scope: scopeOf(caller), show: toDeadLetterView }),
      }),
    }),
    route({
      operationId: 'getDeadLetter',
      method: 'get',
      path: '/v1/dead-letters/:id',
      tag,
      access,
      showsPeople: true,
      summary: 'One dead letter with its headers and payload',
      params,
      responses: { 200: WholeDeadLetter },
      handle: async (tx, { caller, params: { id } }) => {
        const letter = await letters().get(tx, scopeOf(caller), id)
        return {
          status: 200,
          body: { ...toDeadLetterView(letter), headers: { ...letter.headers }, payload: letter.payload },
        }
      },
    }),
  ]
}

function actRoutes(access: Access, deps: Deps, letters: () => DeadLetters): readonly Route[] {
  return [
    route({
      operationId: 'redriveDeadLetter',
      method: 'post',
      path: '/v1/dead-letters/:id/redrive',
      tag,
      access,
      summary: 'Process it again, with its original id: what was applied before is not applied twice',
      idempotencyKey: 'required',
      params,
      responses: { 200: Redriven },
      handleOutside: async ({ caller, params: { id }, audit }) => {
        await letters().redrive(scopeOf(caller), id, audit)
        deps.logger.info({ event: 'dead_letter.redrive_ordered', id }, 'dead letter redriven by call')
        return { status: 200, body: { id } }
      },
    }),
    route({
      operationId: 'discardDeadLetter',
      method: 'delete',
      path: '/v1/dead-letters/:id',
      tag,
      access,
      summary: 'Give it up for good',
      params,
      query: z.strictObject({ reason: z.string().min(1).max(500).default('discarded by call') }),
      responses: { 204: z.null() },
      handle: async (tx, { caller, params: { id }, query: { reason } }) => {
        await letters().discard(tx, scopeOf(caller), { id, reason })
        return { status: 204, body: null }
      },
    }),
  ]
}

function toDeadLetterView(letter: DeadLetter): z.input<typeof DeadLetterView> {
  return {
    ...letter,
    firstSeenAt: letter.firstSeenAt.toISOString(),
    lastTriedAt: letter.lastTriedAt.toISOString(),
  }
}
