import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a person sees of a mail, and what their mail program does. */
export interface ReceivedMail {
  readonly file: string
  readonly to: string
  readonly subject: string
  readonly html: string
  /** Of `List-Unsubscribe`, for one click. */
  readonly unsubscribeUrl: string
  readonly headers: ReadonlyMap<string, string>
}

/** The mails to an address that lie in the mail folder. Just enough of MIME for what Polyphon itself writes. */
export function mailsTo(folder: string, address: string): readonly ReceivedMail[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
    .map((name) => readMail(name, readFileSync(join(folder, name), 'latin1')))
    .filter(({ to }) => to.includes(address))
}

/** Where a link with this text leads. */
export function linkIn(html: string, text: string): string {
  const found = [...html.matchAll(/<a href="([^"]+)">([^<]*)<\/a>/g)].find(([, , shown]) => shown === text)
  if (found?.[1] === undefined) throw new Error(`There is no link »${text}« in ${html}`)
  return found[1].replaceAll('&amp;', '&')
}

function readMail(file: string, source: string): ReceivedMail {
  const { headers, body } = part(source)
  const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type') ?? '')?.[1] ?? ''
  const html = body
    .split(`--${boundary}`)
    .map((text) => part(text.trimStart()))
    .find((section) => section.headers.get('content-type')?.startsWith('text/html'))
  const unsubscribeUrl = /<([^>]+)>/.exec(headers.get('list-unsubscribe') ?? '')?.[1] ?? ''
  return {
    file,
    to: headers.get('to') ?? '',
    subject: decodeWords(headers.get('subject') ?? ''),
    html: html === undefined ? '' : decodeBody(html.headers.get('content-transfer-encoding'), html.body),
    unsubscribeUrl,
    headers,
  }
}

function part(source: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const end = source.indexOf('\r\n\r\n')
  const lines = source
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { headers: new Map(headers), body: source.slice(end + 4) }
}

function decodeBody(encoding: string | undefined, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return (encoding === 'quoted-printable' ? unquote(body) : Buffer.from(body, 'latin1')).toString('utf8')
}

const unquote = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

const decodeWords = (text: string): string =>
  text
    .replaceAll(/(\?=)\s+(=\?)/g, '$1$2')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, words: string) =>
      (kind.toLowerCase() === 'b' ? Buffer.from(words, 'base64') : unquote(words.replaceAll('_', ' '))).toString(
        'utf8',
      ),
    )
