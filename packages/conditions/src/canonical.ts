import {
  channelName,
  normaliseIdentifier,
  normaliseType,
  type PhoneNormaliser,
  parsePath,
  phoneNormaliser,
  writePath,
} from '@polyphon/values'
import type { Comparison, Condition, Scalar } from './schema.js'

const EVERYWHERE = phoneNormaliser(null)

/**
 * The same condition with every name of a channel, every type of identifier and every value that one is compared with in
 * the form in which they are kept of people; another spelling would hold for nobody, and its `not` for everybody.
 * National phone numbers are read where `normalisePhone` knows their region.
 */
export function toCanonical(condition: Condition, normalisePhone: PhoneNormaliser = EVERYWHERE): Condition {
  const inside = (child: Condition): Condition => toCanonical(child, normalisePhone)
  const within = <Node extends { readonly where?: Condition | undefined }>(node: Node): Node =>
    node.where === undefined ? node : { ...node, where: inside(node.where) }
  if ('all' in condition) return { all: condition.all.map(inside) }
  if ('any' in condition) return { any: condition.any.map(inside) }
  if ('not' in condition) return { not: inside(condition.not) }
  if ('did' in condition) return within(condition)
  if ('sequence' in condition) return { ...condition, sequence: condition.sequence.map(within) }
  if ('path' in condition) return canonicalComparison(condition, normalisePhone)
  if (!('permission' in condition)) return condition
  const { channel, topic } = condition.permission
  return { permission: { channel: channelName(channel), topic } }
}

// `identifiers.email` is a list of whole values, as each of `identifiers.email[*]` is; behind `[0]` there is a text, which
// may contain part of one.
function canonicalComparison(comparison: Comparison, normalisePhone: PhoneNormaliser): Comparison {
  const [root, named, ...rest] = parsePath(comparison.path) ?? []
  const type = root === 'identifiers' && typeof named === 'string' ? normaliseType(named) : null
  if (type === null) return comparison
  const path = writePath(['identifiers', type, ...rest])
  const { op, value } = comparison
  const isWhole = op === 'eq' || op === 'ne' || op === 'in' || (op === 'contains' && rest.length === 0)
  if (!isWhole || value === undefined) return { ...comparison, path }
  const read = (scalar: Scalar): Scalar =>
    typeof scalar === 'string'
      ? (normaliseIdentifier({ type, value: scalar }, normalisePhone)?.value ?? scalar)
      : scalar
  return { ...comparison, path, value: isList(value) ? value.map(read) : read(value) }
}

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] => Array.isArray(value)
