import { describe, expect, it } from 'vitest'
import { contentOf, headOf, mailWith } from '../../../test/composed.js'
import { composeMail } from './compose-mail.js'

/** Headers as a mail program shows them: unfolded, with encoded words read. */
function decoded(lines: readonly string[]): ReadonlyMap<string, string> {
  const unfolded = lines
    .join('\r\n')
    .replaceAll(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
  return new Map(
    unfolded.map((line) => {
      const [name = '', value = ''] = line.split(/: ?(.*)/s, 2)
      return [name, decodeWords(value).trim()]
    }),
  )
}

const decodeWords = (value: string): string =>
  value
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/g, (_, kind: string, word: string) =>
      kind === 'B' ? Buffer.from(word, 'base64').toString() : decodeQ(word),
    )

const decodeQ = (word: string): string =>
  decodeURIComponent(word.replaceAll('_', ' ').replaceAll('%', '=25').replaceAll('=', '%'))

const headersOf = (name: string, subject: string): Promise<readonly string[]> =>
  headOf({ to: { address: 'a@example.test', name }, content: contentOf(subject) })

describe('a mail', () => {
  it('keeps names and subjects in one line, without control characters', async () => {
    const lines = await headersOf('Anne\r\nBcc: x@example.test\0\u2028', '\u0007Hello\r\nX-Evil: 1\u001B')
    expect(lines).toContain('Subject: Hello X-Evil: 1')
    expect(lines).toContain('To: "Anne Bcc: x@example.test" <a@example.test>')
    expect(lines.filter((line) => /^(Bcc|X-Evil)/.test(line))).toEqual([])
  })

  it('has no line that a server would refuse, and shows what was written', async () => {
    const texts = [
      'x'.repeat(3000),
      `Bestellung ${'Größe'.repeat(300)} 👟`,
      '👟'.repeat(600),
      `Hello ${'word '.repeat(400)}end`,
      'Hi =?utf-8?q?=42cc?= you',
      '=?utf-8?B?SGFsbG8=?= Größe',
      'a =? b',
    ]
    for (const text of texts) {
      const lines = await headersOf(text, text)
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line))), text.slice(0, 30)).toBeLessThanOrEqual(78)
      const read = decoded(lines)
      expect(read.get('Subject')).toBe(text)
      expect(read.get('To')).toMatch(/ <a@example\.test>$/)
      expect(
        read
          .get('To')
          ?.replace(/ <a@example\.test>$/, '')
          .replaceAll('"', ''),
      ).toBe(text)
    }
  })

  it('writes an address behind an encoded name as it writes it elsewhere', async () => {
    const bytes = await composeMail(mailWith({ to: { address: 'a@müller.example', name: '=?utf-8?q?a?=' } }))
    expect(bytes.toString()).toContain('=?UTF-8?B?PT91dGYtOD9xP2E/PQ==?= <a@xn--mller-kva.example>')
  })
})
