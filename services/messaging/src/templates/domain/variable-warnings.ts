import {
  type Fault,
  firstCharacters,
  isLonger,
  nearest,
  type PathSegment,
  pointerTo,
  writePath,
} from '@polyphon/values'
import type { LocalesPointer } from './built-in-template.js'
import { type TemplateContent, variablePath } from './template.js'
import { type UsedPath, usedPaths } from './used-paths.js'

const ROOTS = ['person', 'data', 'url', 'unsubscribeUrl'] as const
const OF_PERSON = ['id', 'traits', 'identifiers', 'locale', 'timeZone'] as const
const FIELDS = ['subject', 'body', 'text'] as const
// The first of them say enough, and looking for names like theirs costs something.
const MOST = 20
// A declared name has 200 at most.
const LONGEST_SHOWN = 250

/** Warns of what a template reads and nothing gives it, each once in a text. */
export function variableWarnings(template: TemplateTexts, at: LocalesPointer): readonly Fault[] {
  const variables = declared(template.variables.map(({ name }) => variablePath(name)))
  return firstUnknown(template, at, variables).map(({ pointer, segments, line }) => {
    const { because, near } = explain(segments, variables)
    const meant = near === null ? '' : ` Is \`${shown(near)}\` meant?`
    const name = shown(writePath(segments))
    return { pointer, code: 'variable_unknown', detail: `Line ${line}: \`${name}\` ${because}${meant}` }
  })
}

interface UnknownPath extends UsedPath {
  readonly pointer: string
}

function firstUnknown(template: TemplateTexts, at: LocalesPointer, variables: Variables): readonly UnknownPath[] {
  const unknown: UnknownPath[] = []
  for (const { pointer, source } of textsOf(template, at))
    for (const { segments, line } of usedOnce(source)) {
      if (isGiven(segments, variables)) continue
      unknown.push({ pointer, segments, line })
      // A megabyte of paths is not looked through for more, while everybody else in this process waits.
      if (unknown.length === MOST) return unknown
    }
  return unknown
}

/** A path as a person can still read it: one may be as long as its template. */
const shown = (path: string): string =>
  isLonger(path, LONGEST_SHOWN) ? `${firstCharacters(path, LONGEST_SHOWN)}…` : path

type TemplateTexts = Pick<TemplateContent, 'channels' | 'variables'>

function textsOf({ channels }: TemplateTexts, at: LocalesPointer) {
  return Object.entries(channels).flatMap(([channel, { locales }]) =>
    Object.entries(locales).flatMap(([tag, texts]) =>
      FIELDS.map((field) => ({ pointer: pointerTo(at(channel), tag, field), source: texts[field] ?? '' })),
    ),
  )
}

const usedOnce = (source: string): readonly UsedPath[] =>
  [
    ...new Map(
      usedPaths(source)
        .toReversed()
        .map((path) => [writePath(path.segments), path]),
    ).values(),
  ].toReversed()

/** The variables below `data`: as they are listed, and as a tree, in which each path of a text is looked up at once. */
interface Variables {
  readonly paths: readonly (readonly PathSegment[])[]
  readonly tree: Node
}

interface Node {
  readonly below: Map<PathSegment, Node>
  isVariable: boolean
}

function declared(paths: Variables['paths']): Variables {
  const tree: Node = { below: new Map(), isVariable: false }
  for (const path of paths) {
    let node = tree
    for (const segment of path) {
      const next: Node = node.below.get(segment) ?? { below: new Map(), isVariable: false }
      node.below.set(segment, next)
      node = next
    }
    node.isVariable = true
  }
  return { paths, tree }
}

/** Whether something may give a template this. */
function isGiven([root, ...rest]: readonly PathSegment[], variables: Variables): boolean {
  if (root === 'data') return rest.length === 0 || isDeclared(rest, variables)
  if (root === 'person') return rest.length === 0 || OF_PERSON.some((known) => known === rest[0])
  return ROOTS.some((known) => known === root)
}

interface Unknown {
  readonly because: string
  readonly near: string | null
}

/** Why nothing gives a template this, and what is like it. */
function explain(segments: readonly PathSegment[], variables: Variables): Unknown {
  const [root, ...rest] = segments
  const name = writePath(segments)
  const inData = variables.paths.map((path) => writePath(['data', ...path]))
  if (root === 'person') return notOfPerson(rest)
  if (root === 'data')
    return {
      because:
        'is not among `variables`, so nobody is told that `data` has to hold it. Name it there, with `required: false` if it may be missing.',
      near: nearest(name, inData),
    }
  return {
    because: `is nothing that a template sees; there are ${ROOTS.join(', ')}.`,
    near: isDeclared(segments, variables) ? `data.${name}` : nearest(name, [...ROOTS, ...inData]),
  }
}

/** Whether it lies below or above something that is declared. */
function isDeclared(segments: readonly PathSegment[], { tree }: Variables): boolean {
  let node = tree
  for (const segment of segments) {
    const next = node.below.get(segment)
    if (next === undefined) return false
    if (next.isVariable) return true
    node = next
  }
  return true
}

function notOfPerson(rest: readonly PathSegment[]): Unknown {
  const [first, ...others] = rest
  const near = typeof first === 'string' ? nearest(first, OF_PERSON) : null
  return {
    because: `is nothing that is known of a person; there are ${OF_PERSON.map((name) => `person.${name}`).join(', ')}.`,
    near: near === null ? writePath(['person', 'traits', ...rest]) : writePath(['person', near, ...others]),
  }
}
