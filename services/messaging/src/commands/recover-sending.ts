import type { Tx } from '@polyphon/service-kit'
import { decideNextStep } from '../domain/outcome.js'
import { lockLeftBehind } from '../store/messages.js'
import { type OtherStep, type StepOf, saveSteps } from './save-steps.js'

const BATCH = 200

/**
 * Takes over messages whose sender has not said in time what became of them. Nobody knows whether they went out:
 * marketing and research mail stays uncertain, transactional and service mail is sent again.
 */
export async function recoverSending(tx: Tx, options: { readonly firstPauseMs: number }): Promise<number> {
  const messages = await lockLeftBehind(tx, BATCH)
  const steps = messages.flatMap((message): readonly StepOf[] => {
    const { class: kind, attempts } = message
    const firstAttemptAt = message.firstAttemptAt ?? tx.now
    const attempt = { class: kind, attempts, firstAttemptAt, chance: 0, firstPauseMs: options.firstPauseMs }
    const step = decideNextStep({ outcome: 'unclear', reason: 'sender_lost' }, attempt, tx.now)
    return isOther(step) ? [{ message, step }] : []
  })
  await saveSteps(tx, steps)
  return messages.length
}

const isOther = (step: { readonly step: string }): step is OtherStep => step.step !== 'sent'
