import type { MessageState } from '@polyphon/conditions'
import type { HandledEvent, ReceiptState, Stimulus } from './run.js'
import { matches, note, remember, type Turn } from './turn.js'
import { valueAt } from './value-at.js'

type Receipt = Extract<Stimulus, { kind: 'receipt' }>
type Answer = Extract<Stimulus, { kind: 'answer' }>

/** Records what a stimulus says, whatever step the run is at. Returns false for a second delivery. */
export function recordStimulus(turn: Turn, stimulus: Stimulus): boolean {
  switch (stimulus.kind) {
    case 'event':
      reachGoal(turn, stimulus.event)
      return true
    case 'receipt':
      return recordReceipt(turn, stimulus)
    case 'asked':
      if (!isFirstDelivery(turn, `${stimulus.orderId ?? stimulus.survey}|asked`)) return false
      note(turn, 'asked', `the survey ${stimulus.survey}`, stimulus.orderId ?? undefined)
      return true
    case 'answer':
      return recordAnswer(turn, stimulus)
    case 'start':
    case 'person':
    case 'time':
    case 'end':
      return true
  }
}

function isFirstDelivery(turn: Turn, key: string): boolean {
  const { handled } = turn.run.memory
  if (handled.includes(key)) return false
  remember(turn, { handled: [...handled, key] })
  return true
}

function reachGoal(turn: Turn, event: HandledEvent): void {
  const { goal } = turn.journey.journey
  const { goalUntil } = turn.run
  if (goal === undefined || goalUntil === null || Date.parse(event.occurredAt) > goalUntil.getTime()) return
  if (turn.now > goalUntil || !matches(turn, goal.on, event)) return
  turn.run = { ...turn.run, goalReachedAt: turn.now, goalUntil: null }
  note(turn, 'goal_reached', `${goal.id}: ${event.name} (${event.messageId})`)
}

// Receipts overtake each other: what was read has been delivered, whether or not a receipt said so.
const IMPLIED: Readonly<Record<ReceiptState, readonly MessageState[]>> = {
  deferred: [],
  accepted: ['accepted'],
  sent: ['accepted', 'sent'],
  delivered: ['accepted', 'sent', 'delivered'],
  read: ['accepted', 'sent', 'delivered', 'read'],
  clicked: ['accepted', 'sent', 'delivered', 'read', 'clicked'],
  failed: ['failed'],
  dropped: ['dropped'],
  uncertain: [],
}

function recordReceipt(turn: Turn, receipt: Receipt): boolean {
  if (!isFirstDelivery(turn, `${receipt.orderId}|${receipt.channel}|${receipt.state}`)) return false
  const key = stepOfOrder(receipt.orderId)
  const { steps } = turn.journey.journey
  const step = valueAt(steps, key)
  if (step?.type === 'send') {
    const { messages } = turn.run.memory
    const expired: readonly MessageState[] = receipt.reason === 'expired' ? ['expired'] : []
    const states = new Set([...(valueAt(messages, key) ?? []), ...IMPLIED[receipt.state], ...expired])
    remember(turn, { messages: { ...messages, [key]: [...states] } })
  }
  const what = step?.type === 'ask' ? `invitation_${receipt.state}` : `message_${receipt.state}`
  const because = receipt.reason === null ? receipt.channel : `${receipt.channel}: ${receipt.reason}`
  note(turn, what, because, receipt.orderId)
  return true
}

/** The step that gave an order. */
function stepOfOrder(orderId: string): string {
  return orderId.split(':')[1] ?? ''
}

function recordAnswer(turn: Turn, { answer, survey, orderId }: Answer): boolean {
  if (!isFirstDelivery(turn, `answer|${String(answer['answerId'])}`)) return false
  remember(turn, { answer })
  note(turn, 'answered', `the survey ${survey}`, orderId ?? undefined)
  return true
}
