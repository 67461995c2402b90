import { type ComputedLeaf, type ConditionTree, type Located, leavesOf, type Op } from '@polyphon/conditions'
import { type Fault, pointerTo } from '@polyphon/values'
import { type Compute } from '../../people/domain/compute.js'

/** As much of a computed trait as says what its values are. */
export interface ComputedForm {
  readonly compute: Compute
  readonly property?: string | undefined
  readonly isArchived: boolean
}

const OF_EVERY_VALUE: readonly Op[] = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'exists']

/** What values may be, which operators can hold for one of them, and what they compare with. */
interface Form {
  readonly name: string
  readonly ops: ReadonlySet<Op>
  readonly isComparable: (value: unknown) => boolean
}

const NUMBER: Form = {
  name: 'a number',
  ops: new Set(OF_EVERY_VALUE),
  isComparable: (value) => typeof value === 'number',
}
const MOMENT: Form = {
  name: 'a moment as text',
  ops: new Set([...OF_EVERY_VALUE, 'before', 'after']),
  isComparable: (value) => typeof value === 'string',
}
const LIST: Form = {
  name: 'a list',
  ops: new Set<Op>(['contains', 'exists']),
  isComparable: (value) => value !== null,
}

/** Null for whatever the property may hold. */
function formOf({ compute, property }: ComputedForm): Form | null {
  if (compute === 'unique_list') return LIST
  if (compute === 'most_frequent') return null
  if (compute === 'first' || compute === 'last') return property === undefined ? MOMENT : null
  return NUMBER
}

/** Every comparison with a computed trait, those inside a `where` too. */
export function computedLeaves(condition: ConditionTree, pointer = ''): readonly Located<ComputedLeaf>[] {
  return leavesOf(condition, pointer).flatMap(({ node, pointer: at }): readonly Located<ComputedLeaf>[] => {
    if ('computed' in node) return [{ node, pointer: at }]
    if ('did' in node) return node.where === undefined ? [] : computedLeaves(node.where, pointerTo(at, 'where'))
    if (!('sequence' in node)) return []
    return node.sequence.flatMap(({ where }, index) =>
      where === undefined ? [] : computedLeaves(where, pointerTo(at, 'sequence', index, 'where')),
    )
  })
}

/** What a comparison with a computed trait cannot mean: there is none of that key, or its values never compare so. */
export function misfitOf({ node, pointer }: Located<ComputedLeaf>, trait: ComputedForm | undefined): Fault | null {
  const key = pointerTo(pointer, 'computed')
  if (trait === undefined)
    return {
      pointer: key,
      code: 'computed_trait_unknown',
      detail: `No computed trait "${node.computed}" is published.`,
    }
  if (trait.isArchived)
    return {
      pointer: key,
      code: 'computed_trait_archived',
      detail: `The computed trait "${node.computed}" is archived; restore it first.`,
    }
  const form = formOf(trait)
  if (form === null) return null
  const name = `"${node.computed}" (${trait.compute}) is ${form.name}`
  if (!form.ops.has(node.op))
    return {
      pointer: pointerTo(pointer, 'op'),
      code: 'op_does_not_fit',
      detail: `${name}: compare by ${[...form.ops].join(', ')}.`,
    }
  const compared = node.op === 'exists' ? [] : [node.value].flat()
  if (compared.every((value) => form.isComparable(value))) return null
  return { pointer: pointerTo(pointer, 'value'), code: 'value_does_not_fit', detail: `${name} and never compares so.` }
}
