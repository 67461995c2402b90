import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { workspaceOf } from '../auth/caller.js'
import type { Access } from '../http/access.js'
import type { Deps } from '../http/deps.js'
import { etagOf } from '../http/if-match.js'
import { type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { listOf } from '../lists/answer.js'
import { streamedBy } from '../recent/streamed-types.js'
import type { Keyring } from '../secrets/keyring.js'
import { AppError } from '../values/errors.js'
import type { ServiceName } from '../values/service-name.js'
import { checkWish } from './check-wish.js'
import { deleteWebhook, MOST_COMPARISONS, MOST_WEBHOOKS, putWebhook, requireWebhook, rotateSecret } from './commands.js'
import { deliveryRoutes } from './delivery-routes.js'
import { testWebhook } from './test-webhook.js'
import { RotatedSecret, TestedView, toWebhookView, WebhookBody, WebhookView, WebhookWithSecret } from './views.js'
import { listWebhooks, webhookQuery } from './webhook-store.js'

const tag = 'webhooks'
const params = z.object({ key: Key })

/** Webhooks of a workspace: what this service publishes, posted to an endpoint of the customer. */
export function webhookRoutes(service: ServiceName, deps: Deps): readonly Route[] {
  const access = (right: 'read' | 'write'): Access => ({
    who: 'key',
    scope: `${service}:${right}`,
    staff: 'administration',
  })
  return [
    putRoute(service, deps, access('write')),
    route({
      operationId: 'listWebhooks',
      method: 'get',
      path: '/v1/webhooks',
      tag,
      access: access('read'),
      summary: 'List webhooks, by key',
      query: webhookQuery,
      responses: { 200: listOf(WebhookView) },
      handle: async (tx, { query }) => ({
        status: 200,
        body: await listWebhooks(tx, query, (webhook) => toWebhookView(webhook, tx.serverNow)),
      }),
    }),
    route({
      operationId: 'getWebhook',
      method: 'get',
      path: '/v1/webhooks/:key',
      tag,
      access: access('read'),
      summary: 'One webhook, and how its endpoint does',
      params,
      etag: true,
      responses: { 200: WebhookView },
      handle: async (tx, { params: { key } }) => {
        const webhook = await requireWebhook(tx, key)
        return { status: 200, body: toWebhookView(webhook, tx.serverNow), headers: { etag: etagOf(webhook.version) } }
      },
    }),
    deleteRoute(deps, access('write')),
    testRoute(deps, access('write')),
    route({
      operationId: 'rotateWebhookSecret',
      method: 'post',
      path: '/v1/webhooks/:key/rotate-secret',
      tag,
      access: access('write'),
      summary: 'Make another secret; for 24 hours what is sent is signed with both',
      params,
      secretAnswer: true,
      responses: { 200: RotatedSecret },
      handle: async (tx, { params: { key } }) => {
        const { secret, formerSecretUntil } = await rotateSecret(tx, key, keyringOf(deps))
        return { status: 200, body: { secret, formerSecretUntil: formerSecretUntil.toISOString() } }
      },
    }),
    ...deliveryRoutes(access),
  ]
}

function putRoute(service: ServiceName, deps: Deps, access: Access): Route {
  return route({
    operationId: 'putWebhook',
    method: 'put',
    path: '/v1/webhooks/:key',
    tag,
    access,
    ifMatch: 'optional',
    summary: 'Have events posted to an endpoint',
    description: `Standard Webhooks: each event is posted with \`webhook-id\`, \`webhook-timestamp\` and \`webhook-signature\`, at least once, and in order for each person. The secret is answered when the webhook is made, and never again. At most ${MOST_WEBHOOKS} in a workspace, whose filters have ${MOST_COMPARISONS} comparisons together.`,
    params,
    body: WebhookBody,
    responses: { 200: WebhookWithSecret, 201: WebhookWithSecret },
    etag: true,
    problems: [403, 422],
    example: {
      url: 'https://example.org/hooks/polyphon',
      types: [streamedBy(service)[0]?.type ?? '*'],
      payload: 'thin',
    },
    handleOutside: async ({ params: { key }, body, ifMatch, caller, audit }) => {
      const keyring = keyringOf(deps)
      const wish = await checkWish(body, { service, caller, outside: deps.outside })
      const { webhook, secret, view } = await deps.db.transact(
        workspaceOf(caller),
        async (tx) => {
          const put = await putWebhook(tx, { key, wish, ifMatch }, keyring)
          return { ...put, view: toWebhookView(put.webhook, tx.serverNow) }
        },
        { audit },
      )
      const headers = { etag: etagOf(webhook.version) }
      return secret === null
        ? { status: 200, body: view, headers }
        : { status: 201, body: { ...view, secret }, headers }
    },
  })
}

const deleteRoute = (deps: Deps, access: Access): Route =>
  route({
    operationId: 'deleteWebhook',
    method: 'delete',
    path: '/v1/webhooks/:key',
    tag,
    access,
    summary: 'Post nothing more; once this is answered, nothing arrives',
    description: 'A call that is under way is waited for, up to 14 seconds.',
    params,
    responses: { 204: z.null() },
    handleOutside: async ({ params: { key }, caller, audit }) => {
      await deleteWebhook(deps.db, workspaceOf(caller), { key, pause, audit })
      return { status: 204, body: null }
    },
  })

const testRoute = (deps: Deps, access: Access): Route =>
  route({
    operationId: 'testWebhook',
    method: 'post',
    path: '/v1/webhooks/:key/test',
    tag,
    access,
    summary: 'Post an event of the type polyphon.webhook_test.v1 now, and answer what came of it',
    description: 'It is posted once, also to a webhook that is disabled, and counts neither for nor against it.',
    params,
    idempotencyKey: 'none',
    responses: { 200: TestedView },
    handleOutside: async ({ params: { key }, caller }) => {
      const keyring = keyringOf(deps)
      const workspaceId = workspaceOf(caller)
      const webhook = await deps.db.transact(workspaceId, (tx) => requireWebhook(tx, key), { readOnly: true })
      return { status: 200, body: await testWebhook(workspaceId, webhook, { ...deps, keyring }) }
    },
  })

function keyringOf({ keyring }: Pick<Deps, 'keyring'>): Keyring {
  if (keyring !== null) return keyring
  const detail = 'This service has no SECRETS_KEYS to seal the secrets of webhooks with; the operator sets them.'
  throw new AppError('unprocessable', 'webhooks_need_keys', detail)
}
