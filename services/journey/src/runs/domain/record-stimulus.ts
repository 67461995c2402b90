import { impliedStates, type MessageState } from '@polyphon/conditions'
import { matches, note, remember } from '../../kinds/domain/progress.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { HandledEvent, ReceiptState, Stimulus } from '../../kinds/domain/run.js'
import { valueAt } from '../../kinds/domain/value-at.js'
import type { RunProgress } from './run-progress.js'

type Receipt = Extract<Stimulus, { kind: 'receipt' }>
type Answer = Extract<Stimulus, { kind: 'answer' }>

/** Records what a stimulus says, whatever step the run is at. Returns false for a second delivery. */
export function recordStimulus(progress: RunProgress, stimulus: Stimulus): boolean {
  switch (stimulus.kind) {
    case 'event':
      reachGoal(progress, stimulus.event)
      return true
    case 'receipt':
      return recordReceipt(progress, stimulus)
    case 'asked':
      return recordAsked(progress, stimulus)
    case 'answer':
      return recordAnswer(progress, stimulus)
    case 'start':
    case 'person':
    // A run that does not wait for it, as it has gone on already, does nothing about it.
    case 'carried_out':
    case 'time':
    case 'end':
      return true
  }
}

function recordAsked(progress: RunProgress, { orderId, survey }: Extract<Stimulus, { kind: 'asked' }>): boolean {
  if (!isFirstDelivery(progress, `${orderId ?? survey}|asked`)) return false
  note(progress, 'asked', `the survey ${survey}`, orderId ?? undefined)
  return true
}

function isFirstDelivery(progress: RunProgress, key: string): boolean {
  const { handled } = progress.run.memory
  if (handled.includes(key)) return false
  remember(progress, { handled: [...handled, key] })
  return true
}

function reachGoal(progress: RunProgress, event: HandledEvent): void {
  const { goal } = progress.journey.journey
  const { goalUntil } = progress.run
  if (goal === undefined || goalUntil === null || Date.parse(event.occurredAt) > goalUntil.getTime()) return
  if (progress.now > goalUntil || !matches(progress, goal.on, event)) return
  progress.run = { ...progress.run, goalReachedAt: progress.now, goalUntil: null }
  note(progress, 'goal_reached', `${goal.id}: ${event.name} (${event.messageId})`)
}

/** The states of its message that a receipt says: to be put off, or to be in doubt, is none. */
const statesOf = (state: ReceiptState): readonly MessageState[] =>
  state === 'deferred' || state === 'uncertain' ? [] : impliedStates(state)

function recordReceipt(progress: RunProgress, receipt: Receipt): boolean {
  if (!isFirstDelivery(progress, `${receipt.orderId}|${receipt.channel}|${receipt.state}`)) return false
  const { step: key, visit } = readOrderId(receipt.orderId)
  const { steps } = progress.journey.journey
  const step = valueAt(steps, key)
  const orders = step === undefined ? null : kindOf(step).orders
  const { messages, rounds = {} } = progress.run.memory
  if (orders === 'message' && visit >= (valueAt(rounds, key) ?? 0)) {
    const expired: readonly MessageState[] = receipt.reason === 'expired' ? ['expired'] : []
    const states = new Set([...(valueAt(messages, key) ?? []), ...statesOf(receipt.state), ...expired])
    remember(progress, { messages: { ...messages, [key]: [...states] } })
  }
  const what = orders === 'feedback' ? `invitation_${receipt.state}` : `message_${receipt.state}`
  const because = receipt.reason === null ? receipt.channel : `${receipt.channel}: ${receipt.reason}`
  note(progress, what, because, receipt.orderId)
  return true
}

/** The step that gave an order, and the visit at which it did. */
function readOrderId(orderId: string): { readonly step: string; readonly visit: number } {
  const [, step = '', visit = '0'] = orderId.split(':')
  return { step, visit: Number(visit) }
}

function recordAnswer(progress: RunProgress, { answer, survey, orderId }: Answer): boolean {
  if (!isFirstDelivery(progress, `answer|${String(answer['answerId'])}`)) return false
  remember(progress, { answer })
  note(progress, 'answered', `the survey ${survey}`, orderId ?? undefined)
  return true
}
