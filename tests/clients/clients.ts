import { Analytics as Customerio } from '@customerio/cdp-analytics-node'
import { jitsuAnalytics } from '@jitsu/js'
import Rudder from '@rudderstack/rudder-sdk-node'
import { Analytics as Segment } from '@segment/analytics-node'
import Legacy from 'analytics-node'

export const KINDS = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type Kind = (typeof KINDS)[number]

/** One call in the words of the Segment family; a client takes out of it what it can carry. */
export interface Message {
  readonly userId?: string
  readonly anonymousId?: string
  readonly event?: string
  readonly name?: string
  readonly category?: string
  readonly groupId?: string
  readonly previousId?: string
  readonly properties?: Readonly<Record<string, unknown>>
  readonly traits?: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly timestamp?: Date
}

/** A client as an application has it: it takes calls, sends them sooner or later, and says what it could not send. */
export interface OpenClient {
  call(kind: Kind, message: Message): Promise<void>
  /** Waits until everything is sent, or given up. */
  finish(): Promise<void>
  readonly complaints: readonly string[]
}

/** How one client behaves, as its makers publish it. */
export interface ClientUnderTest {
  readonly name: string
  readonly kinds: readonly Kind[]
  /** Whether `timestamp`, `context` and `anonymousId` of a call are the caller's to choose. */
  readonly takesWholeMessages: boolean
  readonly path: RegExp
  readonly contentType: string
  readonly retries: boolean
  /** How often it asks before it gives up a key that is not known. */
  readonly requestsWithWrongKey: number
  open(url: string, key: string): OpenClient
}

// The declared types differ from client to client, the calls do not.
type AnyClient = Readonly<Record<Kind, (message: never) => unknown>>

const caller =
  (client: AnyClient): OpenClient['call'] =>
  async (kind, message) => {
    client[kind](message as never) // Each message is built for the call it is given to.
  }

/** What a client says went wrong; the fork family wraps the cause in `reason`. */
function textOf(error: unknown): string {
  if (error instanceof Error) return error.message
  if (typeof error === 'object' && error !== null && 'reason' in error) return textOf(error.reason)
  return JSON.stringify(error)
}

const segment: ClientUnderTest = {
  name: '@segment/analytics-node 3',
  kinds: KINDS,
  takesWholeMessages: true,
  path: /^\/v1\/batch$/,
  contentType: 'application/json',
  retries: true,
  requestsWithWrongKey: 1,
  open: (host, writeKey) => {
    const complaints: string[] = []
    const client = new Segment({ host, writeKey, maxRetries: 3, flushInterval: 50 })
    client.on('error', (error) => complaints.push(textOf(error)))
    return { call: caller(client), finish: () => client.closeAndFlush(), complaints }
  },
}

const customerio: ClientUnderTest = {
  name: '@customerio/cdp-analytics-node',
  kinds: KINDS,
  takesWholeMessages: true,
  path: /^\/v1\/batch$/,
  contentType: 'application/json',
  retries: true,
  requestsWithWrongKey: 4,
  open: (host, writeKey) => {
    const complaints: string[] = []
    const client = new Customerio({ host, writeKey, maxRetries: 3, flushInterval: 50 })
    client.on('error', (error) => complaints.push(textOf(error)))
    return { call: caller(client), finish: () => client.closeAndFlush(), complaints }
  },
}

const legacy: ClientUnderTest = {
  name: 'analytics-node 6',
  kinds: KINDS,
  takesWholeMessages: true,
  path: /^\/v1\/batch$/,
  contentType: 'application/json',
  retries: true,
  requestsWithWrongKey: 1,
  open: (host, writeKey) => {
    const complaints: string[] = []
    const client = new Legacy(writeKey, {
      host,
      flushInterval: 10_000,
      errorHandler: (error) => complaints.push(textOf(error)),
    })
    return { call: caller(client), finish: async () => void (await client.flush()), complaints }
  },
}

const rudder: ClientUnderTest = {
  name: '@rudderstack/rudder-sdk-node',
  kinds: KINDS,
  takesWholeMessages: true,
  path: /^\/v1\/batch$/,
  contentType: 'application/x-www-form-urlencoded',
  retries: true,
  requestsWithWrongKey: 1,
  open: (dataPlaneUrl, writeKey) => {
    const complaints: string[] = []
    const client = new Rudder(writeKey, {
      dataPlaneUrl,
      flushInterval: 10_000,
      logLevel: 'none',
      errorHandler: (error: unknown) => complaints.push(textOf(error)),
    })
    return { call: caller(client), finish: () => client.flush(), complaints }
  },
}

const jitsu: ClientUnderTest = {
  name: '@jitsu/js',
  kinds: ['identify', 'track', 'page', 'group'],
  takesWholeMessages: false,
  path: /^\/api\/s\/s2s\/(identify|track|page|group)$/,
  contentType: 'application/json',
  retries: false,
  requestsWithWrongKey: 1,
  open: (host, key) => {
    const complaints: string[] = []
    const errorPolicy = (message: string): void => void complaints.push(message)
    // It takes keys of the form `id:secret` only; Polyphon looks for its key in both parts.
    const client = jitsuAnalytics({
      host,
      writeKey: `polyphon:${key}`,
      s2s: true,
      fetch: globalThis.fetch,
      errorPolicy,
    })
    const call: OpenClient['call'] = async (kind, message) => {
      const { anonymousId, userId = '', event = '', groupId = '', name, properties = {}, traits = {} } = message
      if (anonymousId !== undefined) client.setAnonymousId(anonymousId)
      if (kind === 'identify') await client.identify(userId, json(traits))
      if (kind === 'track') await client.track(event, json(properties))
      // Its pages have no name beside their properties.
      if (kind === 'page') await client.page({ name, ...properties })
      if (kind === 'group') await client.group(groupId, json(traits))
    }
    return { call, finish: () => Promise.resolve(), complaints }
  },
}

// oxlint-disable-next-line typescript/no-explicit-any -- the client's own type for JSON is not exported
const json = (value: Readonly<Record<string, unknown>>): any => value

export const CLIENTS: readonly ClientUnderTest[] = [segment, legacy, rudder, customerio, jitsu]
