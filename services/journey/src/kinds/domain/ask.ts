import { Key } from '@polyphon/conditions'
import { Duration, durationMs } from '@polyphon/values'
import { z } from 'zod'
import { eventOfRun, factsOf, resolveValues } from './facts-of-run.js'
import { lintChannels, lintValues } from './lint-parts.js'
import { go, type Move, note, orderIdOf, type Progress, stay } from './progress.js'
import type { Stimulus } from './run.js'
import { edge, stepKind } from './step-kind.js'
import { ChannelName, common, Values } from './step-parts.js'

const Ask = z.strictObject({
  ...common,
  type: z.literal('ask'),
  survey: Key,
  template: Key.optional(),
  topic: Key,
  properties: Values,
  channels: z.array(ChannelName).min(1).max(10),
  timeout: Duration.describe('After it the run goes on to `next`'),
  onAnswered: Key.nullable(),
  onDrop: Key.nullable().optional().describe('Where to go when nobody will be asked, or the mail fails; else `next`'),
})

type AskStep = z.output<typeof Ask>

/** Orders a survey and goes on by its answer. */
export const ask = stepKind({
  type: 'ask',
  schema: Ask,
  orders: 'feedback',
  edges: ({ onAnswered, onDrop }) => [...edge('onAnswered', onAnswered), ...edge('onDrop', onDrop)],
  lint: ({ channels, properties }, pointer) => [
    ...lintChannels(`${pointer}/channels`, channels),
    ...lintValues(`${pointer}/properties`, properties),
  ],
  sends: ({ topic, channels, template, survey, properties }) => ({
    class: 'research',
    topic,
    channels,
    template,
    survey,
    values: properties,
    at: 'properties',
  }),
  enter: enterAsk,
  react: reactInAsk,
})

/** Orders the survey; the run stands here until it is answered or time is up. */
function enterAsk(progress: Progress, step: AskStep): Move {
  const { run, person, now } = progress
  const orderId = orderIdOf(progress)
  const until = new Date(now.getTime() + durationMs(step.timeout)).toISOString()
  progress.orders.push({
    kind: 'feedback',
    orderId,
    step: run.step ?? '',
    profileRevision: person.revision,
    channels: step.channels,
    topic: step.topic,
    survey: step.survey,
    ...(step.template === undefined ? {} : { template: step.template }),
    properties: resolveValues(step.properties, factsOf(person, run, eventOfRun(run))),
    expiresAt: until,
    ...(step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }),
  })
  note(progress, 'feedback_planned', `the survey ${step.survey}, until ${until}`, orderId)
  return stay({ for: 'answer', orderId, survey: step.survey, until })
}

/**
 * An answer sends the run on to `onAnswered`, a dropped or failed invitation to `onDrop`, else `next`, as a message does;
 * and so does time. Who has looked at the invitation can still answer it, whatever later receipts say of its delivery.
 */
function reactInAsk(progress: Progress, step: AskStep, stimulus: Stimulus): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'answer') return null
  if (stimulus.kind === 'answer') {
    const isMine = stimulus.orderId === null ? stimulus.survey === waiting.survey : stimulus.orderId === waiting.orderId
    return isMine ? go(step.onAnswered) : null
  }
  if (stimulus.kind === 'receipt') return isLost(progress, waiting.orderId, stimulus) ? lost(step) : null
  if (stimulus.kind !== 'time' || Date.parse(waiting.until) > progress.now.getTime()) return null
  note(progress, 'timeout', `no answer within ${step.timeout}`, waiting.orderId)
  return go(step.next)
}

const lost = ({ onDrop, next }: AskStep): Move => go(onDrop === undefined ? next : onDrop)

function isLost(progress: Progress, orderId: string, receipt: Extract<Stimulus, { kind: 'receipt' }>): boolean {
  if (receipt.orderId !== orderId || hasBeenSeen(progress, orderId)) return false
  return receipt.state === 'dropped' || receipt.state === 'failed'
}

const hasBeenSeen = ({ run: { memory } }: Progress, orderId: string): boolean =>
  memory.handled.some((key) => key.startsWith(`${orderId}|`) && /\|(read|clicked)$/.test(key))
