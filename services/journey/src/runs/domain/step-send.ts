import type { MessageState } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import type { SendStep } from '../../definitions/domain/step.js'
import { eventOfRun, factsOf, resolveValues } from './facts-of-run.js'
import { go, type Move, note, type Progress, remember, stay } from './progress.js'
import type { ReceiptState, Run, Stimulus, Waiting } from './run.js'
import { valueAt } from './value-at.js'

type WaitingForSend = Extract<Waiting, { for: 'send' }>

/** Orders the message; the run stands here until a receipt says what became of it. */
export function enterSend(progress: Progress, step: SendStep, channel = 0): Move {
  const { run, person, now, journey } = progress
  const orderId = orderIdOf(progress)
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

export const orderIdOf = ({ run }: Progress): string => `${run.runId}:${run.step}:${run.visit}`

/** What a stimulus means for a run that has ordered a message. */
export function reactInSend(progress: Progress, step: SendStep, stimulus: Stimulus): Move | 'again' | null {
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

function whenDue(progress: Progress, step: SendStep, waiting: WaitingForSend): Move | 'again' | null {
  const now = progress.now.getTime()
  if (waiting.fallbackAt !== null && Date.parse(waiting.fallbackAt) <= now) {
    note(progress, 'fallback', `not ${step.fallback?.unless} within ${step.fallback?.within}`, waiting.orderId)
    return 'again'
  }
  if (Date.parse(waiting.expiresAt) > now || isSent(progress.run, waiting)) return null
  const { messages } = progress.run.memory
  const key = progress.run.step ?? ''
  remember(progress, { messages: { ...messages, [key]: [...(valueAt(messages, key) ?? []), 'expired'] } })
  note(progress, 'message_expired', `no receipt within ${step.expiresAfter}`, waiting.orderId)
  return lost(step, waiting)
}

/** When to look again at a run that has ordered a message: what has been sent expires no more, but may still be read. */
export function momentsOfSend(run: Run, waiting: WaitingForSend): readonly string[] {
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

function lost(step: SendStep, waiting: WaitingForSend): Move | 'again' {
  if (waiting.fallbackAt !== null) return 'again'
  return go(step.onDrop === undefined ? step.next : step.onDrop)
}
