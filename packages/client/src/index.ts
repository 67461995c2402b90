import createClient, { type Client } from 'openapi-fetch'
import type { paths as AnalyticsPaths } from './generated/analytics.js'
import type { paths as FeedbackPaths } from './generated/feedback.js'
import type { paths as JourneyPaths } from './generated/journey.js'
import type { paths as MessagingPaths } from './generated/messaging.js'
import type { paths as ProfilePaths } from './generated/profile.js'

export type { AnalyticsPaths, FeedbackPaths, JourneyPaths, MessagingPaths, ProfilePaths }

/** What `data` and `error` are made of, where an operation can also answer a drawing or a table (`parseAs: 'text'`). */
type Json = `application/${string}json`

export interface PolyphonOptions {
  /** Where each service answers, by name: `{ profile: 'http://127.0.0.1:7001', … }`. */
  readonly services: Readonly<Record<string, string>>
  /** A secret or publishable key, or the operator's token. */
  readonly key: string
  /** A person token, beside a publishable key. */
  readonly personToken?: string
}

/** The five services, each with the types of its own OpenAPI document. */
export interface Polyphon {
  readonly profile: Client<ProfilePaths, Json>
  readonly journey: Client<JourneyPaths, Json>
  readonly messaging: Client<MessagingPaths, Json>
  readonly feedback: Client<FeedbackPaths, Json>
  readonly analytics: Client<AnalyticsPaths, Json>
}

/** Makes a typed client. Every call answers `{ data }` or `{ error }`, an RFC 9457 problem with a stable `code`. */
export function createPolyphon({ services, key, personToken }: PolyphonOptions): Polyphon {
  const headers = {
    authorization: `Bearer ${key}`,
    ...(personToken === undefined ? {} : { 'polyphon-person': personToken }),
  }
  const at = (name: string): { baseUrl: string; headers: Record<string, string> } => {
    const baseUrl = services[name]
    if (baseUrl === undefined) throw new Error(`Say where the ${name} service answers.`)
    return { baseUrl, headers }
  }
  return {
    profile: createClient<ProfilePaths, Json>(at('profile')),
    journey: createClient<JourneyPaths, Json>(at('journey')),
    messaging: createClient<MessagingPaths, Json>(at('messaging')),
    feedback: createClient<FeedbackPaths, Json>(at('feedback')),
    analytics: createClient<AnalyticsPaths, Json>(at('analytics')),
  }
}
