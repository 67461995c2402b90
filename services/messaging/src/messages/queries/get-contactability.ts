import type { MessageClass } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { decideGate, type GateVerdict } from '../domain/gate.js'
import { readGateFacts } from '../store/gate-facts.js'

/** Asks the gate what it would say now, without sending anything. */
export async function getContactability(
  tx: Tx,
  question: {
    readonly profileId: string
    readonly channel: string
    readonly class: MessageClass
    readonly topic: string
  },
  /** Channels that something can be sent by. */
  available: ReadonlySet<string>,
): Promise<{ readonly allowed: boolean; readonly verdicts: readonly GateVerdict[] }> {
  const gateQuestion = {
    profileId: question.profileId,
    toAddress: null,
    channels: [question.channel],
    topic: question.topic,
  }
  const [facts] = await readGateFacts(tx, [gateQuestion], { hold: false, providers: available })
  const channels = facts?.channels ?? []
  const decision = decideGate({ class: question.class, expiresAt: null, channels, contentFault: null }, tx.now)
  // There is no content yet to be judged.
  const verdicts = decision.verdicts.filter(({ rule }) => rule !== 'content' && rule !== 'expiry')
  return { allowed: decision.outcome === 'allowed', verdicts }
}
