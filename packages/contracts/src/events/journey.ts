import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import {
  ArchivedAt,
  ChainDepth,
  Channel,
  DefinitionUse,
  Id,
  jsonObject,
  Key,
  list,
  MessageClass,
  Revision,
  Timestamp,
  Version,
} from '../values.js'
import { anna, at, thread } from './example-values.js'

const topic = topicNames.facts('journey')
/** Orders travel among the facts as well. */
const alsoIn = [topicNames.orders('journey')]
const Run = z.object({ runId: Id, journey: Key, version: Version, profileId: Id, occurredAt: Timestamp })
const run = { runId: thread.runId, journey: 'after-delivery', version: 1, profileId: anna, occurredAt: at }
const OrderId = z.string().min(1).describe('`<runId>:<step>:<visit>`; the same order is never carried out twice.')

export const runStarted = defineEvent({
  type: 'journey.run_started.v1',
  topic,
  summary: 'A person has entered a journey.',
  data: Run.extend({
    trigger: z.object({
      type: z.string().min(1).describe('`event`, `segment` or `api`'),
      event: z.string().optional(),
      kind: z.string().optional().describe('`page` or `screen`; without it, the event was tracked'),
      messageId: z.string().optional(),
      segment: Key.optional(),
    }),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { ...run, trigger: { type: 'event', event: 'Order Delivered', messageId: 'shop-50314-delivered' } },
})

export const stepEntered = defineEvent({
  type: 'journey.step_entered.v1',
  topic,
  summary: 'A run has come to a step.',
  data: Run.extend({
    step: Key,
    kind: z.string().min(1).describe('The `type` that the journey gives this step.'),
    visit: z.int().min(1).describe('Counts how often the run has come to this step, from 1.'),
    touchpoint: Key.optional(),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { ...run, step: 'thank-you', kind: 'ask', visit: 1 },
})

export const runEnded = defineEvent({
  type: 'journey.run_ended.v1',
  topic,
  summary: 'A run is over.',
  data: Run.extend({
    outcome: Key.describe('The outcome that the journey names, or `merged`, `canceled`, `stopped`.'),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { ...run, outcome: 'answered' },
})

const Order = z.object({
  orderId: OrderId,
  runId: Id,
  profileId: Id,
  profileRevision: Revision.describe('The snapshot of the person that the order was decided on.'),
  channels: list(Channel, 1),
  topic: Key,
  expiresAt: Timestamp,
  touchpoint: Key.optional(),
  journey: Key.optional(),
})
const order = {
  orderId: thread.orderId,
  runId: thread.runId,
  profileId: anna,
  profileRevision: 5,
  channels: ['email'],
  topic: 'orders',
  expiresAt: thread.tomorrow,
  journey: 'after-delivery',
}

export const messagePlanned = defineEvent({
  type: 'journey.message_planned.v1',
  topic,
  alsoIn,
  summary: 'A journey orders a message; messaging decides whether and when it may be sent.',
  data: Order.extend({
    template: Key,
    data: jsonObject('What the template may show beside the person.'),
    class: MessageClass,
    priority: z.int().min(0).max(100),
  }),
  personal: ['data'],
  key: (data) => data.profileId,
  example: { ...order, template: 'parcel-arrived', data: { orderNumber: '50314' }, class: 'service', priority: 50 },
})

export const feedbackPlanned = defineEvent({
  type: 'journey.feedback_planned.v1',
  topic,
  alsoIn,
  summary: 'A journey orders a survey; feedback decides whether this person is asked now.',
  data: Order.extend({
    survey: Key,
    template: Key.optional(),
    properties: jsonObject('What the answer is to be distinguished by.'),
  }),
  personal: [],
  key: (data) => data.profileId,
  example: { ...order, survey: 'delivery', template: 'ask-after-delivery', properties: { late: false } },
})

const PersonOrder = z.object({
  orderId: OrderId.max(128),
  runId: Id,
  profileId: Id,
  profileRevision: Revision.describe('The snapshot of the person that the order was decided on.'),
  journey: Key,
  version: Version,
  step: Key,
  touchpoint: Key.optional(),
  chainDepth: ChainDepth,
  occurredAt: Timestamp.describe('When the run came to the step: what counts as newer than it wins.'),
})
const personOrder = {
  orderId: `${thread.runId}:note:1`,
  runId: thread.runId,
  profileId: anna,
  profileRevision: 5,
  journey: 'after-delivery',
  version: 1,
  step: 'note',
  chainDepth: 1,
  occurredAt: at,
}

export const traitsPlanned = defineEvent({
  type: 'journey.traits_planned.v1',
  topic,
  alsoIn,
  summary: 'A journey orders a change of a person; profile carries it out as an identify call with the order’s id.',
  data: PersonOrder.extend({ traits: jsonObject('Traits by name; null removes one.') }),
  personal: ['traits'],
  key: (data) => data.profileId,
  example: { ...personOrder, traits: { tier: 'gold', reminderDue: null } },
})

export const eventPlanned = defineEvent({
  type: 'journey.event_planned.v1',
  topic,
  alsoIn,
  summary: 'A journey orders an event of a person; profile carries it out as a track call with the order’s id.',
  data: PersonOrder.extend({
    event: z.string().min(1).max(256).describe('The name of the event.'),
    properties: jsonObject('Its properties.'),
  }),
  personal: ['properties'],
  key: (data) => data.profileId,
  example: { ...personOrder, event: 'Complaint Answered', properties: { orderNumber: '50314' } },
})

export const journeyPublished = defineEvent({
  type: 'journey.journey_published.v1',
  topic: topicNames.definitions('journey'),
  summary: 'A journey has a new version or a new status.',
  data: z.object({
    key: Key,
    version: Version,
    status: z.string().min(1),
    name: z.string().optional(),
    triggers: list(z.string()).describe('Names of the events that start it.'),
    class: MessageClass,
    owner: Key.optional(),
    purpose: Key.optional(),
    definition: jsonObject('The whole definition, polyphon.journey/1.').optional(),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
    uses: list(DefinitionUse)
      .optional()
      .describe('What it names of other services, and cannot be archived while it does.'),
  }),
  personal: [],
  key: (data) => `journey:${data.key}`,
  example: {
    key: 'after-delivery',
    version: 1,
    status: 'active',
    name: 'After the delivery',
    triggers: ['Order Delivered'],
    class: 'research',
    publishedAt: thread.yesterday,
  },
})
