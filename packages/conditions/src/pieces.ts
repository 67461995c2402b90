import { judgeLeaf } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Condition } from './schema.js'
import { leavesOf } from './visit.js'

/**
 * Looks at what somebody did leaf by leaf, so that whoever asks can rest in between. Afterwards `evaluate` and `explain`
 * over the same lists of occurrences only have to read what was found.
 */
export function* lookBack(condition: Condition, facts: Facts, now: Date): Generator<void, void, void> {
  for (const { node } of leavesOf(condition)) {
    if (!('did' in node || 'sequence' in node)) continue
    judgeLeaf(node, facts, now.getTime())
    yield
  }
}
