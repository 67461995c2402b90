import type { MessageState } from '@polyphon/conditions'
import { own } from './own.js'
import type { HeardEvent, ReceiptState, Stimulus } from './run.js'
import { matches, note, remember, type Turn } from './turn.js'

type Receipt = Extract<Stimulus, { kind: 'receipt' }>
type Answer = Extract<Stimulus, { kind: 'answer' }>

/** Takes in what a stimulus says, wherever the run stands. Answers false if it was said before. */
export function takeIn(turn: Turn, stimulus: Stimulus): boolean {
  switch (stimulus.kind) {
    case 'event':
      reachGoal(turn, stimulus.event)
      return true
    case 'receipt':
      return takeReceipt(turn, stimulus)
    case 'asked':
      if (!hearOnce(turn, `${stimulus.orderId ?? stimulus.survey}|asked`)) return false
      note(turn, 'asked', `the survey ${stimulus.survey}`, stimulus.orderId ?? undefined)
      return true
    case 'answer':
      return takeAnswer(turn, stimulus)
    case 'start':
    case 'person':
    case 'time':
    case 'end':
      return true
  }
}

function hearOnce(turn: Turn, key: string): boolean {
  const { heard } = turn.run.memory
  if (heard.includes(key)) return false
  remember(turn, { heard: [...heard, key] })
  return true
}

function reachGoal(turn: Turn, event: HeardEvent): void {
  const { goal } = turn.journey.journey
  const { goalUntil } = turn.run
  if (goal === undefined || goalUntil === null || Date.parse(event.occurredAt) > goalUntil.getTime()) return
  if (turn.now > goalUntil || !matches(turn, goal.on, event)) return
  turn.run = { ...turn.run, goalReachedAt: turn.now, goalUntil: null }
  note(turn, 'goal_reached', `${goal.id}: ${event.name} (${event.messageId})`)
}

// Receipts overtake each other: what was read has been delivered, whether or not anybody said so.
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

function takeReceipt(turn: Turn, receipt: Receipt): boolean {
  if (!hearOnce(turn, `${receipt.orderId}|${receipt.channel}|${receipt.state}`)) return false
  const key = stepOfOrder(receipt.orderId)
  const { steps } = turn.journey.journey
  const step = own(steps, key)
  if (step?.type === 'send') {
    const { messages } = turn.run.memory
    const expired: readonly MessageState[] = receipt.reason === 'expired' ? ['expired'] : []
    const states = new Set([...(own(messages, key) ?? []), ...IMPLIED[receipt.state], ...expired])
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

function takeAnswer(turn: Turn, { answer, survey, orderId }: Answer): boolean {
  if (!hearOnce(turn, `answer|${String(answer['answerId'])}`)) return false
  remember(turn, { answer })
  note(turn, 'answered', `the survey ${survey}`, orderId ?? undefined)
  return true
}
