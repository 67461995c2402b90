import { pointerTo } from '@polyphon/values'
import type { Condition, Leaf } from './schema.js'

/** A node with the JSON pointer that leads to it. */
export interface Located<Node> {
  readonly node: Node
  readonly pointer: string
}

/** Every deciding node under `all`, `any` and `not`, in the order of the text; a `where` belongs to its leaf. */
export function leavesOf(condition: Condition, pointer = ''): readonly Located<Leaf>[] {
  if ('all' in condition)
    return condition.all.flatMap((child, index) => leavesOf(child, pointerTo(pointer, 'all', index)))
  if ('any' in condition)
    return condition.any.flatMap((child, index) => leavesOf(child, pointerTo(pointer, 'any', index)))
  if ('not' in condition) return leavesOf(condition.not, pointerTo(pointer, 'not'))
  return [{ node: condition, pointer }]
}
