import { z } from 'zod'
import { lintValues } from './lint-parts.js'
import { planChange } from './person-order.js'
import { go, note } from './progress.js'
import { stepKind } from './step-kind.js'
import { common, EventName, Values } from './step-parts.js'

const Emit = z.strictObject({
  ...common,
  type: z.literal('emit'),
  event: EventName.max(256).refine((name) => name.trim() !== '', 'A name is more than spaces.'),
  data: Values.refine((values) => Object.keys(values).length <= 100, 'At most 100 properties.'),
})

/** Orders an event of the person, which starts journeys and counts in segments like any other, and goes on at once. */
export const emit = stepKind({
  type: 'emit',
  schema: Emit,
  orders: 'event',
  lint: ({ data }, pointer) => lintValues(`${pointer}/data`, data),
  causes: ({ event }) => event,
  enter: (progress, step) => {
    const planned = planChange(progress, step, step.data)
    if (planned === null) return go(step.next)
    const { order, values } = planned
    progress.orders.push({ ...order, kind: 'event', event: step.event, properties: values })
    note(progress, 'event_planned', step.event, order.orderId)
    return go(step.next)
  },
})
