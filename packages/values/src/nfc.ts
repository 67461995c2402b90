// All text before it is composed already (UAX #15): nothing there combines.
const MAY_COMBINE = /[\u0300-\uffff]/
// No script has more marks on one letter than 30 (UAX #15 §13, Stream-Safe Text Format).
const MOST_MARKS = 30
// Found in hardly any text, and cheap: only what comes after it asks of each character whether it is a mark.
const MAY_BE_ENDLESS = new RegExp(`[\\u0300-\\uffff]{${MOST_MARKS + 1}}`)
const ENDLESS = new RegExp(`\\p{M}{${MOST_MARKS + 1},}`, 'gu')

/**
 * A text in NFC (UAX #15): `ü` is one character or two, and means the same. Marks are put in order by looking back at those
 * before them, so that 200,000 in a row would take half a minute: what stands on no letter of any script stays as it is.
 */
export function nfc(text: string): string {
  if (!MAY_COMBINE.test(text)) return text
  if (!MAY_BE_ENDLESS.test(text)) return text.normalize('NFC')
  let composed = ''
  let end = 0
  for (const { 0: marks, index } of text.matchAll(ENDLESS)) {
    composed += text.slice(end, index).normalize('NFC') + marks
    end = index + marks.length
  }
  return composed + text.slice(end).normalize('NFC')
}

/** Whether a text has more marks in a row than stand on any letter. */
export const hasEndlessMarks = (text: string): boolean => MAY_BE_ENDLESS.test(text) && text.search(ENDLESS) >= 0
