import { messageDeferred, messageFailed, messageUncertain } from '@polyphon/contracts'
import { type Origin, outbox, setTimer, type Tx } from '@polyphon/service-kit'
import type { NextStep } from '../../channels/domain/outcome.js'
import type { Stage } from '../domain/delivery.js'
import { deliveryOf } from '../domain/delivery.js'
import type { GateVerdict } from '../domain/gate.js'
import { factOf, type Message } from '../domain/message.js'
import { saveMessages, unchanged } from '../store/messages.js'
import { RECHECK_TIMER } from './settle-messages.js'

/** Every step but a success, which is a matter of evidence. */
export type UnsuccessfulStep = Exclude<NextStep, { readonly step: 'sent' }>

export const isUnsuccessful = (step: { readonly step: string }): step is UnsuccessfulStep => step.step !== 'sent'

export interface MessageStep {
  readonly message: Message
  readonly step: UnsuccessfulStep
}

const STAGES: Readonly<Record<UnsuccessfulStep['step'], Stage>> = {
  failed: 'failed',
  uncertain: 'uncertain',
  retry: 'deferred',
}
const FACTS = { failed: messageFailed, uncertain: messageUncertain, retry: messageDeferred }

/** Saves what follows an attempt that did not succeed, and appends its event. The messages' rows are locked by the caller. */
export async function saveSteps(
  tx: Tx,
  steps: readonly MessageStep[],
  origins: ReadonlyMap<string, Origin> = new Map(),
): Promise<void> {
  await saveMessages(
    tx,
    steps.map(({ message, step }) => {
      const stage = STAGES[step.step]
      const isOver = step.step !== 'retry'
      return {
        ...unchanged(message, tx.now),
        stage,
        delivery: deliveryOf(stage, message.receipts),
        reason: step.reason,
        verdicts: verdictsOf(message, step),
        url: isOver ? null : message.url,
        dueAt: step.step === 'retry' ? step.at : tx.now,
      }
    }),
  )
  for (const { message, step } of steps) {
    const verdicts = step.step === 'retry' ? verdictsOf(message, step) : undefined
    const extras = { occurredAt: tx.now, reason: step.reason, ...(verdicts === undefined ? {} : { verdicts }) }
    const inside = { ...tx, origin: origins.get(message.messageId) ?? tx.origin }
    outbox.append(inside, FACTS[step.step], factOf(message, extras))
    if (step.step === 'retry')
      await setTimer(inside, { kind: RECHECK_TIMER, key: message.messageId, dueAt: step.at, data: {} })
  }
}

function verdictsOf(message: Message, step: UnsuccessfulStep): readonly GateVerdict[] {
  if (step.step !== 'retry') return message.verdicts
  const until = step.at.toISOString()
  return [...message.verdicts, { rule: 'channel', verdict: 'defer', reason: step.reason, until }]
}
