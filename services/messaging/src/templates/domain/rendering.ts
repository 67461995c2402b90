import { isVerified } from '@polyphon/contracts'
import type { Recipient } from '../../channels/domain/address.js'
import type { Content, ContentFault, Sources } from '../../channels/domain/channel-kind.js'
import type { Urgency } from './fair-queue.js'
import type { Speech } from './speech.js'

/** What a template sees. */
export interface RenderScope {
  readonly person: Readonly<Record<string, unknown>>
  readonly data: Readonly<Record<string, unknown>>
  readonly url?: string
  readonly unsubscribeUrl?: string
}

export interface RenderFault {
  readonly part: 'subject' | 'html' | 'text'
  readonly code: 'template_invalid' | 'variable_missing' | 'template_too_costly' | 'renderer_unavailable'
  readonly detail: string
  readonly variable?: string
}

/** Without a scope there is no content. */
export type RenderResult =
  | { readonly ok: true; readonly content: Content | null }
  | { readonly ok: false; readonly fault: RenderFault }

/** Texts of a workspace to be rendered, or without a scope only to be checked. */
export interface RenderJob {
  readonly workspaceId: string
  readonly urgency: Urgency
  readonly sources: Sources
  readonly scope: RenderScope | null
  /** For whom it is rendered. */
  readonly speaks: Speech
}

/** Renders templates that users have written, away from this process's own thread and within limits. */
export interface Renderer {
  render(job: RenderJob): Promise<RenderResult>
  close(): Promise<void>
}

/**
 * Whether a fault is one of the content, which stays the same however often it is tried. A thread that did not come back
 * says nothing about the content: it may have been the machine.
 */
export const isLasting = ({ code }: RenderFault): boolean => code !== 'renderer_unavailable'

/** What rendering a message came to. */
export type Rendering =
  | { readonly outcome: 'rendered'; readonly content: Content }
  /** It stays so, however often it is tried. */
  | { readonly outcome: 'faulty'; readonly fault: ContentFault }
  /** Something of ours was missing: it may be tried again. */
  | { readonly outcome: 'unavailable'; readonly reason: string }
  /** The gate would have stopped the message. */
  | { readonly outcome: 'not_needed' }

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
