import type { Client } from 'openapi-fetch'
import type { Refusal } from './browser/outbox.js'
import { careful, page, type Store } from './browser/page.js'
import { openTracking, type Tracking } from './browser/tracking.js'
import { type CallOptions, clientOf, credentialsOf, type PersonToken } from './calls/client.js'
import type { FeedbackBrowserPaths, MessagingBrowserPaths, ProfileBrowserPaths } from './generated/browser.js'
import { type Chosen, type GivenUrls, type Json, type Urls, urlsAt } from './services.js'

export type { Refusal } from './browser/outbox.js'
export type { Store } from './browser/page.js'
export type { Tracking } from './browser/tracking.js'
export { dataOf, PolyphonError, type Problem } from './calls/data-of.js'
export { type Streamed, type StreamedEvent, type StreamOptions, streamEvents } from './calls/stream.js'
export type { FeedbackBrowserPaths, MessagingBrowserPaths, ProfileBrowserPaths }

/** The services that a page may call, each with what a publishable key may do there, alone or beside a person token. */
export interface BrowserServices {
  readonly profile: Client<ProfileBrowserPaths, Json> & Tracking
  readonly messaging: Client<MessagingBrowserPaths, Json>
  readonly feedback: Client<FeedbackBrowserPaths, Json>
}

interface PageOptions extends CallOptions {
  /** A publishable key (`pk_…`): whoever looks at the page can read it. */
  readonly key: string
  /** What one's own backend was given for whoever has signed in; a function is asked before each call. */
  readonly personToken?: PersonToken
  /**
   * Where it is kept who this visitor is, `localStorage` for instance; without it a visitor is somebody new on each page.
   * Many laws want to see agreement before something is kept on a device, so nothing is kept unless said.
   */
  readonly store?: Store
  /** Told of each event that was not taken, and why; written to the console unless given. */
  readonly onRefused?: (refusal: Refusal) => void
}

export interface BrowserOptions<Services extends GivenUrls = GivenUrls> extends PageOptions {
  /** Where the services answer, by name; relative to the page where one origin serves both (`/profile`). */
  readonly services: Services & Urls<BrowserServices, Services>
}

/** Of all that a page may call, at one origin. */
export interface BrowserOriginOptions extends PageOptions {
  /** What stands before `/profile` and so on: `https://cx.example`, or `/` where the page comes from there, too. */
  readonly origin: string
  /** Those that answer elsewhere, by name. */
  readonly services?: Partial<Record<keyof BrowserServices, string | undefined>>
}

/** A client for a page, of the services whose URLs were given. */
export type BrowserPolyphon<Services = Readonly<Record<string, string>>> = Chosen<BrowserServices, Services>

const PAGE_SERVICES = ['profile', 'messaging', 'feedback'] as const

/**
 * Makes a client for a page. Calls answer `{ data }` or `{ error }`; with profile come `track`, `identify`, `page` and
 * `group`, which wait for nothing. Throws a TypeError for a key that is no publishable one, a service that no page may
 * call, and a URL that is none.
 */
export function createBrowserPolyphon(options: BrowserOriginOptions): BrowserPolyphon
export function createBrowserPolyphon<const Services extends GivenUrls>(
  options: BrowserOptions<Services>,
): BrowserPolyphon<Services>
export function createBrowserPolyphon({
  origin,
  services,
  key,
  personToken,
  store,
  onRefused = warn,
  ...calls
}: Partial<BrowserOriginOptions> & PageOptions): BrowserPolyphon {
  // Whatever else was given does not stand in the message: it may be a secret.
  if (!/^pk_(?:live|test)_\w+$/.test(key.trim()))
    throw new TypeError('A page has a publishable key (pk_live_… or pk_test_…): everybody can read what is in it.')
  const options = { ...calls, authorize: credentialsOf(key, personToken) }
  const clients: { -readonly [Name in keyof BrowserServices]?: BrowserServices[Name] } = {}
  for (const [name, url] of urlsAt(PAGE_SERVICES, { origin, services }, page().location?.href)) {
    if (name === 'messaging') clients.messaging = clientOf<MessagingBrowserPaths>(name, url, options)
    if (name === 'feedback') clients.feedback = clientOf<FeedbackBrowserPaths>(name, url, options)
    if (name !== 'profile') continue
    const send = calls.fetch ?? ((request: Request) => globalThis.fetch(request))
    const tracking = openTracking({ url, key: key.trim(), send, store: careful(store), onRefused })
    clients.profile = Object.assign(clientOf<ProfileBrowserPaths>(name, url, options), tracking)
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each URL, which is what the type says
  return clients as BrowserPolyphon
}

function warn({ code, detail, event }: Refusal): void {
  // oxlint-disable-next-line no-console -- the developer of the page reads it there, and there is no other place
  console.warn(`polyphon: an event was not taken (${code}): ${detail}`, event)
}
