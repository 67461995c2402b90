import { Key } from '@polyphon/conditions'
import { z } from 'zod'
import { go, note } from './progress.js'
import { stepKind } from './step-kind.js'
import { common } from './step-parts.js'

const Goto = z.strictObject({
  ...common,
  type: z.literal('goto'),
  to: Key.describe('The step to go on with, also an earlier one: the only way to close a circle'),
  maxVisits: z
    .int()
    .min(1)
    .max(100)
    .describe('How often a run may go there by this step; when it comes here once more, it goes on to `next`'),
})

/** Sends the run to another step, a limited number of times, so that nothing goes round for ever. */
export const goTo = stepKind({
  type: 'goto',
  schema: Goto,
  edges: ({ to, maxVisits }) => [{ at: 'to', to, atMost: maxVisits }],
  enter: (progress, { to, maxVisits, next }) => {
    const { visit } = progress.run
    if (visit > maxVisits) {
      note(progress, 'goto_spent', `was taken ${maxVisits} times, as often as it may be`)
      return go(next)
    }
    note(progress, 'went_to', `${to}, ${visit} of at most ${maxVisits} times`)
    return go(to)
  },
})
