import { isInvalidDate } from '../calls/parts.js'
import { retryAfterMs, type Send } from '../calls/send-again.js'
import { page, type Store } from './page.js'

/** An event as it is sent, already JSON. */
type Line = string

/** Why an event was not taken, and will not be. */
export interface Refusal {
  readonly code: string
  readonly detail: string
  /** The event, as it was sent. */
  readonly event: Readonly<Record<string, unknown>>
}

export interface OutboxOptions {
  readonly url: string
  readonly key: string
  readonly send: Send
  readonly store: Store
  readonly onRefused: (refusal: Refusal) => void
}

export interface Outbox {
  add(event: Readonly<Record<string, unknown>>): void
  /** Sends what waits; ends when it was taken or refused, or when nobody answered. */
  flush(): Promise<void>
}

const KEY = 'polyphon.unsent'
// A browser lets 64 KiB be under way when a page goes; a little is for what stands around the events.
const LARGEST_KEPT_BYTES = 64 * 1_024
const LARGEST_REQUEST_BYTES = 60_000
const MOST_WAITING = 1_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
// Whoever names weeks is asked again after an hour; and a timer of more than 24 days would end at once.
const LONGEST_NAMED_WAIT_MS = 3_600_000

/**
 * Sends events in their order, one request at a time, each as soon as it can. What nobody took is sent again, with the same
 * `messageId`s, so that nothing is counted twice. When the page goes, what waits is given to the browser at once; where
 * nobody answered before, it is kept in the store for the next page.
 */
export function openOutbox(options: OutboxOptions): Outbox {
  const { store, onRefused } = options
  let waiting: Line[] = readUnsent(store)
  let flying: readonly Line[] = []
  let underWay: Promise<void> | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const later = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    underWay ??= drain().finally(() => {
      underWay = null
    })
    return underWay
  }
  /** Takes what fits beside what is under way off those that wait. */
  const takeOff = (): Line[] => waiting.splice(0, fitting(waiting, LARGEST_REQUEST_BYTES - sizeOf(flying.join())))
  const comeBack = (lines: readonly Line[], pauseMs: number): void => {
    waiting = [...lines, ...waiting]
    failures += 1
    later(Math.max(pauseMs, Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS)))
  }
  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = takeOff()
      flying = lines
      const pauseMs = await deliver(options, lines)
      flying = []
      if (pauseMs !== null) return comeBack(lines, pauseMs)
      failures = 0
    }
  }
  // What is under way is finished by the browser (keepalive); what waits behind it has no other chance.
  const leave = (): void => {
    if (failures > 0 || page().navigator?.onLine === false) return keepUnsent(store, [...flying, ...waiting])
    const lines = takeOff()
    keepUnsent(store, waiting)
    if (lines.length === 0 || beacon(options, lines)) return
    // The page may only be hidden, and is still there when this fails.
    void deliver(options, lines).then((pauseMs) => (pauseMs === null ? undefined : comeBack(lines, pauseMs)))
  }
  listen({ onLeaving: leave, onOnline: () => later(0) })
  if (waiting.length > 0) later(0)
  return {
    add(event) {
      const line = lineOf(event)
      if (line === null) return onRefused({ code: 'not_json', detail: 'The event cannot be written as JSON.', event })
      waiting.push(line)
      if (waiting.length > MOST_WAITING)
        refuse(onRefused, 'too_many_waiting', 'Nobody has answered for long.', waiting.shift())
      if (failures > 0 || underWay !== null) return
      // Nothing comes later on a page that goes.
      if (isHidden()) void flush()
      else later(0)
    },
    flush,
  }
}

const isHidden = (): boolean => page().document?.visibilityState === 'hidden'

function listen({ onLeaving, onOnline }: { readonly onLeaving: () => void; readonly onOnline: () => void }): void {
  page().document?.addEventListener('visibilitychange', () => {
    if (isHidden()) onLeaving()
  })
  page().addEventListener?.('pagehide', onLeaving)
  page().addEventListener?.('online', onOnline)
}

