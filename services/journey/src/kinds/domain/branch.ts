import { Condition, Key } from '@polyphon/conditions'
import { z } from 'zod'
import { duplicates } from './lint-parts.js'
import { go, judge, type Move, note, type Progress, reasonOf } from './progress.js'
import { edge, stepKind } from './step-kind.js'
import { common } from './step-parts.js'

const Branch = z.strictObject({
  ...common,
  type: z.literal('branch'),
  cases: z
    .array(z.strictObject({ id: Key, when: Condition, next: Key.nullable() }))
    .min(1)
    .max(20),
})

/** Sends the run on by the first case that holds, else to `next`. */
export const branch = stepKind({
  type: 'branch',
  schema: Branch,
  edges: ({ cases }) => cases.flatMap(({ next }, index) => edge(`cases/${index}/next`, next)),
  lint: ({ cases }, pointer) => duplicates(cases, `${pointer}/cases`),
  conditions: ({ cases }, pointer) =>
    cases.map(({ when }, index) => ({ pointer: `${pointer}/cases/${index}/when`, condition: when, isWhere: false })),
  enter: chooseBranch,
})

function chooseBranch(progress: Progress, { cases, next: otherwise }: z.output<typeof Branch>): Move {
  for (const { id, when, next } of cases) {
    if (!judge(progress, when).holds) continue
    note(progress, 'branched', `${id}: ${reasonOf(progress, when)}`)
    return go(next)
  }
  note(progress, 'branched', `none of ${cases.map(({ id, when }) => `${id}: ${reasonOf(progress, when)}`).join(' · ')}`)
  return go(otherwise)
}
