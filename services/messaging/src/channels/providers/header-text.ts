// Names and subjects are text of others: one line, and nothing that a mail program would obey.

// A line of a header has 78 characters at best and may not have more than 998 (RFC 5322 §2.1.1); it is folded at blanks.
const LONGEST_WORD = 60
// Of UTF-8; with what stands around it an encoded word has then 64 characters, beside the name of its header 73.
const BYTES_OF_WORD = 39

/** The text in one line, without control characters. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** Whether a text would be read as something else, or makes a line that cannot be folded, if it is written as it is. */
export function mustBeEncoded(text: string): boolean {
  return text.includes('=?') || text.split(' ').some((word) => word.length > LONGEST_WORD)
}

/** The text in encoded words (RFC 2047), none of which breaks a character in two; what is between them is not shown. */
export function encodedWords(text: string): string {
  const words: string[] = []
  let word = ''
  let bytes = 0
  const close = (): void => {
    if (word !== '') words.push(`=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`)
    word = ''
    bytes = 0
  }
  for (const char of text) {
    const size = Buffer.byteLength(char)
    if (bytes + size > BYTES_OF_WORD) close()
    word += char
    bytes += size
  }
  close()
  return words.join(' ')
}
