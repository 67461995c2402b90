import { hashOf } from './canonical.js'
import type { DefinedFile } from './files.js'
import type { There } from './kinds.js'
import type { Lock } from './lock.js'

/** What a push would do with a definition. */
export type Deed = 'same' | 'create' | 'update' | 'restore' | 'conflict' | 'archive' | 'only there'

export interface Step {
  readonly name: string
  readonly deed: Deed
  readonly file?: DefinedFile
  readonly there?: There
}

/** Compares a folder with a workspace. What is there and was never here is a conflict; nobody has looked at it. */
export function planPush(
  files: readonly DefinedFile[],
  there: ReadonlyMap<string, There>,
  { lock, prune }: { readonly lock: Lock; readonly prune: boolean },
): readonly Step[] {
  const planned = files.map((file): Step => {
    const found = there.get(file.name)
    return found === undefined
      ? { name: file.name, deed: 'create', file }
      : { name: file.name, deed: deedOf(file, found, lock), file, there: found }
  })
  const here = new Set(files.map(({ name }) => name))
  const others = [...there].flatMap(([name, found]): Step[] => {
    if (here.has(name) || found.archivedAt !== null) return []
    // Only what once stood in this folder is archived for no longer being there.
    return [{ name, deed: prune && lock.knows(name, found.body) ? 'archive' : 'only there', there: found }]
  })
  return [...inOrderOfReferences(planned), ...inOrderOfReferences(others).toReversed()]
}

function deedOf({ name, body }: DefinedFile, there: There, lock: Lock): Deed {
  const isSame =
    hashOf(body) === hashOf(there.body) || lock.isPair(name, body, there.body) || lock.isSent(name, body, there.version)
  if (there.archivedAt !== null) return isSame || lock.knows(name, there.body) ? 'restore' : 'conflict'
  if (isSame) return 'same'
  return lock.knows(name, there.body) ? 'update' : 'conflict'
}

/** What others name comes before them. What goes in a circle keeps the order of the names. */
function inOrderOfReferences(steps: readonly Step[]): readonly Step[] {
  const byReference = new Map(steps.map((step) => [referenceOf(step.name), step]))
  const ordered = new Set<Step>()
  const visiting = new Set<Step>()
  const visit = (step: Step): void => {
    if (visiting.has(step)) return
    visiting.add(step)
    for (const reference of referencesIn(bodyOf(step))) {
      const named = byReference.get(reference)
      if (named !== undefined) visit(named)
    }
    ordered.add(step)
  }
  for (const step of steps) visit(step)
  return [...ordered]
}

const bodyOf = ({ file, there }: Step): unknown => file?.body ?? there?.body

const referenceOf = (name: string): string => name.split('/').slice(1).join('/')

/** The definitions that a step names itself, among those that are given. */
export function namedBy(step: Step, steps: readonly Step[]): readonly Step[] {
  const references = new Set(referencesIn(bodyOf(step)))
  return steps.filter((other) => other !== step && references.has(referenceOf(other.name)))
}

/**
 * Whatever may name a definition: a field that is called as a kind, `survey: delivery` or `template: { key: receipt }`.
 * Only what is among the definitions counts, so that a field of another meaning does no harm.
 */
function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, member]: [string, unknown]) => {
    const { key }: { key?: unknown } = Object(member)
    const named = typeof member === 'string' ? [member] : typeof key === 'string' ? [key] : []
    return [...named.map((text) => `${field}/${text}`), ...referencesIn(member)]
  })
}
