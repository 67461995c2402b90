import type { Deps } from '../http/deps.js'
import { OutsideError } from '../outside/outside-error.js'
import type { Keyring } from '../secrets/keyring.js'
import { type Batcher, openBatcher } from '../waiting/batcher.js'
import type { Claim } from './claim.js'
import { type Attempt, finishAttempts } from './finish.js'
import type { Called } from './outcome.js'
import { signedHeaders } from './sign.js'
import { aboutSecret } from './webhook.js'

/** Calls endpoints, many at a time, and stores what came of it. */
export interface Deliverer {
  hasRoom(): boolean
  /** How many more of a workspace may be under way: one leaves a quarter of the room to the others. */
  roomFor(workspaceId: string): number
  deliver(claims: readonly Claim[]): void
  /** Ends once everything that is under way is stored. */
  close(): Promise<void>
}

export type DelivererOptions = Pick<Deps, 'service' | 'db' | 'outside' | 'outages' | 'logger' | 'metrics' | 'now'> & {
  /** How this service is reached. */
  readonly publicUrl: string
  readonly keyring: Keyring | null
  readonly jitter?: () => number
}

const MOST_UNDER_WAY = 256
const MOST_OF_ONE = MOST_UNDER_WAY - MOST_UNDER_WAY / 4
/** A call that has not begun by then is left to whoever claims it next: nothing may arrive behind the end of a lease. */
const BEGIN_WITHIN_MS = 2_000

export function openDeliverer(options: DelivererOptions): Deliverer {
  const underWay = new Set<Promise<void>>()
  const held = new Map<string, number>()
  const finisher: Batcher<Attempt, null> = openBatcher({
    maxItems: 100,
    maxInFlight: 1,
    run: async (key, attempts) => {
      const [workspaceId = ''] = key.split(' ')
      await options.db.transact(workspaceId, (tx) => finishAttempts(tx, attempts, options))
      return attempts.map(() => null)
    },
  })
  const make = async (claim: Claim): Promise<void> => {
    const attempt = await attemptOf(claim, options)
    if (attempt === null) return
    // Unstored, its lease ends, and it is made again.
    await finisher.add(`${claim.workspaceId} ${claim.webhook.webhookId}`, [attempt])
  }
  const add = (workspaceId: string, count: number): void => {
    const now = (held.get(workspaceId) ?? 0) + count
    if (now === 0) held.delete(workspaceId)
    else held.set(workspaceId, now)
  }
  const track = (claim: Claim): void => {
    add(claim.workspaceId, 1)
    const tracked = make(claim)
      .then(
        () => options.outages.works('deliveries'),
        (error: unknown) => options.outages.failed('deliveries', error),
      )
      .finally(() => {
        add(claim.workspaceId, -1)
        underWay.delete(tracked)
      })
    underWay.add(tracked)
  }
  return {
    hasRoom: () => underWay.size < MOST_UNDER_WAY,
    roomFor: (workspaceId) => Math.min(MOST_UNDER_WAY - underWay.size, MOST_OF_ONE - (held.get(workspaceId) ?? 0)),
    deliver: (claims) => claims.forEach(track),
    close: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }
}

/** Makes one try; null where it was not made. */
async function attemptOf(claim: Claim, options: DelivererOptions): Promise<Attempt | null> {
  const { webhook, delivery } = claim
  const at = options.now()
  if (at.getTime() - claim.claimedAt.getTime() > BEGIN_WITHIN_MS) return null
  const headers = {
    ...HEADERS,
    ...signedHeaders({ id: delivery.event_id, at, body: delivery.body }, secretsOf(claim, options)),
  }
  const began = performance.now()
  const called = await call({ url: webhook.url, headers, body: delivery.body }, options)
  return { ...claim, called, at, tookMs: Math.round(performance.now() - began) }
}

export const HEADERS = { 'content-type': 'application/json', 'user-agent': 'Polyphon-Webhooks/1' } as const

/** Calls an endpoint; what the guard or the network says of it is an outcome, too. */
export async function call(
  request: { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
  { outside }: Pick<Deps, 'outside'>,
): Promise<Called> {
  try {
    return { answer: await outside.call({ ...request, method: 'POST' }) }
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error
    return { failure: error }
  }
}

/** The secret, and the former one while it holds. */
export function secretsOf(
  { workspaceId, webhook }: Pick<Claim, 'workspaceId' | 'webhook'>,
  { keyring, now }: Pick<DelivererOptions, 'keyring' | 'now'>,
): readonly string[] {
  if (keyring === null) throw new Error('Webhooks were put with SECRETS_KEYS, which are missing now.')
  const about = aboutSecret(workspaceId, webhook.webhookId)
  const { secret, formerSecret, formerSecretUntil } = webhook
  const isBoth = formerSecret !== null && formerSecretUntil !== null && formerSecretUntil > now()
  return [secret, ...(isBoth ? [formerSecret] : [])].map((sealed) => keyring.open(sealed, about))
}
