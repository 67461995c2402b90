import type { Condition } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'
import { computedLeaves, misfitOf } from '../domain/computed-leaf.js'
import { readComputedForms } from '../store/computed-forms.js'
import { conditionInvalid } from './check-condition.js'

/** Refuses a condition that compares with a computed trait which is not there, or never compares so. */
export async function requireComputed(tx: Tx, condition: Condition): Promise<void> {
  const leaves = computedLeaves(condition, '/body/condition')
  if (leaves.length === 0) return
  const forms = await readComputedForms(tx, [...new Set(leaves.map(({ node }) => node.computed))])
  const faults = leaves.flatMap((leaf) => misfitOf(leaf, forms.get(leaf.node.computed)) ?? [])
  if (faults.length > 0) throw conditionInvalid(faults)
}
