import { z } from 'zod'
import { LIMITS } from './limits.js'

/** What a path may start with. */
export const ROOTS = ['traits', 'identifiers', 'event', 'run', 'answer'] as const
export type Root = (typeof ROOTS)[number]

/** What a path inside `account` may start with. */
export const ACCOUNT_ROOTS = ['traits'] as const

const INHERITED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads like `traits.address.city` or `traits.tags[0]`; it only points, it never computes. */
export const Path = z
  .string()
  .max(LIMITS.pathLength)
  .regex(/^[a-zA-Z_]\w*(\.\w+|\[\d+\])*$/, 'A path such as traits.address.city or traits.tags[0].')
export type Path = z.infer<typeof Path>

/** Names a segment, step, purpose or topic. */
export const Key = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Lower case letters, digits, - and _, at most 63.')
export type Key = z.infer<typeof Key>

const MOST_REMEMBERED = 10_000
const taken = new Map<string, readonly string[]>()

export function splitPath(path: string): readonly string[] {
  const known = taken.get(path)
  if (known !== undefined) return known
  const segments = path.split(/[.[\]]+/).filter((segment) => segment !== '')
  if (taken.size >= MOST_REMEMBERED) taken.clear()
  taken.set(path, segments)
  return segments
}

export function isRoot(name: string | undefined): name is Root {
  return ROOTS.some((root) => root === name)
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for a path that could only reach what every object inherits. Such a path leads nowhere, whatever the data says. */
export function leadsToInherited(segments: readonly string[]): boolean {
  return segments.some((segment) => INHERITED.has(segment))
}

function step(value: unknown, segment: string): unknown {
  // Digits index an array however they are written, `[0]` or `.0`, as in PostgreSQL's `#>`.
  if (Array.isArray(value)) return /^\d+$/.test(segment) ? value[Number(segment)] : undefined
  return isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined
}

/** Follows segments through own properties only; undefined when nothing is there. */
export function readSegments(start: unknown, segments: readonly string[]): unknown {
  if (leadsToInherited(segments)) return undefined
  return segments.reduce(step, start)
}
