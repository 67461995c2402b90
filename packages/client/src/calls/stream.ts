import { page } from '../browser/page.js'
import { readUrl, UnusableCredential } from '../services.js'
import { type CallOptions, credentialsOf, type PersonToken } from './client.js'
import { PolyphonError } from './data-of.js'
import { pause } from './pause.js'
import { NOT_UNDERSTOOD, problemIn } from './problems.js'

/** An event as a service publishes it: a CloudEvent. */
export interface StreamedEvent {
  readonly id: string
  readonly type: string
  readonly source: string
  readonly time: string
  readonly workspace: string
  readonly partitionkey: string
  readonly data: Readonly<Record<string, unknown>>
  readonly [attribute: string]: unknown
}

/** An event with the cursor behind which to go on. */
export interface Streamed {
  readonly event: StreamedEvent
  readonly cursor: string
}

export interface StreamOptions extends Pick<CallOptions, 'fetch'> {
  /** Where the service answers, such as `http://127.0.0.1:7001`; in a page also relative to it. */
  readonly url: string
  /** A secret key, or a publishable key beside a person token. */
  readonly key: string
  /** Asked for before each connection, where it is a function. */
  readonly personToken?: PersonToken
  /** Only these types, and only what is about this person. */
  readonly types?: readonly string[]
  readonly profileId?: string
  /** The cursor behind which to go on, `oldest` or `latest` (which counts where nothing is said). */
  readonly after?: string
  /** Ends the stream. */
  readonly signal?: AbortSignal
  /** Told of each connection that broke off or was not made, before it is made again. */
  readonly onBroken?: (error: unknown) => void
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
// The service says something every 15 seconds; who says nothing for so long is gone, whatever the connection looks like.
const SILENT_MS = 45_000

/**
 * What a service publishes, as it happens: `for await (const { event } of streamEvents({ … }))`. Connections that break off
 * are made again and go on behind the last event, so that each comes once at least. Throws a PolyphonError where the service
 * refuses: the credential (401, 403, whoever says so), a filter, or (410) a cursor behind which something may be missing; a
 * TypeError for a URL that is none, and for a key or person token that cannot be one.
 */
export async function* streamEvents(options: StreamOptions): AsyncGenerator<Streamed, void, undefined> {
  const { key, personToken, signal, onBroken, fetch: send } = options
  // What is wrong with these stays wrong, so it is said before anything is tried again.
  const feed: Feed = { address: addressOf(options), authorize: credentialsOf(key, personToken), signal, send }
  const state: State = { cursor: options.after, retryMs: FIRST_WAIT_MS, failures: 0 }
  const isOver = (): boolean => signal?.aborted === true
  while (!isOver()) {
    try {
      yield* connect(feed, state)
    } catch (error) {
      if (isOver()) return
      if (error instanceof UnusableCredential) throw error
      if (error instanceof PolyphonError && !isForTheMoment(error)) throw error
      state.failures += 1
      onBroken?.(error)
    }
    const waitMs = Math.min(LONGEST_WAIT_MS, state.retryMs * 2 ** Math.max(0, state.failures - 1))
    await pause(waitMs, signal).catch(() => undefined)
  }
}

interface Feed {
  readonly address: URL
  readonly authorize: ReturnType<typeof credentialsOf>
  readonly signal: AbortSignal | undefined
  readonly send: StreamOptions['fetch']
}

interface State {
  cursor: string | undefined
  retryMs: number
  failures: number
}

// A page of a proxy may be there because a service is just being replaced; one that wants a credential stays.
const isForTheMoment = ({ code, status }: PolyphonError): boolean =>
  status === 429 || status >= 500 || (code === NOT_UNDERSTOOD && status !== 401 && status !== 403)

async function* connect(feed: Feed, state: State): AsyncGenerator<Streamed, void, undefined> {
  const abort = new AbortController()
  const end = (): void => abort.abort()
  feed.signal?.addEventListener('abort', end)
  // Only while the service is waited for: how long the caller takes for an event is none of its silence.
  const waitFor: WaitFor = async (waiting) => {
    const silence = setTimeout(end, SILENT_MS)
    try {
      return await waiting
    } finally {
      clearTimeout(silence)
    }
  }
  try {
    const response = await waitFor(open(feed, state.cursor, abort.signal))
    for await (const text of textsOf(response, { signal: abort.signal, waitFor })) {
      state.failures = 0
      for (const { id, data, retry } of blocksOf(text)) {
        if (retry !== undefined) state.retryMs = retry
        if (data !== undefined && id !== undefined) yield { event: JSON.parse(data), cursor: id }
        if (id !== undefined) state.cursor = id
      }
    }
  } finally {
    feed.signal?.removeEventListener('abort', end)
    abort.abort()
  }
}

/** Waits for something that the service says. */
type WaitFor = <T>(waiting: Promise<T>) => Promise<T>

function addressOf({ url, types, profileId }: StreamOptions): URL {
  const address = new URL(`${readUrl('service', url, page().location?.href)}/v1/stream`)
  if (types !== undefined) address.searchParams.set('types', types.join(','))
  if (profileId !== undefined) address.searchParams.set('profileId', profileId)
  return address
}

async function open(
  { address, authorize, send }: Feed,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const from = new URL(address)
  if (cursor !== undefined) from.searchParams.set('lastEventId', cursor)
  const headers = new Headers({ accept: 'text/event-stream' })
  await authorize(headers)
  const request = new Request(from, { headers, signal })
  const response = await (send ?? ((each: Request) => globalThis.fetch(each)))(request)
  if (response.ok && /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')) return response
  throw new PolyphonError(await problemIn(response, 'a service of Polyphon', address.href))
}

/** The text of a stream in whole blocks, each with its empty line. */
async function* textsOf(
  { body }: Response,
  { signal, waitFor }: { readonly signal: AbortSignal; readonly waitFor: WaitFor },
): AsyncGenerator<string, void, undefined> {
  const reader = body?.getReader()
  // Node forgets the signal of a request once the request itself is collected, so the reader is told as well.
  signal.addEventListener('abort', () => void reader?.cancel().catch(() => undefined))
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const read = reader === undefined ? undefined : await waitFor(reader.read())
      if (signal.aborted) throw new Error('The connection was given up, or said nothing for too long.')
      if (read === undefined || read.done) return
      rest += decoder.decode(read.value, { stream: true })
      const end = rest.lastIndexOf('\n\n') + 2
      // Nothing whole yet: an event may have come in many parts.
      yield rest.slice(0, end < 2 ? 0 : end)
      rest = end < 2 ? rest : rest.slice(end)
    }
  } finally {
    await reader?.cancel().catch(() => undefined)
  }
}

interface Block {
  readonly id?: string
  readonly data?: string
  readonly retry?: number
}

/** What the blocks say of which programs need to know: one line for each field, as the services write it. */
function blocksOf(text: string): readonly Block[] {
  return text
    .split('\n\n')
    .filter((block) => block !== '')
    .map((block) => {
      const fields = new Map(
        block.split('\n').map((line): [string, string] => {
          const [name = '', value = ''] = line.split(/: ?(.*)/s, 2)
          return [name, value]
        }),
      )
      const [id, data, retry] = [fields.get('id'), fields.get('data'), Number(fields.get('retry'))]
      return {
        ...(id === undefined ? {} : { id }),
        ...(data === undefined ? {} : { data }),
        ...(Number.isInteger(retry) && retry > 0 ? { retry } : {}),
      }
    })
}
