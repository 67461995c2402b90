import { createHmac, randomBytes } from 'node:crypto'
import { setting } from '../frame/config.js'
import { wrongUse } from '../frame/ends.js'
import type { Terminal } from '../frame/terminal.js'

const NAME = 'POLYPHON_LISTEN_SECRET'
const PREFIX = 'whsec_'
// What Standard Webhooks 1.0 asks of a secret, in bytes.
const [SHORTEST, LONGEST, OURS] = [24, 64, 32] as const

/** The secret of the environment, or a new one. */
export function readSecret(around: Terminal): { readonly secret: string; readonly isNew: boolean } {
  const given = setting(around, NAME)
  if (given === undefined) return { secret: PREFIX + randomBytes(OURS).toString('base64'), isNew: true }
  const isBase64 = /^whsec_(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(given)
  const bytes = keyOf(given).length
  if (!isBase64 || bytes < SHORTEST || bytes > LONGEST)
    throw wrongUse(`${NAME} is no secret of Standard Webhooks: whsec_ and ${SHORTEST} to ${LONGEST} bytes as base64.`)
  return { secret: given, isNew: false }
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice(PREFIX.length), 'base64')

interface Signed {
  readonly id: string
  readonly at: Date
  readonly body: string
}

/** The headers of Standard Webhooks 1.0, as the services sign. */
export function signedHeaders({ id, at, body }: Signed, secret: string): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
