import type { JsonObject } from '@polyphon/contracts'

export type PropertyValue = string | number | boolean

/** What an answer is told apart by: flat, so that every property can become a dimension. */
export type Properties = Readonly<Record<string, PropertyValue>>

export const MOST_PROPERTIES = 50
export const LONGEST_PROPERTY = 500
export const LONGEST_PROPERTY_NAME = 100

/**
 * Takes from the properties of an order what can tell answers apart. An order is not refused for a property that is
 * nested or too much: the person is still to be asked.
 */
export function flatProperties(properties: JsonObject): Properties {
  const flat: Record<string, PropertyValue> = {}
  let count = 0
  for (const [name, value] of Object.entries(properties)) {
    if (count >= MOST_PROPERTIES || !isName(name)) continue
    if (typeof value === 'string') flat[name] = storable(firstCharacters(value))
    else if (typeof value === 'number' || typeof value === 'boolean') flat[name] = value
    else continue
    count += 1
  }
  return flat
}

const firstCharacters = (text: string): string =>
  Array.from(text.slice(0, 2 * LONGEST_PROPERTY))
    .slice(0, LONGEST_PROPERTY)
    .join('')

// PostgreSQL stores neither NUL nor half of a surrogate pair, and cutting a text may leave such a half.
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

const isName = (name: string): boolean =>
  name.length > 0 && name.length <= LONGEST_PROPERTY_NAME && name === storable(name)
