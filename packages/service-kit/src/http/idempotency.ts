import { createHash } from 'node:crypto'
import type { Tx } from '../db/tx.js'
import { AppError } from '../values/errors.js'
import { canonicalJson } from '../values/same-json.js'
import { sqlStateOf } from '../values/unavailable.js'

export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

export interface KeyedRequest {
  readonly operation: string
  readonly idempotencyKey: string
  /** Under which key an earlier release has kept the answer, which it did for 24 hours. */
  readonly formerKey?: string
  readonly requestHash: string
  /** How an earlier release told this request from others; undefined where that is the same. */
  readonly formerHash?: string | undefined
}

/** What a request says, whatever the order of its fields; `speaker` tells apart those for whom the same words are not the same request. */
export function hashRequest(
  { method, url, body }: { readonly method: string; readonly url: string; readonly body: unknown },
  speaker: string,
): Pick<KeyedRequest, 'requestHash' | 'formerHash'> {
  const hashOf = (text: string): string =>
    createHash('sha256').update(`${method} ${url}\n${text}${speaker}`).digest('hex')
  const content = body ?? null
  const [inOrder, asSent] = [canonicalJson(content), JSON.stringify(content)]
  return { requestHash: hashOf(inOrder), ...(inOrder === asSent ? {} : { formerHash: hashOf(asSent) }) }
}

const isSameRequest = (before: Claim, { requestHash, formerHash }: KeyedRequest): boolean =>
  before.requestHash === requestHash || before.requestHash === formerHash

const DETAIL = 'Use a new key for a new request.'

export const keyReused = (message: string, cause?: unknown): AppError =>
  new AppError('unprocessable', 'idempotency_key_reused', message, {
    cause,
    faults: [{ pointer: '/headers/idempotency-key', code: 'idempotency_key_reused', detail: DETAIL }],
  })

// How long a second request waits for the first one to finish before it is refused because the first is under way.
const PATIENCE_MS = 500
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Claims an Idempotency-Key in the transaction of the effect; answers what was answered before, or null for the first
 * request. The same key with another body is refused with 422, and while the first request is under way with 409.
 */
export async function claimKey(tx: Tx, request: KeyedRequest): Promise<StoredAnswer | null> {
  if (await insertClaim(tx, request)) return adoptAnswer(tx, request)
  const before = await findClaim(tx, request)
  if (before === undefined) throw new Error('A claimed idempotency key has no row.')
  if (!isSameRequest(before, request)) throw keyReused('The Idempotency-Key was used with another request.')
  return before.answer
}

/** What was answered to this request before; null where nothing was. Throws for the same key with another request. */
export async function findAnswer(tx: Tx, request: KeyedRequest): Promise<StoredAnswer | null> {
  const before = await findClaim(tx, request)
  if (before === undefined) return null
  if (!isSameRequest(before, request)) throw keyReused('The Idempotency-Key was used with another request.')
  return before.answer
}

/** Whether this key was used before, with whatever request. */
export const isClaimed = async (tx: Tx, request: KeyedRequest): Promise<boolean> =>
  (await findClaim(tx, request)) !== undefined

interface Claim {
  readonly requestHash: string
  readonly answer: StoredAnswer | null
}

async function findClaim(tx: Tx, { operation, idempotencyKey }: KeyedRequest): Promise<Claim | undefined> {
  const { rows } = await tx.query<{
    request_hash: string
    status: number | null
    headers: Record<string, string> | null
    body: string | null
  }>(
    `select request_hash, status, headers, body from idempotency
      where workspace_id = $1 and operation = $2 and idempotency_key = $3`,
    [tx.workspaceId, operation, idempotencyKey],
  )
  return rows.map(({ request_hash: requestHash, status, headers, body }) => ({
    requestHash,
    answer: status === null ? null : { status, headers: headers ?? {}, body },
  }))[0]
}

/** Takes over what was answered to the same request under its former key; null where nothing was. */
async function adoptAnswer(tx: Tx, request: KeyedRequest): Promise<StoredAnswer | null> {
  if (request.formerKey === undefined) return null
  const former = await findClaim(tx, { ...request, idempotencyKey: request.formerKey })
  if (former === undefined || former.answer === null || !isSameRequest(former, request)) return null
  await rememberAnswer(tx, request, former.answer)
  return former.answer
}

/** False if the key was claimed before. */
async function insertClaim(tx: Tx, request: KeyedRequest): Promise<boolean> {
  try {
    // Sent together; all are answered before anything else is asked.
    const [, { rows }] = await Promise.all([
      tx.query(`set local lock_timeout = '${PATIENCE_MS}ms'`),
      tx.query(
        `insert into idempotency (workspace_id, operation, idempotency_key, request_hash)
         values ($1, $2, $3, $4) on conflict do nothing returning 1`,
        [tx.workspaceId, request.operation, request.idempotencyKey, request.requestHash],
      ),
      tx.query('set local lock_timeout to default'),
    ])
    return rows.length === 1
  } catch (error) {
    if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE) throw error
    throw new AppError('conflict', 'idempotency_in_flight', 'A request with this Idempotency-Key is under way.', {
      cause: error,
      retryAfterSeconds: 1,
    })
  }
}

export async function rememberAnswer(tx: Tx, request: KeyedRequest, answer: StoredAnswer): Promise<void> {
  await tx.query(
    `update idempotency set status = $4, headers = $5, body = $6
      where workspace_id = $1 and operation = $2 and idempotency_key = $3`,
    [
      tx.workspaceId,
      request.operation,
      request.idempotencyKey,
      answer.status,
      JSON.stringify(answer.headers),
      answer.body,
    ],
  )
}

/** Forgets answers after 24 hours. Runs in one workspace's transaction; retention goes by the database's clock. */
export async function forgetOldAnswers(tx: Tx): Promise<void> {
  await tx.query("delete from idempotency where workspace_id = $1 and created_at < now() - interval '24 hours'", [
    tx.workspaceId,
  ])
}
