import type { JsonObject } from '@polyphon/contracts'
import { firstCharacters, isLonger } from '@polyphon/values'

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
    if (typeof value === 'string') flat[name] = storable(firstCharacters(value, LONGEST_PROPERTY))
    else if (typeof value === 'number' || typeof value === 'boolean') flat[name] = value
    else continue
    count += 1
  }
  return flat
}

// PostgreSQL stores neither NUL nor half of a surrogate pair.
const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

const isName = (name: string): boolean =>
  name.length > 0 && !isLonger(name, LONGEST_PROPERTY_NAME) && name === storable(name)
