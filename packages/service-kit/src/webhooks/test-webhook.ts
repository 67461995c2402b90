import type { Deps } from '../http/deps.js'
import type { Keyring } from '../secrets/keyring.js'
import { call, HEADERS, secretsOf } from './deliverer.js'
import { readOutcome, type Try } from './outcome.js'
import { signedHeaders } from './sign.js'
import type { Webhook } from './webhook.js'

/** Of what `testWebhook` sends: no service publishes it. */
const TEST_TYPE = 'polyphon.webhook_test.v1'

/** Sends an endpoint an event that says it is none, once, and answers what came of it. It counts neither for nor against it. */
export async function testWebhook(
  workspaceId: string,
  webhook: Webhook,
  deps: Pick<Deps, 'outside' | 'now' | 'newId' | 'service'> & { readonly keyring: Keyring },
): Promise<Try & { readonly delivered: boolean }> {
  const [id, at] = [deps.newId(), deps.now()]
  const body = JSON.stringify({
    specversion: '1.0',
    id,
    source: `/polyphon/${deps.service}`,
    type: TEST_TYPE,
    time: at.toISOString(),
    datacontenttype: 'application/json',
    workspace: workspaceId,
    data: { key: webhook.key },
  })
  const headers = { ...HEADERS, ...signedHeaders({ id, at, body }, secretsOf({ workspaceId, webhook }, deps)) }
  const began = performance.now()
  const called = await call({ url: webhook.url, headers, body }, deps)
  const { tried, isDelivered } = readOutcome(called, { at, tookMs: Math.round(performance.now() - began) })
  return { ...tried, delivered: isDelivered }
}
