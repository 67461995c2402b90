import { isLonger, PATH_FORM, type PathSegment, parsePath, writePath } from '@polyphon/values'
import { z } from 'zod'
import { LIMITS } from './limits.js'

/** What a path may start with. */
export const ROOTS = ['traits', 'identifiers', 'event', 'run', 'answer'] as const
export type Root = (typeof ROOTS)[number]

/** What a path inside `account` may start with. */
export const ACCOUNT_ROOTS = ['traits', 'roles'] as const

/** Reads like `traits.address.city`, `traits.tags[0]` or `traits["First Name"]`; it only points, it never computes. */
export const Path = z
  .string()
  .max(LIMITS.pathLength)
  // What is too long is refused as such, and not read.
  .refine((text) => isLonger(text, LIMITS.pathLength) || parsePath(text) !== null, PATH_FORM)
  .describe(PATH_FORM)
export type Path = z.infer<typeof Path>

/** Names a segment, step, purpose or topic. */
export const Key = z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Lower case letters, digits, - and _, at most 63.')
export type Key = z.infer<typeof Key>

/** Where the value of a computed trait stands among the traits. */
export const computedPath = (key: string): string => writePath(['traits', key])

/** The segments of a path that has been checked; none of what is no path. */
export const splitPath = (path: string): readonly PathSegment[] => parsePath(path) ?? []

export function isRoot(name: PathSegment | undefined): name is Root {
  return ROOTS.some((root) => root === name)
}
