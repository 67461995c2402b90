import { textOfHtml } from './html-text.js'
import type { SendResult } from './outcome.js'

/** The sources of one mail, in Liquid. */
export interface MailSources {
  readonly subject: string
  readonly html: string | null
  readonly text: string | null
}

/** What the sources became; each part that was given. */
export type MailTexts = MailSources

export interface MailContent {
  readonly subject: string
  readonly html: string
  readonly text: string
}

const TAG = /<\/?[a-z!][^<>]*>/i

/** Takes a template's texts apart: a body with a tag is HTML, any other is plain text. */
export function sourcesOf(texts: {
  readonly subject: string
  readonly body: string
  readonly text?: string | undefined
}): MailSources {
  const isHtml = TAG.test(texts.body)
  return {
    subject: texts.subject,
    html: isHtml ? texts.body : null,
    text: texts.text ?? (isHtml ? null : texts.body),
  }
}

/** Completes what was rendered: one line of subject, and always both a text and an HTML part. */
export function contentOf(texts: MailTexts): MailContent {
  const text = texts.text ?? textOfHtml(texts.html ?? '')
  return {
    subject: texts.subject.replaceAll(/\s+/g, ' ').trim(),
    html: texts.html ?? htmlOfText(text),
    text,
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Makes text harmless within HTML. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (char) => ESCAPES[char] ?? char)

/** A plain HTML part of a text: its paragraphs, with links that can be followed. */
export function htmlOfText(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => {
      const linked = escapeHtml(paragraph).replaceAll(/https?:\/\/[^\s<>]+[^\s<>.,;:!?)]/g, '<a href="$&">$&</a>')
      return `<p>${linked.replaceAll('\n', '<br>\n')}</p>`
    })
    .join('\n')
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

export type MailWhereabouts = 'sent' | 'unsent' | 'unknown'

/** Hands finished mails to the outside. What it answers is certain, or says that it is not. */
export interface MailProvider {
  readonly name: string
  /** How many mails may wait for it at the same time; each waits as long as the ones before it take. */
  readonly mostAtOnce?: number
  /** Hands over, if it can begin by then: the message may be somebody else's afterwards. */
  send(mail: Mail, beginBy: Date): Promise<SendResult>
  /** Looks whether a mail was taken, where that can be known. What is `unsent` may be sent again without harm. */
  find?(messageId: string): Promise<MailWhereabouts>
  close(): Promise<void>
}
