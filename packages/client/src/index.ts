import { type CallOptions, clientOf, credentialsOf, type PersonToken } from './calls/client.js'
import type { components as AnalyticsComponents, paths as AnalyticsPaths } from './generated/analytics.js'
import type { components as FeedbackComponents, paths as FeedbackPaths } from './generated/feedback.js'
import type { components as JourneyComponents, paths as JourneyPaths } from './generated/journey.js'
import type { components as MessagingComponents, paths as MessagingPaths } from './generated/messaging.js'
import type { components as ProfileComponents, paths as ProfilePaths } from './generated/profile.js'
import { type AllServices, type Chosen, type GivenUrls, type Urls, urlsAt } from './services.js'

export { allPages, type ListPage } from './calls/all-pages.js'
export type { CallOptions } from './calls/client.js'
export { dataOf, PolyphonError, type Problem } from './calls/data-of.js'
export { type Streamed, type StreamedEvent, type StreamOptions, streamEvents } from './calls/stream.js'
export type { AnalyticsPaths, FeedbackPaths, JourneyPaths, MessagingPaths, ProfilePaths }

/** What goes in and out, by service and name: `Schemas['feedback']['Survey']`. */
export interface Schemas {
  readonly profile: ProfileComponents['schemas']
  readonly journey: JourneyComponents['schemas']
  readonly messaging: MessagingComponents['schemas']
  readonly feedback: FeedbackComponents['schemas']
  readonly analytics: AnalyticsComponents['schemas']
}

interface Credentials extends CallOptions {
  /** A secret or publishable key, a staff token, or the operator's token. */
  readonly key: string
  /** A person token, beside a publishable key; a function is asked before each call. */
  readonly personToken?: PersonToken
}

export interface PolyphonOptions<Services extends GivenUrls = GivenUrls> extends Credentials {
  /** Where each service answers, by name: `{ profile: 'http://127.0.0.1:7001', … }`. Who needs only some names only these. */
  readonly services: Services & Urls<AllServices, Services>
}

/** Of all five services at one origin, each under its name. */
export interface OriginOptions extends Credentials {
  /** What stands before `/profile`, `/journey` and so on: `https://cx.example`. */
  readonly origin: string
  /** Those that answer elsewhere, by name. */
  readonly services?: Partial<Record<keyof AllServices, string | undefined>>
}

/** A client of the services whose URLs were given; `Polyphon` is one of all five. */
export type Polyphon<Services = Readonly<Record<string, string>>> = Chosen<AllServices, Services>

const makers = {
  profile: clientOf<ProfilePaths>,
  journey: clientOf<JourneyPaths>,
  messaging: clientOf<MessagingPaths>,
  feedback: clientOf<FeedbackPaths>,
  analytics: clientOf<AnalyticsPaths>,
} as const

/**
 * Makes a typed client of all services at one `origin`, or of those whose URLs are given. Every call answers `{ data }` or `{ error }`, an RFC 9457
 * problem with a stable `code`; it throws only where nothing answered, or its `signal` has ended it. Throws a TypeError
 * for a service that there is not, a URL that is none, and a key that cannot be one.
 */
export function createPolyphon(options: OriginOptions): Polyphon
export function createPolyphon<const Services extends GivenUrls>(options: PolyphonOptions<Services>): Polyphon<Services>
export function createPolyphon({
  origin,
  services,
  key,
  personToken,
  ...options
}: Partial<OriginOptions> & Credentials): Polyphon {
  const authorize = credentialsOf(key, personToken)
  const clients = Object.fromEntries(
    [...urlsAt(Object.keys(makers), { origin, services })].map(([name, url]) => [
      name,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- urlsAt has refused all other names
      makers[name as keyof typeof makers](name, url, { ...options, authorize }),
    ]),
  )
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one for each URL, which is what the type says
  return clients as unknown as Polyphon
}
