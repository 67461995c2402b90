const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })
// The segmenter takes a text apart only as far as it is read; no letter on a screen has as many units.
const UNITS_OF_A_LETTER = 33

/**
 * A text of at most so many letters, the last of which stands for what is left out. What people read as one letter, such as
 * a family of emoji, is never cut in two.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const looked = text.slice(0, most * UNITS_OF_A_LETTER)
  const shown: string[] = []
  for (const { segment } of letters.segment(looked)) {
    if (shown.length === most) return `${shown.slice(0, -1).join('')}…`
    shown.push(segment)
  }
  return looked.length === text.length ? text : `${shown.slice(0, -1).join('')}…`
}
