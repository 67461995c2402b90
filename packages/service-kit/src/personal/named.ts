import { groupBy, type Identifier, normaliseType } from '@polyphon/values'
import type { Subject } from './subject.js'

/** Says whether a text or a JSON document is about somebody. */
export type IsNamed = (text: string) => boolean

// As many characters of one's own are nobody else's by chance, so they count wherever they stand.
const OWN_LENGTH = 12

/**
 * Finds somebody in texts of every kind. Ids, addresses, phone numbers and other long identifiers count wherever they
 * stand alone; a short one, such as the customer number 7, only where a document says that it is one.
 */
export function findsIn({ ids, identifiers }: Subject): IsNamed {
  const long = identifiers.filter(isNobodyElses).map(({ value }) => value.toLowerCase())
  const needles = [...new Set([...ids, ...long])]
  const byType = groupBy(identifiers, ({ type }) => type)
  const values = new Map([...byType].map(([type, of]) => [type, new Set(of.map(({ value }) => value))]))
  const isValue: IsValue = (type, value) => {
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && (values.get(normaliseType(type) ?? type)?.has(text) ?? false)
  }
  const isIn = (text: string): boolean => {
    const lower = text.toLowerCase()
    return needles.some((needle) => standsAlone(lower, needle))
  }
  return (text) => {
    const document = parsed(text)
    return document === undefined ? isIn(text) || isIn(decoded(text)) : isInDocument(document, isIn, isValue)
  }
}

type IsValue = (type: string, value: unknown) => boolean

const isNobodyElses = ({ type, value }: Identifier): boolean =>
  type === 'email' || type === 'phone' || value.length >= OWN_LENGTH

const PART = /[\p{L}\p{N}._%+-]/u

/** Whether a text holds these characters, not as a part of longer ones: `a@b.de` is not in `aa@b.de`. */
function standsAlone(text: string, needle: string): boolean {
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + needle.length] ?? ' ']
    const endsSentence = after === '.' && !PART.test(text[at + needle.length + 1] ?? ' ')
    if (!PART.test(before) && (!PART.test(after) || endsSentence)) return true
  }
  return false
}

function parsed(text: string): unknown {
  if (!/^\s*[{["]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** As a form that was sent says it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return ''
  }
}

// Walks without recursion: what others sent may be nested as deep as they like.
function isInDocument(document: unknown, isIn: (text: string) => boolean, isValue: IsValue): boolean {
  const waiting: unknown[] = [document]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string' && isIn(next)) return true
    if (typeof next !== 'object' || next === null) continue
    if (isIdentifier(next, isValue)) return true
    for (const [key, value] of Object.entries(next)) {
      if (isIn(key) || isValue(key, value)) return true
      waiting.push(value)
    }
  }
  return false
}

const isIdentifier = (object: object, isValue: IsValue): boolean =>
  'type' in object && 'value' in object && typeof object.type === 'string' && isValue(object.type, object.value)
