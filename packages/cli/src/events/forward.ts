import { setTimeout as delay } from 'node:timers/promises'
import type { StreamedEvent } from '@polyphon/client'
import type { Terminal } from '../frame/terminal.js'
import { signedHeaders } from './sign.js'

/** Where events are posted, and how they are signed. */
export interface Receiver {
  readonly url: string
  readonly secret: string
}

/** What one try came to. */
export interface Tried {
  /** What was answered; null where nothing was. */
  readonly status: number | null
  /** Why it failed; null if it did not. */
  readonly failure: string | null
  readonly tries: number
  /** In how many seconds it is tried again; null where it is not. */
  readonly againInSeconds: number | null
}

const ANSWER_WITHIN_S = 10
const LONGEST_WAIT_S = 30

/** Posts an event until it is taken or somebody stops it: after 1, 2, 4, … at most 30 seconds. */
export async function forward(
  event: StreamedEvent,
  { url, secret }: Receiver,
  { around, onTry }: { readonly around: Terminal; onTry(tried: Tried): void },
): Promise<void> {
  const body = JSON.stringify(event)
  for (let tries = 1; !around.signal.aborted; tries += 1) {
    const headers = { ...HEADERS, ...signedHeaders({ id: event.id, at: around.now(), body }, secret) }
    const outcome = await post(url, { headers, body })
    const isOver = outcome.failure === null || around.signal.aborted
    const againInSeconds = isOver ? null : Math.min(LONGEST_WAIT_S, 2 ** (tries - 1))
    onTry({ ...outcome, tries, againInSeconds })
    if (againInSeconds === null) return
    await delay(againInSeconds * 1_000, undefined, { signal: around.signal }).catch(() => undefined)
  }
}

const HEADERS = { 'content-type': 'application/json', 'user-agent': 'Polyphon-Webhooks/1' } as const

/** One try. What is under way is not broken off by who stops the command: the receiver may have it already. */
async function post(
  url: string,
  request: { readonly headers: Record<string, string>; readonly body: string },
): Promise<Pick<Tried, 'status' | 'failure'>> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_S * 1_000)
    const { status, ok, body } = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...request })
    await body?.cancel()
    return { status, failure: ok ? null : `answered ${status}` }
  } catch (error) {
    return { status: null, failure: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${ANSWER_WITHIN_S} s`
  const { code, message } = Object(error.cause)
  return `no answer: ${code ?? message ?? error.message}`
}
