import type { Channel, Fault, PhoneNormaliser } from '@polyphon/values'
import type { z } from 'zod'
import type { SendResult } from './outcome.js'

/** What somebody writes for one language. Which of the fields a channel has, its `parts` say. */
export interface ChannelTexts {
  readonly subject?: string | undefined
  readonly body: string
  readonly text?: string | undefined
}

/** The sources of one message, in Liquid; without a subject it has one text and no other part. */
export interface Sources {
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
}

/** A mail: always both parts, and one line of subject. */
export interface MailContent {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** A message that is text and nothing else. */
export interface TextContent {
  readonly text: string
}

/** What the sources became. */
export type Content = MailContent | TextContent

/** What is wrong with the content, as a code, and which variable or part it is about. */
export interface ContentFault {
  readonly reason: string
  readonly variable?: string
}

/** Everything about a channel that is decided without a provider. */
export interface ChannelKind {
  readonly name: Channel
  /** Which identifiers of a person are addresses of it; null if none. */
  readonly identifier: string | null
  /** The one form of an address that it reaches; null for what it does not reach. */
  normalise(text: string, normalisePhone: PhoneNormaliser): string | null
  /** What a template holds for each language. */
  readonly parts: z.ZodType<ChannelTexts>
  /** What is rendered of that. */
  render(texts: ChannelTexts): Sources
  /** The same as it is parsed at publishing, by the field that a fault is reported under. */
  fields(texts: ChannelTexts): readonly { readonly field: string; readonly sources: Sources }[]
  /** Which texts can be published but will hardly do what they should; pointers begin at the language. */
  warn(texts: ChannelTexts): readonly Fault[]
  /** Why a rendered message cannot be sent; null if it can. */
  faultOf(content: Content): ContentFault | null
  /** How many messages the network counts; null where it counts none. */
  segmentsOf(content: Content): number | null
  readonly rules: {
    /** § 7 (3) UWG: existing customers may get marketing without having granted it. */
    readonly existingCustomer: boolean
    /** Who gets the same message twice sees one, as of two mails with one Message-ID; else it is never sent again when its end is unclear. */
    readonly repeatable: boolean
  }
}

/** A finished message, as a provider takes it. */
export interface Outgoing<Kind extends Content = Content> {
  readonly messageId: string
  readonly to: { readonly address: string; readonly name: string | null }
  readonly content: Kind
  readonly locale: string
  /** Set for what can be unsubscribed from by one click. */
  readonly unsubscribeUrl: string | null
  readonly sentAt: Date
}

/** What became of a message that was handed over, as far as its provider knows. */
export type HandoverStatus = 'sent' | 'unsent' | 'unknown'

/** Hands finished messages to the outside. Its result is certain, or is `unclear`. */
export interface Provider<Message = Outgoing> {
  readonly name: string
  /** How many messages may wait for it at the same time; each waits as long as the ones before it take. */
  readonly mostAtOnce?: number
  /** Sends, if it can begin by then: afterwards another process may hold the lease. */
  send(message: Message, beginBy: Date): Promise<SendResult>
  /** Looks whether a message was taken, where that can be known. What is `unsent` may be sent again without harm. */
  find?(messageId: string): Promise<HandoverStatus>
  /** Looks whether a message could be handed over now, and hands over none. Null if so, otherwise what is wrong, as a code. */
  probe?(): Promise<string | null>
  /** Removes what it keeps of messages itself. */
  forget?(messageIds: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** The providers of one channel. */
export interface ChannelProviders {
  /** What messages of live workspaces leave by. */
  readonly live: Provider
  /** What messages of test workspaces leave by. */
  readonly test: Provider
}

/** The channels that this process sends by. */
export interface Channels {
  /** Those that have a provider. */
  readonly available: ReadonlySet<string>
  providerFor(channel: string, workspace: { readonly mode: string }): Provider | null
  /** Asks a provider, by its name, what became of a message. */
  find(channel: string, provider: string, messageId: string): Promise<HandoverStatus>
  /** Asks all providers that can say it whether they would take a message: by name, null or what is wrong. */
  probe(): Promise<ReadonlyMap<string, string | null>>
  /** Has all providers remove what they keep of messages themselves. */
  forget(messageIds: readonly string[]): Promise<void>
}
