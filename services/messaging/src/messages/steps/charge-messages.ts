import type { MessageClass } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import type { Workspace } from '@polyphon/service-kit/access'
import { addUsage, type Bound, dayOf, type Quotas, quotaExceeded } from '@polyphon/service-kit/usage'
import type { Refusals } from './claim-messages.js'

/** What a workspace may send a day, and who says so. */
export interface MessageQuota {
  readonly quotas: Quotas
  readonly workspace: Pick<Workspace, 'timeZone' | 'quotas'> | null
}

/** What is counted against the quota: each message once, when it is ordered by call or, otherwise, claimed. */
const COUNTER = 'quota.messages'

/** What somebody waits for, or is owed, is counted and never held back. */
const isBounded = ({ class: kind }: { readonly class: MessageClass }): boolean =>
  kind === 'marketing' || kind === 'research'

interface Charged {
  readonly messageId: string
  readonly class: MessageClass
}

/** Counts messages that are claimed, those that are never held back first. Answers why some have to wait for the next day. */
export async function chargeMessages(tx: Tx, wanted: readonly Charged[], quota: MessageQuota): Promise<Refusals> {
  const held = await takeOfQuota(tx, wanted, quota)
  // The day is one of the server's time, and the message waits by that of its workspace.
  const until = tx.soon(dayOf(tx.serverNow, zoneOf(quota)).to.getTime() - tx.serverNow.getTime())
  const refusal = { rule: 'quota', answer: { verdict: 'defer', reason: 'quota_exceeded', until } } as const
  return new Map(held.map(({ messageId }) => [messageId, refusal]))
}

/** Counts a message that is ordered by call. Throws `quota_exceeded` (429) where it would have to wait for the next day. */
export async function chargeOrder(tx: Tx, order: Charged, quota: MessageQuota): Promise<void> {
  const held = await takeOfQuota(tx, [order], quota)
  const bound = boundOf(tx, quota)
  if (held.length > 0 && bound !== null) throw quotaExceeded(bound, 'messages', tx.serverNow)
}

async function takeOfQuota(tx: Tx, wanted: readonly Charged[], quota: MessageQuota): Promise<readonly Charged[]> {
  if (wanted.length === 0) return []
  const bound = boundOf(tx, quota)
  const held = bound === null ? [] : await heldBack(tx, wanted, { quotas: quota.quotas, bound })
  const amount = wanted.length - held.length
  await addUsage(tx, [{ day: dayOf(tx.serverNow, zoneOf(quota)).day, counter: COUNTER, amount }])
  return held
}

async function heldBack(
  tx: Tx,
  wanted: readonly Charged[],
  { quotas, bound }: { readonly quotas: Quotas; readonly bound: Bound },
): Promise<readonly Charged[]> {
  const bounded = wanted.filter(isBounded)
  const left = await quotas.left(tx, bound, { isBinding: bounded.length > 0 })
  const held = bounded.slice(Math.max(0, left - (wanted.length - bounded.length)))
  await quotas.note(tx, bound, bound.most - left + wanted.length - held.length)
  quotas.refused(bound.quota, held.length)
  return held
}

function boundOf(tx: Tx, quota: MessageQuota): Bound | null {
  const most = quota.workspace?.quotas.messagesPerDay ?? null
  if (most === null) return null
  return { quota: 'messagesPerDay', counter: COUNTER, most, day: dayOf(tx.serverNow, zoneOf(quota)) }
}

const zoneOf = ({ workspace }: MessageQuota): string => workspace?.timeZone ?? 'UTC'
