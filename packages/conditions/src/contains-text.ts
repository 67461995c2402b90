// From here on a text of one letter and a pattern of it with another in the middle cost a hundred times as much as to read both.
const LONG = 64

/** Whether a text contains another, in time that grows with both and not with their product, as that of `includes` may. */
export function containsText(text: string, wanted: string): boolean {
  if (wanted.length < LONG || wanted.length >= text.length) return text.includes(wanted)
  const borders = bordersOf(wanted)
  let matched = 0
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    while (matched > 0 && wanted.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0
    if (wanted.charCodeAt(matched) === unit) matched += 1
    if (matched === wanted.length) return true
  }
  return false
}

/** Of each beginning of a text, the length of its longest part that it both begins and ends with (Knuth, Morris, Pratt). */
function bordersOf(text: string): Uint32Array {
  const borders = new Uint32Array(text.length)
  let length = 0
  for (let index = 1; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    while (length > 0 && text.charCodeAt(length) !== unit) length = borders[length - 1] ?? 0
    if (text.charCodeAt(length) === unit) length += 1
    borders[index] = length
  }
  return borders
}
