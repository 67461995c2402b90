import { isHtml } from './html-body.js'
import type { SendResult } from './outcome.js'

/** The sources of one mail, in Liquid. */
export interface MailSources {
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
}

/** What the sources became: always both parts, and one line of subject. */
export interface MailContent {
  readonly subject: string
  readonly html: string
  readonly text: string
}

/** Takes a template's texts apart: the body is HTML or plain text. */
export function sourcesOf(texts: {
  readonly subject: string
  readonly body: string
  readonly text?: string | undefined
}): MailSources {
  const isPage = isHtml(texts.body)
  return {
    subject: texts.subject,
    html: isPage ? texts.body : null,
    text: texts.text ?? (isPage ? null : texts.body),
  }
}

/** A finished mail, as a provider takes it. */
export interface Mail {
  readonly messageId: string
  readonly from: string
  readonly to: { readonly address: string; readonly name: string | null }
  readonly content: MailContent
  readonly locale: string
  /** Set for what can be unsubscribed from by one click. */
  readonly unsubscribeUrl: string | null
  readonly sentAt: Date
}

export type MailStatus = 'sent' | 'unsent' | 'unknown'

/** Hands finished mails to the outside. Its result is certain, or is `unclear`. */
export interface MailProvider {
  readonly name: string
  /** How many mails may wait for it at the same time; each waits as long as the ones before it take. */
  readonly mostAtOnce?: number
  /** Sends, if it can begin by then: afterwards another process may hold the lease. */
  send(mail: Mail, beginBy: Date): Promise<SendResult>
  /** Looks whether a mail was taken, where that can be known. What is `unsent` may be sent again without harm. */
  find?(messageId: string): Promise<MailStatus>
  close(): Promise<void>
}
