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

/** Who writes: an address, and the name that is shown beside it. */
export interface Mailbox {
  readonly address: string
  readonly name: string | null
}

const IN_BRACKETS = /^(.*?)\s*<([^<>]*)>$/s
const QUOTED = /^"((?:[^"\\]|\\.)*)"$/s

/**
 * Reads `Name <address>`, whatever signs the name has: colons, commas and brackets belong to it, quotes around all of it
 * do not. An address alone has no name. Null for what holds no address.
 */
export function readMailbox(text: string): Mailbox | null {
  const [, written = '', bracketed] = IN_BRACKETS.exec(text.trim()) ?? []
  const address = (bracketed ?? text).trim()
  if (!/^(?:[^\s@<>",;:()]+|"[^"]+")@[^\s@<>",;:()]+$/.test(address)) return null
  const quoted = QUOTED.exec(written.trim())?.[1]?.replaceAll(/\\(.)/gs, '$1')
  const name = (quoted ?? written).trim()
  return { address, name: name === '' ? null : name }
}

/** A finished mail, as its providers take it. */
export interface Mail extends Outgoing<MailContent> {
  readonly from: Mailbox
}

export type MailProvider = Provider<Mail>
