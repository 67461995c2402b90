import { type PathSegment, readPathAt } from '@polyphon/values'

/** What a template reads, and in which line it does so first. */
export interface UsedPath {
  readonly segments: readonly PathSegment[]
  readonly line: number
}

/** A tag, or what is shown (no name). */
interface Part {
  readonly tag: string | null
  readonly text: string
  readonly line: number
}

const OPENING = /\{[{%]/g
// A text in quotes may hold quotes behind a backslash, and ends with what it stands in if nothing else ends it.
const QUOTES = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|'[^'\\]*(?:\\[^][^'\\]*)*(?:'|\\?$)`
const SHOWN_END = new RegExp(`${QUOTES}|(\\}\\})`, 'g')
const TAG_END = new RegExp(`${QUOTES}|(%\\})`, 'g')
const TAG = /^\s*(#|[A-Za-z_]\w*)/
// What stands between these is text.
const QUOTING: ReadonlySet<string> = new Set(['raw', 'comment'])
const NAMING: ReadonlySet<string> = new Set(['assign', 'capture', 'increment', 'decrement', 'for', 'tablerow'])
const LOOPS: readonly string[] = ['forloop', 'tablerowloop']

/** The parts of a text that Liquid reads, in their order. The text is one that Liquid can read. */
function partsOf(source: string): readonly Part[] {
  const parts: Part[] = []
  let line = 1
  let counted = 0
  OPENING.lastIndex = 0
  for (let found = OPENING.exec(source); found !== null; found = OPENING.exec(source)) {
    const isTag = found[0] === '{%'
    const end = endOf(source, OPENING.lastIndex, isTag ? TAG_END : SHOWN_END)
    if (end < 0) break
    line += linesIn(source.slice(counted, found.index))
    counted = found.index
    const text = source.slice(OPENING.lastIndex, end).replace(/^-/, '').replace(/-$/, '')
    OPENING.lastIndex = end + 2
    if (!isTag) parts.push({ tag: null, text, line })
    else if (!skipQuoted(source, text)) parts.push(...tagsIn(text, line))
  }
  return parts
}

/** Where it is closed, which in quotes it is not; -1 if never. */
function endOf(source: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from
  let found = pattern.exec(source)
  while (found !== null && found[1] === undefined) found = pattern.exec(source)
  return found?.index ?? -1
}

const linesIn = (text: string): number => text.split('\n').length - 1

/** Goes on behind what a tag quotes; false for a tag that quotes nothing. */
function skipQuoted(source: string, text: string): boolean {
  const [, name = ''] = TAG.exec(text) ?? []
  if (!QUOTING.has(name)) return false
  const end = new RegExp(String.raw`\{%-?\s*end${name}\b`, 'g')
  end.lastIndex = OPENING.lastIndex
  OPENING.lastIndex = end.exec(source)?.index ?? source.length
  return true
}

/** A tag; several of them where `liquid` has one on each line. */
function tagsIn(text: string, line: number): readonly Part[] {
  const { tag, rest } = tagAt(text)
  if (tag !== 'liquid') return partOf(tag, rest, line)
  // What stands behind another `liquid` is on the same line: its tag is that of the line, however many there are.
  return rest.split('\n').flatMap((inner, index) => {
    const last = tagAt(inner.replace(LIQUIDS, ''))
    return partOf(last.tag, last.rest, line + index)
  })
}

const LIQUIDS = /^(?:\s*liquid\b)+/

function tagAt(text: string): { readonly tag: string; readonly rest: string } {
  const [whole = '', tag = ''] = TAG.exec(text) ?? []
  return { tag, rest: text.slice(whole.length) }
}

const partOf = (tag: string, text: string, line: number): readonly Part[] =>
  tag === '' || tag === '#' ? [] : [{ tag, text, line }]

const NAME = /^\s*([\p{L}_][\p{L}\p{M}\p{N}_-]*)/u

/** The name that a tag gives to something; null for none. */
const namedBy = ({ tag, text }: Part): string | null =>
  tag !== null && NAMING.has(tag) ? (NAME.exec(text)?.[1] ?? null) : null

const WORDS: ReadonlySet<string> = new Set(
  'true false nil null empty blank and or not contains in reversed limit offset cols'.split(' '),
)
const BESIDE = new RegExp(
  String.raw`${QUOTES}|\|\s*\w+|offset\s*:\s*continue(?![\w-])|[A-Za-z_][\w-]*\s*:|-?\d[\d.]*|\s+`,
  'y',
)
const BEGINNING = /[\p{L}_]/uy
const WORD = /[^\s|,)]+/y

/** The paths of an expression. */
function pathsIn(text: string): readonly (readonly PathSegment[])[] {
  const paths: (readonly PathSegment[])[] = []
  let at = 0
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }
  while (at < text.length) {
    if (skip(BESIDE)) continue
    BEGINNING.lastIndex = at
    if (!BEGINNING.test(text)) {
      at += 1
      continue
    }
    const path = readPathAt(text, at)
    // What is looked up by a variable can be anything.
    if (path === null) skip(WORD)
    else {
      at = path.end
      if (path.segments.length > 1 || !WORDS.has(String(path.segments[0]))) paths.push(path.segments)
    }
  }
  return paths
}

/** What a text in Liquid reads of what it is given: not what it names itself. */
export function usedPaths(source: string): readonly UsedPath[] {
  const parts = partsOf(source)
  const names = new Set<PathSegment>([...LOOPS, ...parts.flatMap((part) => namedBy(part) ?? [])])
  return parts.flatMap((part) => {
    const name = namedBy(part)
    const rest = name === null ? part.text : part.text.replace(NAME, '')
    return pathsIn(rest)
      .filter(([root]) => root !== undefined && !names.has(root))
      .map((segments) => ({ segments, line: part.line }))
  })
}
