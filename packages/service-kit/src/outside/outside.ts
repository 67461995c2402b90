import { lookup as lookUp } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher, request } from 'undici'
import { asError } from '../waiting/as-error.js'
import { endsWithin } from '../waiting/ends-within.js'
import type { Allowed } from './addresses.js'
import { addressIn, checkAddresses, checkUrl } from './check-url.js'
import { OutsideError, outsideErrorOf } from './outside-error.js'

export interface OutsideRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface OutsideAnswer {
  readonly status: number
  /** By name in lower case; of a header that came twice, the values with a comma between. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether there was more than is read. */
  readonly isCut: boolean
}

/** Calls addresses that users name: webhooks, keys of an identity provider. Nothing else leads there. */
export interface Outside {
  /**
   * Whether a URL may be called, as its name is known at this moment. A name that nobody knows yet is let pass: it is asked
   * again with every call.
   * @throws OutsideError with `url_unusable`, `url_not_https` or `url_not_public`
   */
  check(url: string): Promise<void>
  /**
   * One request without redirects, proxies or cookies, ended after `timeoutMs` with what is left of the answer unread. Every
   * connection goes to an address that was checked, the very one: what a name says in the next moment does not count.
   * @throws OutsideError and nothing else; an answer is none, whatever its status, unless it redirects
   */
  call(request: OutsideRequest): Promise<OutsideAnswer>
  close(): Promise<void>
}

export interface OutsideOptions {
  readonly allowed: Allowed
  /** The addresses of a name, as the system knows them. */
  readonly resolve?: (name: string) => Promise<readonly string[]>
  /** For the whole call, from looking up the name to the last byte, in milliseconds. */
  readonly timeoutMs?: number
  /** How much of an answer is read, in bytes. */
  readonly largestAnswer?: number
}

const TIMEOUT_MS = 10_000
const CHECK_TIMEOUT_MS = 2_000
const LARGEST_ANSWER = 65_536
const LARGEST_HEADERS = 16_384

export function openOutside({
  allowed,
  resolve = resolveBySystem,
  timeoutMs = TIMEOUT_MS,
  largestAnswer = LARGEST_ANSWER,
}: OutsideOptions): Outside {
  const agent = openAgent({ allowed, resolve, timeoutMs })
  return {
    check: async (text) => {
      const url = checkUrl(text, allowed)
      if (addressIn(url) !== null) return
      const resolved = resolve(url.hostname).catch(() => null)
      const addresses = (await endsWithin(resolved, CHECK_TIMEOUT_MS)) ? await resolved : null
      if (addresses !== null) checkAddresses(addresses, { isPlain: url.protocol === 'http:', allowed })
    },
    call: async ({ url: text, method = 'GET', headers = {}, body = null }) => {
      try {
        const url = checkUrl(text, allowed)
        const answer = await request(url, {
          dispatcher: agent,
          method,
          headers,
          body,
          signal: AbortSignal.timeout(timeoutMs),
        })
        return await readAnswer(answer, largestAnswer)
      } catch (error) {
        throw outsideErrorOf(error)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Knows no proxy, whatever the environment says, and connects only where every address of a name may be called. */
function openAgent({
  allowed,
  resolve,
  timeoutMs,
}: Required<Pick<OutsideOptions, 'allowed' | 'resolve' | 'timeoutMs'>>) {
  const connectorFor = (isPlain: boolean): buildConnector.connector =>
    buildConnector({ timeout: timeoutMs, lookup: checkedLookup(resolve, { isPlain, allowed }) })
  const [plain, secure] = [connectorFor(true), connectorFor(false)]
  return new Agent({
    connect: (options, callback) => (options.protocol === 'http:' ? plain : secure)(options, callback),
    // As many as are asked for at once, which callers bound: many firms' endpoints have one host, and one of them may hang.
    connections: null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: LARGEST_HEADERS,
    allowH2: false,
  })
}

/** What the socket asks before it connects: it connects to what is answered here and to nothing else. */
function checkedLookup(
  resolve: (name: string) => Promise<readonly string[]>,
  rule: { readonly isPlain: boolean; readonly allowed: Allowed },
): LookupFunction {
  return (name, options, callback) => {
    resolve(name).then(
      (addresses) => {
        try {
          checkAddresses(addresses, rule)
        } catch (error) {
          return callback(asError(error), [])
        }
        const found = addresses.map((address) => ({ address, family: isIP(address) }))
        const [first] = found
        return options.all === true || first === undefined
          ? callback(null, found)
          : callback(null, first.address, first.family)
      },
      (error: unknown) => callback(asError(error), []),
    )
  }
}

async function resolveBySystem(name: string): Promise<readonly string[]> {
  return (await lookUp(name, { all: true })).map(({ address }) => address)
}

async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  largest: number,
): Promise<OutsideAnswer> {
  if (status >= 300 && status < 400) {
    body.on('error', () => undefined).destroy()
    throw new OutsideError('redirect_refused', `The address leads elsewhere (status ${status}), which is not followed.`)
  }
  const chunks: Buffer[] = []
  let length = 0
  // Whoever leaves this loop early ends the connection, and with it what would still come.
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes)
    length += bytes.length
    if (length > largest) break
  }
  const isCut = length > largest
  return { status, headers: joined(headers), body: Buffer.concat(chunks).subarray(0, largest), isCut }
}

const joined = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  )
