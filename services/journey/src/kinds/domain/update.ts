import { durationMs, pointerTo } from '@polyphon/values'
import { z } from 'zod'
import { fault, lintValues } from './lint-parts.js'
import { planChange } from './person-order.js'
import { go, type Move, note, type Progress, stay } from './progress.js'
import type { Stimulus } from './run.js'
import { stepKind } from './step-kind.js'
import { common, Value } from './step-parts.js'

const Update = z.strictObject({
  ...common,
  type: z.literal('update'),
  set: z
    .record(z.string().min(1).max(200), Value)
    .refine((set) => Object.keys(set).length > 0, 'At least one trait.')
    .refine((set) => Object.keys(set).length <= 50, 'At most 50 traits.')
    .describe('Traits by name; null removes one, and what is to be read and is not there stays as it is'),
})

type UpdateStep = z.output<typeof Update>

// Profile answers within moments; after this the run goes on, and its trace says that nobody has answered.
const PATIENCE = 'PT1H'

/** Orders a change of the person and goes on once profile has carried it out, so that the next steps see it. */
export const update = stepKind({
  type: 'update',
  schema: Update,
  orders: 'traits',
  lint: ({ set }, pointer) => [
    ...lintValues(`${pointer}/set`, set),
    ...Object.keys(set).flatMap((name) =>
      /[.[\]]/.test(name)
        ? [
            fault(
              pointerTo(pointer, 'set', name),
              'trait_nested',
              'A trait is set as a whole: its name has no . [ or ].',
            ),
          ]
        : [],
    ),
  ],
  enter: enterUpdate,
  react: reactInUpdate,
})

function enterUpdate(progress: Progress, step: UpdateStep): Move {
  const planned = planChange(progress, step, step.set)
  if (planned === null) return go(step.next)
  const { order, values } = planned
  const names = Object.keys(values)
  if (names.length === 0) {
    note(progress, 'nothing_to_update', `nothing is there to be read for ${Object.keys(step.set).join(', ')}`)
    return go(step.next)
  }
  progress.orders.push({ ...order, kind: 'traits', traits: values })
  note(progress, 'traits_planned', names.join(', '), order.orderId)
  const until = new Date(progress.now.getTime() + durationMs(PATIENCE)).toISOString()
  return stay({ for: 'update', orderId: order.orderId, until })
}

function reactInUpdate(progress: Progress, step: UpdateStep, stimulus: Stimulus): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'update') return null
  if (stimulus.kind === 'carried_out' && stimulus.orderId === waiting.orderId) {
    note(progress, 'updated', 'profile has carried it out', waiting.orderId)
    return go(step.next)
  }
  if (stimulus.kind !== 'time' || Date.parse(waiting.until) > progress.now.getTime()) return null
  note(progress, 'update_unconfirmed', `profile has not carried it out within ${PATIENCE}`, waiting.orderId)
  return go(step.next)
}
