import {
  messageAccepted,
  messageBounced,
  messageClicked,
  messageDelivered,
  messageFailed,
  messageRead,
  messageSent,
} from '@polyphon/contracts'
import { type Origin, outbox, type Tx } from '@polyphon/service-kit'
import { messageFactId } from '@polyphon/service-kit/copies'
import { addUsage, countByDay } from '@polyphon/service-kit/usage'
import { groupBy } from '@polyphon/values'
import { keptAddress } from '../../permissions/steps/read-address.js'
import { suppressAddress } from '../../permissions/store/addresses.js'
import {
  addEvidence,
  deliveryOf,
  endsAddress,
  furthest,
  newFacts,
  type ReceiptFact,
  type Receipts,
  stageAfter,
} from '../domain/delivery.js'
import { factOf, type Message } from '../domain/message.js'
import { insertEvidence, type SourcedEvidence } from '../store/evidence.js'
import { lockMessages, saveMessages, unchanged } from '../store/messages.js'

const FACTS = {
  accepted: messageAccepted,
  sent: messageSent,
  delivered: messageDelivered,
  read: messageRead,
  clicked: messageClicked,
  failed: messageFailed,
  bounced: messageBounced,
} satisfies Record<ReceiptFact, unknown>

interface ReceiptsAround {
  /** Messages whose current attempt has ended with these receipts: they are not sent again. */
  readonly ended?: ReadonlySet<string>
  /** What caused the receipts of each message, where they have no cause in common. */
  readonly origins?: ReadonlyMap<string, Origin>
  /** Whose days messages are counted on that a provider has taken; of receipts that are reported none has been. */
  readonly timeZone?: string
}

/**
 * Stores evidence from providers, each event once, and derives delivery and engagement. Neither the order of arrival nor
 * a repetition changes the result. Returns the ids that are not messages of this workspace.
 */
export async function applyReceipts(
  tx: Tx,
  receipts: readonly SourcedEvidence[],
  { ended = new Set(), origins = new Map(), timeZone }: ReceiptsAround = {},
): Promise<readonly string[]> {
  const ids = [...new Set(receipts.map(({ messageId }) => messageId))]
  const messages = await lockMessages(tx, ids)
  const known = new Set(messages.map(({ messageId }) => messageId))
  const ours = receipts.filter(({ messageId }) => known.has(messageId))
  const fresh = ours.length === 0 ? [] : await insertEvidence(tx, ours)
  const freshOf = groupBy(fresh, ({ messageId }) => messageId)
  const touched = messages.flatMap((message) => {
    const added = freshOf.get(message.messageId)
    return added === undefined ? [] : [{ message, added, receipts: added.reduce(addEvidence, message.receipts) }]
  })
  await saveMessages(
    tx,
    touched.map(({ message, receipts: after }) => {
      const stage = ended.has(message.messageId) ? 'failed' : stageAfter(message.stage, after)
      const delivery = deliveryOf(stage, after)
      const isFailure = delivery === 'failed' || delivery === 'bounced'
      const reason = isFailure ? (after.negative?.reason ?? message.reason) : stage === 'sent' ? null : message.reason
      const url = stage === 'sent' || stage === 'failed' ? null : message.url
      return { ...unchanged(message, tx.now), receipts: after, stage, delivery, reason, url }
    }),
  )
  for (const each of touched) {
    appendFacts({ ...tx, origin: origins.get(each.message.messageId) ?? tx.origin }, each)
    await endAddress(tx, each.message, each.added)
  }
  if (timeZone !== undefined) await countTaken(tx, touched, timeZone)
  return ids.filter((id) => !known.has(id))
}

interface Touched {
  readonly message: Message
  readonly added: readonly SourcedEvidence[]
  readonly receipts: Receipts
}

function appendFacts(tx: Tx, { message, receipts: after }: Touched): void {
  for (const { fact, at, reached } of furthest(newFacts(message.receipts, after))) {
    const definition = FACTS[fact]
    const reason = fact === 'failed' || fact === 'bounced' ? after.negative?.reason : null
    const data = factOf(message, { occurredAt: at, reason: reason ?? null, reached })
    outbox.appendAs(tx, messageFactId(definition.type, message.messageId), definition, data)
  }
}

/** Counts each time that a provider has taken a message: what is sent again costs again. */
async function countTaken(tx: Tx, touched: readonly Touched[], timeZone: string): Promise<void> {
  const taken = touched.flatMap(({ message: { channel }, added }) =>
    added.flatMap(({ event, occurredAt }) => (event === 'accepted' ? [{ channel, occurredAt }] : [])),
  )
  // Days that are counted are those of the server's time.
  const aheadMs = tx.soon(0).getTime() - tx.serverNow.getTime()
  const used = [...groupBy(taken, ({ channel }) => channel)].flatMap(([channel, each]) =>
    countByDay(
      each.map(({ occurredAt }) => new Date(occurredAt.getTime() - aheadMs)),
      timeZone,
      `messages.${channel}`,
    ),
  )
  await addUsage(tx, used)
}

async function endAddress(tx: Tx, message: Message, added: readonly SourcedEvidence[]): Promise<void> {
  if (message.address === null) return
  for (const evidence of added) {
    const reason = endsAddress(evidence)
    if (reason === null) continue
    const ended = await keptAddress(tx, { channel: message.channel, address: message.address })
    // Nothing that is reported now happened later than now, whatever the provider's clock says.
    const happenedAt = evidence.occurredAt < tx.now ? evidence.occurredAt : tx.now
    await suppressAddress(tx, { ...ended, reason, suppressedAt: tx.now, happenedAt })
  }
}
