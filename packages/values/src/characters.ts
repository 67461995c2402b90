/**
 * Whether a text has more characters than that. Unicode's code points count, as JSON Schema counts them for `maxLength`: an
 * emoji is one, although JavaScript says two. Looks at no more of the text than it has to.
 */
export function isLonger(text: string, characters: number): boolean {
  // A character has one unit or two.
  if (text.length <= characters) return false
  if (text.length > 2 * characters) return true
  let pairs = 0
  for (let at = 0; at < text.length; at += 1)
    if ((text.codePointAt(at) ?? 0) > LAST_OF_ONE_UNIT) {
      pairs += 1
      at += 1
    }
  return text.length - pairs > characters
}

const LAST_OF_ONE_UNIT = 0xff_ff

/** The first characters of a text, so many at most; none of them is cut in two. */
export function firstCharacters(text: string, most: number): string {
  if (!isLonger(text, most)) return text
  return Array.from(text.slice(0, 2 * most))
    .slice(0, most)
    .join('')
}
