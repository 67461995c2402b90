import type { Mail } from '../src/channels/domain/mail.js'
import { composeMail } from '../src/channels/providers/compose-mail.js'

/** A mail that is like any other, with what a test is about. */
export const mailWith = (changes: Partial<Mail>): Mail => ({
  messageId: 'm1',
  from: { name: 'Größe', address: 'hallo@example.test' },
  to: { address: 'a@example.test', name: null },
  content: { subject: 'x', html: '<p>x</p>', text: 'x' },
  locale: 'de',
  unsubscribeUrl: null,
  sentAt: new Date(0),
  ...changes,
})

/** The lines of a mail's head, as they are written. */
export async function headOf(changes: Partial<Mail>): Promise<readonly string[]> {
  const bytes = await composeMail(mailWith(changes))
  const [head = ''] = bytes.toString('utf8').split('\r\n\r\n')
  return head.split('\r\n')
}

/** A content of which only the subject matters. */
export const contentOf = (subject: string): Mail['content'] => ({ subject, html: '<p>x</p>', text: 'x' })
