import { describe, expect, it } from 'vitest'
import { composeMail } from './compose-mail.js'

async function headersOf(name: string, subject: string): Promise<readonly string[]> {
  const bytes = await composeMail({
    messageId: 'm1',
    from: 'Größe <hallo@example.test>',
    to: { address: 'a@example.test', name },
    content: { subject, html: '<p>x</p>', text: 'x' },
    locale: 'de',
    unsubscribeUrl: null,
    sentAt: new Date(0),
  })
  const [head = ''] = bytes.toString('utf8').split('\r\n\r\n')
  return head.split('\r\n')
}

describe('a mail', () => {
  it('keeps names and subjects in one line, without control characters', async () => {
    const lines = await headersOf('Anne\r\nBcc: x@example.test\0\u2028', '\u0007Hello\r\nX-Evil: 1\u001B')
    expect(lines).toContain('Subject: Hello X-Evil: 1')
    expect(lines).toContain('To: "Anne Bcc: x@example.test" <a@example.test>')
    expect(lines.filter((line) => /^(Bcc|X-Evil)/.test(line))).toEqual([])
  })
})
