import { isVerified } from '@polyphon/contracts'
import type { Recipient } from './address.js'
import type { MailSources, MailTexts } from './mail.js'

/** What a template sees. */
export interface RenderScope {
  readonly person: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
  readonly url?: string
  readonly unsubscribeUrl?: string
}

export interface RenderFault {
  readonly part: 'subject' | 'html' | 'text'
  readonly code: 'template_invalid' | 'variable_missing' | 'template_too_costly'
  readonly detail: string
  readonly variable?: string
}

export type RenderResult =
  | { readonly ok: true; readonly texts: MailTexts }
  | { readonly ok: false; readonly fault: RenderFault }

/** Renders templates that users have written, away from this process's own thread and within limits. */
export interface Renderer {
  /** Without a scope the sources are only checked. */
  render(sources: MailSources, scope: RenderScope | null): Promise<RenderResult>
  close(): Promise<void>
}

/** The person as templates see them: traits, language, and the newest identifier of each type. */
export function personScope(person: Recipient | null): Readonly<Record<string, unknown>> {
  if (person === null) return { traits: {}, identifiers: {} }
  return {
    id: person.profileId,
    traits: person.traits,
    // The first one of a type stands; reversed, it is written last.
    identifiers: Object.fromEntries(
      person.identifiers
        .filter(isVerified)
        .toReversed()
        .map(({ type, value }) => [type, value]),
    ),
    ...(person.locale === null ? {} : { locale: person.locale }),
    ...(person.timeZone === null ? {} : { timeZone: person.timeZone }),
  }
}
