import MailComposer from 'nodemailer/lib/mail-composer'
import MimeNode from 'nodemailer/lib/mime-node'
import type { Mail, Mailbox } from '../domain/mail.js'
import { encodedWords, mustBeEncoded, oneLine } from './header-text.js'

// Under its own name the library would write a name as it is, between quotes.
const HIDDEN = new Map([
  ['X-Recipient', 'To'],
  ['X-Sender-Written', 'From'],
])

type Written = { readonly field: { name: string; address: string } } | { readonly header: string }

/**
 * A mailbox as a field of the library or, where that cannot be left to write the name, as a header; without the name beside
 * an address that needs quotes. Never as text alone, which would be read for addresses anew.
 */
function writtenMailbox({ address, name }: Mailbox): Written {
  const line = oneLine(name ?? '')
  if (!mustBeEncoded(line)) return { field: { name: line, address } }
  const written = MimeNode.encodeHeaderValue('To', [{ name: 'x', address }]).replace(/^x /, '')
  return { header: /^[!#-~]+$/.test(written) ? `${encodedWords(line)} ${written}` : written }
}

/** Writes a mail as RFC 5322 says, with the same Message-ID at every try. */
export async function composeMail(mail: Mail): Promise<Buffer> {
  const domain = /@([^@]+)$/.exec(mail.from.address)?.[1] ?? 'polyphon.invalid'
  const subject = oneLine(mail.content.subject)
  const from = writtenMailbox(mail.from)
  const to = writtenMailbox(mail.to)
  return new MailComposer({
    ...('field' in from ? { from: from.field } : {}),
    ...('field' in to ? { to: to.field } : {}),
    // The library leaves encoded words as they are, and folds between them.
    subject: mustBeEncoded(subject) ? encodedWords(subject) : subject,
    text: mail.content.text,
    html: mail.content.html,
    messageId: `<${mail.messageId}@${domain}>`,
    date: mail.sentAt,
    headers: {
      ...('header' in from ? { 'X-Sender-Written': from.header } : {}),
      ...('header' in to ? { 'X-Recipient': to.header } : {}),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.locale,
      ...(mail.unsubscribeUrl === null
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${mail.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    normalizeHeaderKey: (key) => HIDDEN.get(key) ?? key,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
