import { isLonger, nfc, parsePath, readPathAt } from '@polyphon/values'
import { LONGEST_NAME } from '../../facts/domain/texts.js'

/** What groups are told apart by: a field that every fact of a kind has, or a property that came along. */
export interface Dimension {
  /** As in the request: `channel`, `property.late`, `property["utm:source"]`. */
  readonly name: string
  /** The property's own name; null for a field. */
  readonly property: string | null
}

const PROPERTY = 'property.'
/** A property whose name is quoted, as in the paths of conditions. */
const QUOTED_PROPERTY = 'property['
/** In the catalogue: any property that came along. */
export const ANY_PROPERTY = `${PROPERTY}<name>`

/** The names of a comma list; a comma in quotes belongs to its name. */
export function splitNames(text: string): readonly string[] {
  const names: string[] = []
  for (let start = 0; ; ) {
    const comma = text.indexOf(',', endOfQuoted(text, start) ?? start)
    names.push(nfc(text.slice(start, comma < 0 ? undefined : comma).trim()))
    if (comma < 0) return names
    start = comma + 1
  }
}

/** The name and the value of `dimension:value`, where a colon in quotes belongs to the name; null without a name or a colon. */
export function splitFilter(text: string): { readonly name: string; readonly value: string } | null {
  const colon = text.indexOf(':', endOfQuoted(text, 0) ?? 0)
  const name = nfc(text.slice(0, Math.max(colon, 0)).trim())
  return name === '' ? null : { name, value: nfc(text.slice(colon + 1)) }
}

/** Where the quoted property that begins at `start` ends; null where none does. */
function endOfQuoted(text: string, start: number): number | null {
  const begin = start + (text.slice(start).length - text.slice(start).trimStart().length)
  return text.startsWith(QUOTED_PROPERTY, begin) ? (readPathAt(text, begin)?.end ?? null) : null
}

/** The dimension of this name; null where it is none of those that are known. */
export function readDimension(name: string, known: readonly string[]): Dimension | null {
  if (name === ANY_PROPERTY) return null
  if (known.includes(name)) return { name, property: null }
  const property = propertyOf(name)
  const isUsable = known.includes(ANY_PROPERTY) && property !== '' && !isLonger(property, LONGEST_NAME)
  return isUsable ? { name, property } : null
}

// What is not quoted is the name as it stands, dots included: properties are plain values, in which nothing lies deeper.
function propertyOf(name: string): string {
  if (name.startsWith(PROPERTY)) return name.slice(PROPERTY.length)
  if (!name.startsWith(QUOTED_PROPERTY)) return ''
  const [, property, ...deeper] = parsePath(name) ?? []
  return typeof property === 'string' && deeper.length === 0 ? property : ''
}

/** The same for the same dimension, however its name is written. */
export const keyOfDimension = ({ name, property }: Dimension): string =>
  property === null ? name : `${PROPERTY}${property}`
