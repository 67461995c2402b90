import { nfc } from '../nfc.js'
import { remembered } from '../remembered.js'

/** Stands in a path for every element of a list: `[*]`. */
export const EVERY_ELEMENT: unique symbol = Symbol('every element')

/** The name of a member, the digits of an index, or every element of a list. */
export type PathSegment = string | typeof EVERY_ELEMENT

/** A path at the beginning of a longer text, and where it ends there. */
export interface PathAt {
  readonly segments: readonly PathSegment[]
  readonly end: number
}

/** What a path is, for whoever wrote something else. */
export const PATH_FORM =
  'A path such as traits.address.city, traits.tags[0], traits["First Name"] or event.properties.products[*].sku: what holds anything but letters, digits, _, - and $ is quoted.'

const PLAIN = String.raw`[\p{L}\p{M}\p{N}_$-]+`
const NAME = new RegExp(PLAIN, 'uy')
const WHOLE_NAME = new RegExp(`^${PLAIN}$`, 'u')
const INDEX = /\[([0-9]+)\]/y
const EVERY = /\[\*\]/y
const QUOTED = /\[("(?:[^"\\]|\\.)*")\]/y
const SINGLE_QUOTED = /\['((?:[^'\\]|\\.)*)'\]/y
// PostgreSQL keeps neither in a text.
const UNSTORABLE = /\0|\p{Surrogate}/u

/**
 * Reads the path that begins at `start`, as far as it goes; null where none begins, or a bracket holds what is none. Names
 * are composed (NFC), as what is looked for is.
 */
export function readPathAt(text: string, start: number): PathAt | null {
  const root = at(NAME, text, start)
  if (root === null) return null
  const segments: PathSegment[] = [nfc(root[0])]
  let end = start + root[0].length
  for (;;) {
    const next = segmentAt(text, end)
    if (next === undefined) return { segments, end }
    if (next === null) return null
    segments.push(next.segment)
    end = next.end
  }
}

/** Undefined where the path ends, null where it is broken. */
function segmentAt(
  text: string,
  start: number,
): { readonly segment: PathSegment; readonly end: number } | null | undefined {
  const first = text[start]
  if (first === '.') {
    const name = at(NAME, text, start + 1)
    return name === null ? null : { segment: nfc(name[0]), end: start + 1 + name[0].length }
  }
  if (first !== '[') return undefined
  const found =
    at(INDEX, text, start) ?? at(EVERY, text, start) ?? at(QUOTED, text, start) ?? at(SINGLE_QUOTED, text, start)
  if (found === null) return null
  const segment = meaningOf(found)
  return segment === null ? null : { segment, end: start + found[0].length }
}

function at(pattern: RegExp, text: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start
  return pattern.exec(text)
}

function meaningOf([whole, inner]: RegExpExecArray): PathSegment | null {
  if (inner === undefined) return EVERY_ELEMENT
  if (!/^\[["']/.test(whole)) return inner
  return unquoted(whole.startsWith(`['`) ? inDoubleQuotes(inner) : inner)
}

/** As JSON says it: `\'` is no escape there, and `"` needs one. */
const inDoubleQuotes = (inner: string): string =>
  `"${inner.replaceAll(/\\'|\\.|"/g, (part) => (part === `\\'` ? `'` : part === '"' ? String.raw`\"` : part))}"`

function unquoted(json: string): string | null {
  try {
    const name: unknown = JSON.parse(json)
    return typeof name === 'string' && !UNSTORABLE.test(name) ? nfc(name) : null
  } catch {
    return null
  }
}

/**
 * Reads a path such as `traits.address.city`, `traits.tags[0]`, `traits["First Name"]` or `products[*].sku`; it only points,
 * it never computes. Null for what is none.
 */
export const parsePath: (text: string) => readonly PathSegment[] | null = remembered((text) => {
  const path = readPathAt(text, 0)
  return path === null || path.end < text.length ? null : path.segments
})

/** Reads what stands behind a root that is not written: `order.number`, `größe`, `["order id"]`. Null for what is none. */
export const parsePathBelow = (root: string, text: string): readonly PathSegment[] | null =>
  parsePath(text.startsWith('[') ? root + text : `${root}.${text}`)?.slice(1) ?? null

/** Writes a path in such a way that `parsePath` reads these segments. The first must be a plain name. */
export function writePath(segments: readonly PathSegment[]): string {
  const [root = '', ...rest] = segments
  return rest.reduce<string>((path, segment) => path + written(segment), String(root))
}

function written(segment: PathSegment): string {
  if (segment === EVERY_ELEMENT) return '[*]'
  if (/^[0-9]+$/.test(segment)) return `[${segment}]`
  return WHOLE_NAME.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`
}

// What every object inherits leads nowhere, whatever the data says.
const INHERITED: ReadonlySet<PathSegment> = new Set(['__proto__', 'constructor', 'prototype'])

/** True for a path that could only reach what every object inherits: it leads nowhere, whatever the data says. */
export function leadsToInherited(segments: readonly PathSegment[]): boolean {
  return segments.some((segment) => INHERITED.has(segment))
}

/**
 * Everything that segments lead to, through own members and indexes only: one value, or one for each element behind `[*]`;
 * undefined stands for what is not there.
 */
export function valuesAt(start: unknown, segments: readonly PathSegment[]): readonly unknown[] {
  if (leadsToInherited(segments)) return [undefined]
  return segments.reduce<readonly unknown[]>(
    (values, segment) =>
      segment === EVERY_ELEMENT ? values.flatMap(elementsOf) : values.map((value) => memberOf(value, segment)),
    [start],
  )
}

/** What segments lead to; undefined when nothing is there. Behind `[*]` it is the list of what is there. */
export function valueAtPath(start: unknown, segments: readonly PathSegment[]): unknown {
  if (!segments.includes(EVERY_ELEMENT))
    return leadsToInherited(segments)
      ? undefined
      : segments.reduce<unknown>((value, segment) => memberOf(value, segment), start)
  const found = valuesAt(start, segments).filter((value) => value !== undefined)
  return found.length === 0 ? undefined : found
}

const elementsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

function memberOf(value: unknown, segment: PathSegment): unknown {
  if (typeof segment !== 'string' || typeof value !== 'object' || value === null) return undefined
  // Digits index a list however they are written, `[0]` or `.0`, as in PostgreSQL's `#>`.
  if (Array.isArray(value)) return /^[0-9]+$/.test(segment) ? (value as readonly unknown[])[Number(segment)] : undefined
  return Object.hasOwn(value, segment) ? Reflect.get(value, segment) : undefined
}
