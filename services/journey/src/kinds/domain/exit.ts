import { Key } from '@polyphon/conditions'
import { z } from 'zod'
import { stepKind } from './step-kind.js'

/** Ends the run with an outcome. */
export const exit = stepKind({
  type: 'exit',
  schema: z.strictObject({
    type: z.literal('exit'),
    name: z.string().max(200).optional(),
    outcome: Key,
    touchpoint: Key.optional(),
  }),
  enter: (_progress, step) => ({ kind: 'end', outcome: step.outcome }),
})
