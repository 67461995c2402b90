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

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  euro: '€',
  ndash: '–',
  mdash: '-',
  hellip: '…',
  copy: '©',
  bdquo: '„',
  ldquo: '“',
  rdquo: '”',
}

function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff) ? String.fromCodePoint(code) : whole
  })
}

const BREAKS: Readonly<Record<string, string>> = {
  br: '\n',
  '/div': '\n',
  '/tr': '\n',
  '/li': '\n',
  '/ul': '\n',
  '/ol': '\n',
  '/table': '\n',
  li: '- ',
  '/p': '\n\n',
  '/h1': '\n\n',
  '/h2': '\n\n',
  '/h3': '\n\n',
  '/h4': '\n\n',
  '/blockquote': '\n\n',
  hr: '\n\n',
}
const UNSEEN = new Set(['style', 'script', 'head', 'title'])
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i

/** A readable text of an HTML part: paragraphs, list items, and links with their address behind them. */
export function textOfHtml(html: string): string {
  let text = ''
  let unseen: string | null = null
  let link: { readonly address: string; readonly from: number } | null = null
  // One pass over tags and texts, so that the time grows with the length only, whatever the input.
  for (const [token] of html.matchAll(/<!--[^]*?-->|<[^<>]*>|[^<]+|</g)) {
    const tag = /^<(\/?[a-z][a-z0-9]*)/i.exec(token)?.[1]?.toLowerCase()
    if (unseen !== null) {
      if (tag === `/${unseen}`) unseen = null
    } else if (tag === undefined) {
      if (!token.startsWith('<!')) text += token.replaceAll(/\s+/g, ' ')
    } else if (UNSEEN.has(tag)) unseen = tag
    else if (tag === 'a') {
      const [, double, single, bare] = HREF.exec(token) ?? []
      link = { address: double ?? single ?? bare ?? '', from: text.length }
    } else if (tag === '/a' && link !== null) {
      const label = text.slice(link.from).trim()
      if (label === '') text += link.address
      else if (link.address !== '' && link.address !== label) text += ` (${link.address})`
      link = null
    } else text += BREAKS[tag] ?? ''
  }
  return tidy(decodeEntities(text))
}

const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/[ \t]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

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

/** Hands finished mails to the outside. What it answers is certain, or says that it is not. */
export interface MailProvider {
  readonly name: string
  send(mail: Mail): Promise<SendResult>
  close(): Promise<void>
}
