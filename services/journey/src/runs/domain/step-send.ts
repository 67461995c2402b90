import type { MessageState } from '@polyphon/conditions'
import { durationMs } from '@polyphon/values'
import type { SendStep } from '../../definitions/domain/step.js'
import { eventOfRun, factsOf, resolveValues } from './facts-of-run.js'
import type { ReceiptState, Run, Stimulus, Waiting } from './run.js'
import { go, type Move, note, remember, stay, type Turn } from './turn.js'
import { valueAt } from './value-at.js'

type WaitingForSend = Extract<Waiting, { for: 'send' }>

/** Orders the message; the run stands here until a receipt says what became of it. */
export function enterSend(turn: Turn, step: SendStep, channel = 0): Move {
  const { run, person, now, journey } = turn
  const orderId = orderIdOf(turn)
  const expiresAt = new Date(now.getTime() + durationMs(step.expiresAfter)).toISOString()
  const channels = step.fallback === undefined ? step.channels : step.channels.slice(channel, channel + 1)
  turn.orders.push({
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
  note(turn, 'message_planned', `the template ${step.template} by ${channels.join(', ')}`, orderId)
  const hasNext = step.fallback !== undefined && channel + 1 < step.channels.length
  const fallbackAt =
    step.fallback !== undefined && hasNext
      ? new Date(now.getTime() + durationMs(step.fallback.within)).toISOString()
      : null
  return stay({ for: 'send', orderId, expiresAt, channel, fallbackAt })
}

export const orderIdOf = ({ run }: Turn): string => `${run.runId}:${run.step}:${run.visit}`

/** What a stimulus means for a run that has ordered a message. */
export function reactInSend(turn: Turn, step: SendStep, stimulus: Stimulus): Move | 'again' | null {
  const { waiting } = turn.run.memory
  if (waiting?.for !== 'send') return null
  if (stimulus.kind === 'receipt' && stimulus.orderId === waiting.orderId) {
    if (stimulus.state === 'uncertain') return go(step.next)
    if (stimulus.state === 'dropped' || stimulus.state === 'failed') return lost(step, waiting)
    return isFarEnough(turn, step, waiting) ? go(step.next) : null
  }
  if (stimulus.kind !== 'time') return null
  return whenDue(turn, step, waiting)
}

function whenDue(turn: Turn, step: SendStep, waiting: WaitingForSend): Move | 'again' | null {
  const now = turn.now.getTime()
  if (waiting.fallbackAt !== null && Date.parse(waiting.fallbackAt) <= now) {
    note(turn, 'fallback', `not ${step.fallback?.unless} within ${step.fallback?.within}`, waiting.orderId)
    return 'again'
  }
  if (Date.parse(waiting.expiresAt) > now || isOut(turn.run, waiting)) return null
  const { messages } = turn.run.memory
  const key = turn.run.step ?? ''
  remember(turn, { messages: { ...messages, [key]: [...(valueAt(messages, key) ?? []), 'expired'] } })
  note(turn, 'message_expired', `no receipt within ${step.expiresAfter}`, waiting.orderId)
  return lost(step, waiting)
}

/** When to look again at a run that has ordered a message: what has been sent expires no more, but may still be read. */
export function momentsOfSend(run: Run, waiting: WaitingForSend): readonly string[] {
  const { fallbackAt, expiresAt } = waiting
  return [...(fallbackAt === null ? [] : [fallbackAt]), ...(isOut(run, waiting) ? [] : [expiresAt])]
}

const OUT: ReadonlySet<string> = new Set<ReceiptState>(['sent', 'delivered', 'read', 'clicked'])

function isOut({ memory }: Run, { orderId }: WaitingForSend): boolean {
  return memory.handled.some((key) => key.startsWith(`${orderId}|`) && OUT.has(key.slice(key.lastIndexOf('|') + 1)))
}

// Once the last channel is reached there is nothing to fall back to: then a sent message is enough to go on.
function isFarEnough(turn: Turn, step: SendStep, waiting: WaitingForSend): boolean {
  const wanted: MessageState = waiting.fallbackAt === null ? 'sent' : (step.fallback?.unless ?? 'sent')
  return (turn.run.memory.messages[turn.run.step ?? ''] ?? []).includes(wanted)
}

function lost(step: SendStep, waiting: WaitingForSend): Move | 'again' {
  if (waiting.fallbackAt !== null) return 'again'
  return go(step.onDrop === undefined ? step.next : step.onDrop)
}
