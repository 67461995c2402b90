import { type Condition, evaluate, type JsonObject, parseCondition, unclearMoments } from '@polyphon/conditions'
import { type Fault, parsePath, pointerTo } from '@polyphon/values'

export type ShowIfDecision =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | { readonly outcome: 'accepted'; readonly condition: Condition }

/** Checks when a question is shown: a condition over the answers to questions before it, and nothing else. */
export function decideShowIf(value: JsonObject, earlier: readonly string[], pointer: string): ShowIfDecision {
  const parsed = parseCondition(value)
  if (!parsed.ok) {
    const faults = parsed.issues.map((issue) => ({ ...issue, pointer: `${pointer}${issue.pointer}` }))
    return { outcome: 'refused', faults }
  }
  const faults = [...findForeign(parsed.condition, earlier, pointer), ...unclearMoments(parsed.condition, pointer)]
  return faults.length > 0 ? { outcome: 'refused', faults } : { outcome: 'accepted', condition: parsed.condition }
}

/** Whether a question is shown to somebody who has given these answers. */
export function isShown(condition: Condition | undefined, answers: JsonObject, now: Date): boolean {
  if (condition === undefined) return true
  return evaluate(condition, { traits: {}, identifiers: {}, segments: [], answer: answers, occurrences: () => [] }, now)
    .holds
}

function findForeign(condition: Condition, earlier: readonly string[], pointer: string): readonly Fault[] {
  if ('all' in condition)
    return condition.all.flatMap((part, index) => findForeign(part, earlier, pointerTo(pointer, 'all', index)))
  if ('any' in condition)
    return condition.any.flatMap((part, index) => findForeign(part, earlier, pointerTo(pointer, 'any', index)))
  if ('not' in condition) return findForeign(condition.not, earlier, `${pointer}/not`)
  if (!('path' in condition))
    return [{ pointer, code: 'show_if_only_answers', detail: 'Here a condition looks at answers only.' }]
  const question = questionOf(condition.path)
  if (question !== null && earlier.includes(question)) return []
  return [
    {
      pointer: `${pointer}/path`,
      code: 'show_if_not_earlier',
      detail: 'The path is answer.<id of an earlier question that is answered>.',
    },
  ]
}

/** The id of the question whose answer a path leads to; null where it leads elsewhere. */
export function questionOf(path: string): string | null {
  const [root, id, ...rest] = parsePath(path) ?? []
  return root === 'answer' && typeof id === 'string' && rest.length === 0 ? id : null
}
