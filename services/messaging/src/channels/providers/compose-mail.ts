import MailComposer from 'nodemailer/lib/mail-composer'
import MimeNode from 'nodemailer/lib/mime-node'
import type { Mail } from '../domain/mail.js'
import { encodedWords, mustBeEncoded, oneLine } from './header-text.js'

// Under its own name the library would write a name as it is, between quotes.
const RECIPIENT = 'X-Recipient'

/** Who it is for, where the library cannot be left to write the name; without it beside an address that needs quotes. */
function encodedRecipient({ address, name }: Mail['to']): Readonly<Record<string, string>> {
  const line = oneLine(name ?? '')
  if (!mustBeEncoded(line)) return {}
  const written = MimeNode.encodeHeaderValue('To', [{ name: 'x', address }]).replace(/^x /, '')
  return { [RECIPIENT]: /^[!#-~]+$/.test(written) ? `${encodedWords(line)} ${written}` : written }
}

/** Writes a mail as RFC 5322 says, with the same Message-ID at every try. */
export async function composeMail(mail: Mail): Promise<Buffer> {
  const domain = /@([^\s<>"]+?)>?\s*$/.exec(mail.from)?.[1] ?? 'polyphon.invalid'
  const subject = oneLine(mail.content.subject)
  const recipient = encodedRecipient(mail.to)
  return new MailComposer({
    from: mail.from,
    // Never as text alone, which would be read for addresses anew.
    ...(RECIPIENT in recipient ? {} : { to: { name: oneLine(mail.to.name ?? ''), address: mail.to.address } }),
    // The library leaves encoded words as they are, and folds between them.
    subject: mustBeEncoded(subject) ? encodedWords(subject) : subject,
    text: mail.content.text,
    html: mail.content.html,
    messageId: `<${mail.messageId}@${domain}>`,
    date: mail.sentAt,
    headers: {
      ...recipient,
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.locale,
      ...(mail.unsubscribeUrl === null
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${mail.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    normalizeHeaderKey: (key) => (key === RECIPIENT ? 'To' : key),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
