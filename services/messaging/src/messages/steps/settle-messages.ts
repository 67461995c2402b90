import { messageDeferred, messageDropped, messageQueued } from '@polyphon/contracts'
import { type Origin, outbox, setTimer, type Tx } from '@polyphon/service-kit'
import { type CopyWait, followAliases, lookAgainAt, readPeople } from '@polyphon/service-kit/copies'
import { builtInTemplate } from '../../templates/domain/built-in-template.js'
import { readNewestTemplates } from '../../templates/store/templates.js'
import type { GateVerdict } from '../domain/gate.js'
import { factOf, type Message } from '../domain/message.js'
import { decideReadiness, type Readiness } from '../domain/readiness.js'
import { type MessageChange, saveMessages, unchanged } from '../store/messages.js'
import type { DispatchSignal } from './dispatch-signal.js'

export const RECHECK_TIMER = 'message-recheck'

export interface SettleOptions {
  readonly dispatch: DispatchSignal
  /** The read copy of people is past the log's end at the first check of these messages. */
  readonly hasCopyCaughtUp: boolean
  /** How far the wait for that copy is; null where a timer that knows it is pending: what still waits is left to it. */
  readonly wait: CopyWait | null
  /** What caused each message, where they were ordered together; the transaction's own cause by default. */
  readonly origins?: ReadonlyMap<string, Origin>
}

interface Settled {
  readonly message: Message
  readonly change: MessageChange
  readonly readiness: Readiness
}

/** Queues what can be sent, parks what names something not yet known, and drops what can never be sent. */
export async function settleMessages(tx: Tx, messages: readonly Message[], options: SettleOptions): Promise<void> {
  if (messages.length === 0) return
  const decided = await decideAll(tx, messages, options)
  const settled = options.wait === null ? decided.filter(({ readiness }) => readiness.outcome !== 'wait') : decided
  if (settled.length === 0) return
  await saveMessages(
    tx,
    settled.map(({ change }) => change),
  )
  for (const settledMessage of settled) {
    const origin = options.origins?.get(settledMessage.message.messageId)
    await appendOutcome(origin === undefined ? tx : { ...tx, origin }, settledMessage, options.wait)
  }
  if (settled.some(({ readiness }) => readiness.outcome === 'ready')) await options.dispatch.wakeAfter(tx)
}

async function decideAll(tx: Tx, messages: readonly Message[], options: SettleOptions): Promise<readonly Settled[]> {
  const profileIds = messages.flatMap((message) => message.profileId ?? [])
  const canonical = profileIds.length === 0 ? new Map<string, string>() : await followAliases(tx, profileIds)
  const ids = [...new Set(canonical.values())]
  const people = ids.length === 0 ? [] : await readPeople(tx, ids)
  const revisions = new Map(people.map(({ profileId, revision }) => [profileId, revision]))
  const open = messages.flatMap((message) => (message.templateVersion === null ? [message.templateKey] : []))
  const templates = open.length === 0 ? [] : await readNewestTemplates(tx, open)
  const versions = new Map(templates.map(({ key, version }) => [key, version]))
  return messages.map((message) => {
    const profileId = message.profileId === null ? null : (canonical.get(message.profileId) ?? message.profileId)
    const templateVersion =
      message.templateVersion ??
      versions.get(message.templateKey) ??
      builtInTemplate(message.templateKey)?.version ??
      null
    // Who was merged counts revisions anew.
    const wanted = profileId === message.profileId ? message.profileRevision : 0
    const revision = profileId === null ? wanted : revisions.get(profileId)
    const readiness = decideReadiness({
      now: tx.now,
      sendAt: message.sendAt,
      expiresAt: message.expiresAt,
      person: revision === undefined ? 'unknown' : revision < wanted ? 'outdated' : 'known',
      isTemplateKnown: templateVersion !== null,
      hasCopyCaughtUp: options.hasCopyCaughtUp,
      plannedAt: message.plannedAt,
      lookAgainAt: lookAgainAt(tx.soon(0), message.checks),
    })
    return { message, readiness, change: changeOf(tx, { ...message, profileId }, { readiness, templateVersion }) }
  })
}

function changeOf(
  tx: Tx,
  message: Message,
  { readiness, templateVersion }: { readonly readiness: Readiness; readonly templateVersion: number | null },
): MessageChange {
  const same = unchanged(message, tx.now)
  switch (readiness.outcome) {
    case 'ready':
      return { ...same, stage: 'queued', delivery: 'queued', reason: null, verdicts: [], templateVersion }
    case 'wait': {
      const { reason, until } = readiness
      const verdict: GateVerdict = { rule: 'order', verdict: 'defer', reason, until: until.toISOString() }
      return { ...same, checks: message.checks + 1, reason, verdicts: [verdict], dueAt: until }
    }
    case 'drop': {
      const { reason } = readiness
      const stage = reason === 'expired' ? 'expired' : 'dropped'
      const rule = reason === 'expired' ? 'expiry' : reason === 'template_missing' ? 'content' : 'order'
      const verdicts: readonly GateVerdict[] = [{ rule, verdict: 'drop', reason }]
      return { ...same, stage, delivery: stage, reason, verdicts, url: null }
    }
    default:
      return readiness satisfies never
  }
}

async function appendOutcome(tx: Tx, { message, change, readiness }: Settled, wait: CopyWait | null): Promise<void> {
  const { profileId, templateVersion, reason, verdicts } = change
  const subject = { ...message, profileId, templateVersion }
  switch (readiness.outcome) {
    case 'ready':
      outbox.append(tx, messageQueued, factOf(subject, { occurredAt: tx.now }))
      return
    case 'wait':
      await setTimer(tx, { kind: RECHECK_TIMER, key: message.messageId, dueAt: readiness.until, data: wait })
      // A moment of waiting gives no event; what is still missing at the second check does.
      if (message.checks === 1 && readiness.reason !== 'scheduled')
        outbox.append(tx, messageDeferred, factOf(subject, { occurredAt: tx.now, reason, verdicts }))
      return
    case 'drop':
      outbox.append(tx, messageDropped, factOf(subject, { occurredAt: tx.now, reason, verdicts }))
      return
    default:
      readiness satisfies never
  }
}
