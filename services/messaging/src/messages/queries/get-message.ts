import { AppError, type Tx } from '@polyphon/service-kit'
import type { Message } from '../domain/message.js'
import { type EvidenceLine, readEvidence } from '../store/evidence.js'
import { readMessage } from '../store/messages.js'

export async function getMessage(
  tx: Tx,
  messageId: string,
): Promise<{ readonly message: Message; readonly evidence: readonly EvidenceLine[] }> {
  const message = await readMessage(tx, messageId)
  if (message === null) throw new AppError('missing', 'message_unknown', 'There is no such message.')
  return { message, evidence: await readEvidence(tx, messageId) }
}
