import type { ChannelTexts, MailContent, Outgoing, Provider, Sources } from './channel-kind.js'
import { isHtml } from './html-body.js'

/** Takes a template's texts apart: the body is HTML or plain text. */
export function sourcesOf(texts: ChannelTexts): Sources {
  const isPage = isHtml(texts.body)
  return {
    subject: texts.subject ?? '',
    html: isPage ? texts.body : null,
    text: texts.text ?? (isPage ? null : texts.body),
  }
}

/** A finished mail, as its providers take it. */
export interface Mail extends Outgoing<MailContent> {
  readonly from: string
}

export type MailProvider = Provider<Mail>
