import type { Client } from 'openapi-fetch'
import type { paths as AnalyticsPaths } from './generated/analytics.js'
import type { paths as FeedbackPaths } from './generated/feedback.js'
import type { paths as JourneyPaths } from './generated/journey.js'
import type { paths as MessagingPaths } from './generated/messaging.js'
import type { paths as ProfilePaths } from './generated/profile.js'

/** What `data` and `error` are made of, where an operation can also answer a drawing or a table (`parseAs: 'text'`). */
export type Json = `application/${string}json`

/** The five services, each with the types of its own OpenAPI document. */
export interface AllServices {
  readonly profile: Client<ProfilePaths, Json>
  readonly journey: Client<JourneyPaths, Json>
  readonly messaging: Client<MessagingPaths, Json>
  readonly feedback: Client<FeedbackPaths, Json>
  readonly analytics: Client<AnalyticsPaths, Json>
}

/** The URLs as they are given: names of services only, so that a slip of the pen is found by the compiler. */
export type Urls<All, Given> = {
  readonly [Name in keyof Given]: string extends Name ? string : Name extends keyof All ? string | undefined : never
}

/** Of all services those whose URL was given; all of them where the compiler cannot know which (`JSON.parse`). */
export type Chosen<All, Given> = string extends keyof Given
  ? All
  : {
      readonly [Name in keyof Given as Name extends keyof All ? Name : never]:
        | All[Name & keyof All]
        | (undefined extends Given[Name] ? undefined : never)
    }

/** URLs by name of the service. */
export type GivenUrls = Readonly<Record<string, string | undefined>>

/**
 * The URLs that were given, checked and without a slash at the end; `base` is what a relative one belongs to.
 * Throws a TypeError that names the service whose URL is none.
 */
function readUrls(known: readonly string[], given: GivenUrls, base?: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>()
  for (const [name, url] of Object.entries(given)) {
    if (!known.includes(name)) throw new TypeError(`There is no service ${name}; there are ${known.join(', ')}.`)
    if (url !== undefined) urls.set(name, readUrl(name, url, base))
  }
  return urls
}

/**
 * The URLs of services that share one origin, each under its name; what was given for one of them goes first. Throws a
 * TypeError for an origin that is none, and where neither is given.
 */
export function urlsAt(
  known: readonly string[],
  { origin, services }: { readonly origin?: string | undefined; readonly services?: GivenUrls | undefined },
  base?: string,
): ReadonlyMap<string, string> {
  if (origin === undefined && services === undefined)
    throw new TypeError('Say where the services answer: by `origin`, or each by its URL in `services`.')
  const urls = new Map<string, string>()
  if (origin !== undefined) {
    const read = readUrl('origin', origin, base)
    for (const name of known) urls.set(name, `${read}/${name}`)
  }
  for (const [name, url] of readUrls(known, services ?? {}, base)) urls.set(name, url)
  return urls
}

/** A URL without a slash at the end; `base` is what a relative one belongs to. Throws a TypeError that says what is wrong. */
export function readUrl(name: string, url: string, base: string | undefined): string {
  const wrong = (why: string): TypeError =>
    new TypeError(
      name === 'origin'
        ? `The origin is what stands before /profile, /journey and so on, such as https://cx.example: ${why}`
        : `The URL of ${name} is where the service answers, such as https://cx.example/${name}: ${why}`,
    )
  const read = parse(url, base)
  if (url === '' || read === null) throw wrong(`"${url}" is no URL.`)
  const { protocol, search, hash, href, pathname } = read
  if (protocol !== 'http:' && protocol !== 'https:') throw wrong(`"${url}" is not http or https.`)
  if (search !== '' || hash !== '') throw wrong('it has no query and no fragment.')
  if (/\/v1\/*$/.test(pathname)) throw wrong('without /v1, which stands in every path.')
  return href.replace(/\/+$/, '')
}

// Browsers of before 2023 have no `URL.canParse`.
function parse(url: string, base: string | undefined): URL | null {
  try {
    return new URL(url, base)
  } catch {
    return null
  }
}

/** A credential that no header takes, which stays so however often it is tried. */
export class UnusableCredential extends TypeError {}

/** A credential that fits into a header. Throws a TypeError, in which the credential does not stand. */
export function readCredential(what: string, text: string): string {
  const trimmed = text.trim()
  if (!/^[\x21-\x7e]+$/.test(trimmed))
    throw new UnusableCredential(`${what} is empty, or has spaces or line breaks in it.`)
  return trimmed
}
