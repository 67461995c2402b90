import MailComposer from 'nodemailer/lib/mail-composer'
import type { Mail } from '../domain/mail.js'

// A name or subject is text of others: one line, and nothing that a mail program would obey.
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** Writes a mail as RFC 5322 says, with the same Message-ID at every try. */
export async function composeMail(mail: Mail): Promise<Buffer> {
  const domain = /@([^\s<>"]+?)>?\s*$/.exec(mail.from)?.[1] ?? 'polyphon.invalid'
  return new MailComposer({
    from: mail.from,
    to: mail.to.name === null ? mail.to.address : { name: oneLine(mail.to.name), address: mail.to.address },
    subject: oneLine(mail.content.subject),
    text: mail.content.text,
    html: mail.content.html,
    messageId: `<${mail.messageId}@${domain}>`,
    date: mail.sentAt,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': mail.locale,
      ...(mail.unsubscribeUrl === null
        ? {}
        : {
            'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${mail.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build()
}