// A circle makes `JSON.stringify` throw, which a call that says what happens must not.
function lineOf(event: unknown): Line | null {
  try {
    return JSON.stringify(event, expressible)
  } catch {
    return null
  }
}

// What JSON has no word for becomes text, as the service itself does it: null would take a trait back.
function expressible(this: unknown, name: string, value: unknown): unknown {
  if (value === null) return isInvalidDate(Reflect.get(Object(this), name)) ? 'Invalid Date' : null
  return typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)) ? String(value) : value
}

/** How many of these fit into so many bytes; one that is larger than a request may be goes alone. */
function fitting(lines: readonly Line[], bytes: number): number {
  let rest = bytes
  const end = lines.findIndex((line) => {
    rest -= sizeOf(line) + 1
    return rest < 0
  })
  if (end === -1) return lines.length
  return end === 0 && bytes === LARGEST_REQUEST_BYTES ? 1 : end
}

const sizeOf = (text: string): number => new TextEncoder().encode(text).length

const bodyOf = (lines: readonly Line[], key: string): string =>
  `{"writeKey":${JSON.stringify(key)},"sentAt":"${new Date().toISOString()}","batch":[${lines.join(',')}]}`

/** Null once these were taken or refused; else how long to wait at least before they are sent again. */
async function deliver({ url, key, send, onRefused }: OutboxOptions, lines: readonly Line[]): Promise<number | null> {
  try {
    // Text needs no question beforehand (preflight): one round trip, and the browser finishes it when the page goes.
    const body = bodyOf(lines, key)
    const keepalive = sizeOf(body) <= LARGEST_KEPT_BYTES
    const init = { method: 'POST', body, headers: { 'content-type': 'text/plain' }, keepalive }
    const answer = await send(new Request(`${url}/v1/batch`, init))
    const content: unknown = await answer.json().catch(() => null)
    if (answer.ok) {
      for (const { index, code, detail } of refusedOf(content)) refuse(onRefused, code, detail, lines[index])
      return null
    }
    if (answer.status === 429 || answer.status === 408 || answer.status >= 500)
      return Math.min(retryAfterMs(answer) ?? 0, LONGEST_NAMED_WAIT_MS)
    const { code, title } = Object(content)
    for (const line of lines) refuse(onRefused, String(code ?? answer.status), String(title ?? answer.statusText), line)
    return null
  } catch {
    return 0
  }
}

const refuse = (onRefused: OutboxOptions['onRefused'], code: string, detail: string, line = '{}'): void =>
  onRefused({ code, detail, event: JSON.parse(line) })

function refusedOf(
  body: unknown,
): readonly { readonly index: number; readonly code: string; readonly detail: string }[] {
  const { rejected } = Object(body)
  return Array.isArray(rejected) ? rejected : []
}

// For browsers that finish no fetch when the page goes. It carries no headers: its key stands in the body, too.
function beacon({ url, key }: OutboxOptions, lines: readonly Line[]): boolean {
  if ('keepalive' in Request.prototype) return false
  return page().navigator?.sendBeacon?.(`${url}/beacon/v1/batch`, bodyOf(lines, key)) ?? false
}

function readUnsent(store: Store): Line[] {
  const kept = store.getItem(KEY)
  store.removeItem(KEY)
  return kept === null ? [] : kept.split('\n').filter(isEvent)
}

// The page's other scripts can write there, too: one line that is no event would have all others refused for ever.
function isEvent(line: string): boolean {
  try {
    const event: unknown = JSON.parse(line)
    return typeof event === 'object' && event !== null && !Array.isArray(event)
  } catch {
    return false
  }
}

// Another tab may have kept some of its own.
function keepUnsent(store: Store, lines: readonly Line[]): void {
  if (lines.length === 0) return
  const kept = new Set([...readUnsent(store), ...lines])
  store.setItem(KEY, [...kept].slice(-MOST_WAITING).join('\n'))
}
