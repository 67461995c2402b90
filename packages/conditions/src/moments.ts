import { pointerTo, readTimestamp } from '@polyphon/values'
import { durationPart } from './instant.js'
import type { ConditionIssue } from './parse.js'
import type { Comparison, Condition } from './schema.js'
import { type Located, leavesOf } from './visit.js'

/**
 * The moments in a condition that whoever writes it now has to write otherwise: not as RFC 3339 says, with an offset. What
 * people and programs send is read in more forms; in a definition it should be beyond doubt which moment is meant. Conditions
 * that are stored hold others, and go on working.
 */
export function unclearMoments(condition: Condition, pointer = ''): readonly ConditionIssue[] {
  return comparisonsIn(condition, pointer).flatMap(({ node: { op, value }, pointer: at }) => {
    if ((op !== 'before' && op !== 'after') || typeof value !== 'string') return []
    if (value === 'now' || durationPart(value) !== null || readTimestamp(value) !== undefined) return []
    const detail = `${op} needs a date and time such as 2026-03-29T00:00:00+01:00, or now, now-P30D, now+PT4H.`
    return [{ pointer: pointerTo(at, 'value'), code: 'value_does_not_fit', detail }]
  })
}

type Compared = Pick<Comparison, 'op' | 'value'>

/** Every comparison, those of accounts and inside a `where` too. */
function comparisonsIn(condition: Condition, pointer: string): readonly Located<Compared>[] {
  return leavesOf(condition, pointer).flatMap(({ node, pointer: at }): readonly Located<Compared>[] => {
    if ('path' in node || 'computed' in node) return [{ node, pointer: at }]
    if ('account' in node) return [{ node: node.account, pointer: pointerTo(at, 'account') }]
    if ('did' in node) return node.where === undefined ? [] : comparisonsIn(node.where, pointerTo(at, 'where'))
    if (!('sequence' in node)) return []
    return node.sequence.flatMap(({ where }, index) =>
      where === undefined ? [] : comparisonsIn(where, pointerTo(at, 'sequence', index, 'where')),
    )
  })
}
