import { Key, type MessageState } from '@polyphon/conditions'
import { Duration, durationMs } from '@polyphon/values'
import { z } from 'zod'
import { eventOfRun, factsOf, resolveValues } from './facts-of-run.js'
import { fault, lintChannels, lintValues } from './lint-parts.js'
import { again, go, type Move, note, orderIdOf, type Progress, remember, stay } from './progress.js'
import type { ReceiptState, Run, Stimulus, Waiting } from './run.js'
import { edge, stepKind } from './step-kind.js'
import { ChannelName, common, Values } from './step-parts.js'
import { valueAt } from './value-at.js'

const Send = z.strictObject({
  ...common,
  type: z.literal('send'),
  template: Key,
  topic: Key,
  channels: z.array(ChannelName).min(1).max(10),
  mode: z.enum(['first_reachable', 'person_preferred', 'all']).default('first_reachable'),
  fallback: z
    .strictObject({ unless: z.enum(['sent', 'delivered', 'read']), within: Duration })
    .optional()
    .describe('One channel after the other: the next one unless the message has come so far in time'),
  data: Values,
  expiresAfter: Duration.default('P1D'),
  ignore: z.array(z.enum(['quiet_hours', 'frequency_cap'])).default([]),
  onDrop: Key.nullable().optional().describe('Where to go when the message is dropped, fails or expires; else `next`'),
})

type SendStep = z.output<typeof Send>
type WaitingForSend = Extract<Waiting, { for: 'send' }>

/** Orders a message and goes on by what becomes of it; each channel of a fallback is an attempt of its own. */
export const send = stepKind({
  type: 'send',
  schema: Send,
  orders: 'message',
  edges: ({ onDrop }) => edge('onDrop', onDrop),
  lint: (step, pointer) => [
    ...lintChannels(`${pointer}/channels`, step.channels),
    ...lintValues(`${pointer}/data`, step.data),
    ...(step.mode === 'first_reachable'
      ? []
      : [fault(`${pointer}/mode`, 'send_mode_unknown', `The mode ${step.mode} is not known yet.`)]),
    ...(step.fallback !== undefined && step.channels.length < 2
      ? [fault(`${pointer}/fallback`, 'fallback_without_channel', 'A fallback needs a second channel.')]
      : []),
  ],
  sends: ({ topic, channels, template, data }, journeyClass) => ({
    class: journeyClass,
    topic,
    channels,
    template,
    values: data,
    at: 'data',
  }),
  enter: enterSend,
  react: reactInSend,
  wakesAt: ({ run }) => (run.memory.waiting?.for === 'send' ? momentsOfSend(run, run.memory.waiting) : []),
})

/** Orders the message; the run stands here until a receipt says what became of it. */
function enterSend(progress: Progress, step: SendStep, channel: number): Move {
  const { run, person, now, journey } = progress
  const orderId = orderIdOf(progress)
  if (channel === 0 && run.visit > 1) beginAnew(progress)
  const expiresAt = new Date(now.getTime() + durationMs(step.expiresAfter)).toISOString()
  const channels = step.fallback === undefined ? step.channels : step.channels.slice(channel, channel + 1)
  progress.orders.push({
    kind: 'message',
    orderId,
    step: run.step ?? '',
    profileRevision: person.revision,
    channels,
    template: step.template,
    data: resolveValues(step.data, factsOf(person, run, eventOfRun(run))),
    class: journey.journey.class,
    topic: step.topic,
    priority: journey.journey.priority,
    expiresAt,
    ...(step.touchpoint === undefined ? {} : { touchpoint: step.touchpoint }),
  })
  note(progress, 'message_planned', `the template ${step.template} by ${channels.join(', ')}`, orderId)
  const hasNext = step.fallback !== undefined && channel + 1 < step.channels.length
  const fallbackAt =
    step.fallback !== undefined && hasNext
      ? new Date(now.getTime() + durationMs(step.fallback.within)).toISOString()
      : null
  return stay({ for: 'send', orderId, expiresAt, channel, fallbackAt })
}

/** When a run comes back to the step, conditions ask about the new message: what becomes of the earlier ones is only traced. */
function beginAnew(progress: Progress): void {
  const { step, visit, memory } = progress.run
  const key = step ?? ''
  remember(progress, { messages: { ...memory.messages, [key]: [] }, rounds: { ...memory.rounds, [key]: visit } })
}

/** What a stimulus means for a run that has ordered a message. */
function reactInSend(progress: Progress, step: SendStep, stimulus: Stimulus): Move | null {
  const { waiting } = progress.run.memory
  if (waiting?.for !== 'send') return null
  if (stimulus.kind === 'receipt' && stimulus.orderId === waiting.orderId) {
    if (stimulus.state === 'uncertain') return go(step.next)
    if (stimulus.state === 'dropped' || stimulus.state === 'failed') return lost(step, waiting)
    return isFarEnough(progress, step, waiting) ? go(step.next) : null
  }
  if (stimulus.kind !== 'time') return null
  return whenDue(progress, step, waiting)
}

function whenDue(progress: Progress, step: SendStep, waiting: WaitingForSend): Move | null {
  const now = progress.now.getTime()
  if (waiting.fallbackAt !== null && Date.parse(waiting.fallbackAt) <= now) {
    note(progress, 'fallback', `not ${step.fallback?.unless} within ${step.fallback?.within}`, waiting.orderId)
    return again(waiting.channel + 1)
  }
  if (Date.parse(waiting.expiresAt) > now || isSent(progress.run, waiting)) return null
  const { messages } = progress.run.memory
  const key = progress.run.step ?? ''
  remember(progress, { messages: { ...messages, [key]: [...(valueAt(messages, key) ?? []), 'expired'] } })
  note(progress, 'message_expired', `no receipt within ${step.expiresAfter}`, waiting.orderId)
  return lost(step, waiting)
}

/** When to look again at a run that has ordered a message: what has been sent expires no more, but may still be read. */
function momentsOfSend(run: Run, waiting: WaitingForSend): readonly string[] {
  const { fallbackAt, expiresAt } = waiting
  return [...(fallbackAt === null ? [] : [fallbackAt]), ...(isSent(run, waiting) ? [] : [expiresAt])]
}

const SENT: ReadonlySet<string> = new Set<ReceiptState>(['sent', 'delivered', 'read', 'clicked'])

function isSent({ memory }: Run, { orderId }: WaitingForSend): boolean {
  return memory.handled.some((key) => key.startsWith(`${orderId}|`) && SENT.has(key.slice(key.lastIndexOf('|') + 1)))
}

// Once the last channel is reached there is nothing to fall back to: then a sent message is enough to go on.
function isFarEnough(progress: Progress, step: SendStep, waiting: WaitingForSend): boolean {
  const wanted: MessageState = waiting.fallbackAt === null ? 'sent' : (step.fallback?.unless ?? 'sent')
  return (progress.run.memory.messages[progress.run.step ?? ''] ?? []).includes(wanted)
}

function lost(step: SendStep, waiting: WaitingForSend): Move {
  if (waiting.fallbackAt !== null) return again(waiting.channel + 1)
  return go(step.onDrop === undefined ? step.next : step.onDrop)
}
