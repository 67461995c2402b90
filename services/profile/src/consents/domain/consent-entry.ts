import type { Identifier } from '@polyphon/contracts'
import type { ConsentState, DecisionProof } from '@polyphon/values'
import { compareStrictness, type HeldConsent, isNo } from '../../people/domain/consent.js'

/**
 * Who a record comes from: the firm, the person with their token, a page with its events, what a merge or the end of a grant
 * came to, or what was published before this database was restored.
 */
export const consentSources = ['api', 'person', 'device', 'merge', 'expiry', 'restored'] as const
export type ConsentSource = (typeof consentSources)[number]

/** One record of the ledger. Nothing of it ever changes. */
export interface ConsentEntry {
  readonly entryId: string
  /** The id of the person at writing. */
  readonly originId: string
  readonly purpose: string
  readonly state: ConsentState
  /** Null for what a page reports, and what follows from a merge or from time. */
  readonly proof: DecisionProof | null
  /** SHA-256 of the text that was shown. */
  readonly noticeHash: string | null
  readonly source: ConsentSource
  /** Whether a known person or the firm has said so; else a device that anybody may have. */
  readonly isVouched: boolean
  /** The identifier that it was given for, where that was told. */
  readonly identifier: Identifier | null
  /** Of what a merge came to: who was merged. */
  readonly absorbedId: string | null
  readonly isConflict: boolean
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly expiresAt: Date | null
}

/** What decides of a record. */
export type Decision = Pick<
  ConsentEntry,
  'entryId' | 'state' | 'source' | 'isVouched' | 'isConflict' | 'occurredAt' | 'expiresAt'
>

/**
 * What the records of one purpose come to at a moment, in whatever order they came: the latest by its own time, of two of
 * the same moment the more restrictive one. A yes of a device never outlives a no of somebody who is known. Null where
 * nobody has decided anything.
 */
export function foldDecisions(entries: readonly Decision[], now: Date): HeldConsent | null {
  // That a grant has expired follows from the grant; its record is evidence.
  const decisions = entries.filter(({ source }) => source !== 'expiry')
  const vouched = latestOf(decisions.filter(({ isVouched }) => isVouched))
  const device = latestOf(decisions.filter(({ isVouched }) => !isVouched))
  const binding = bindingOf(vouched, device)
  return binding === null ? null : heldOf(binding, now)
}

function bindingOf(vouched: Decision | null, device: Decision | null): Decision | null {
  if (vouched === null || device === null) return vouched ?? device
  if (isNo(vouched.state) && !isNo(device.state)) return vouched
  return compareDecisions(device, vouched) > 0 ? device : vouched
}

function latestOf(decisions: readonly Decision[]): Decision | null {
  return decisions.reduce<Decision | null>(
    (latest, next) => (latest === null || compareDecisions(next, latest) > 0 ? next : latest),
    null,
  )
}

const compareDecisions = (left: Decision, right: Decision): number =>
  left.occurredAt.getTime() - right.occurredAt.getTime() ||
  compareStrictness(left.state, right.state) ||
  (left.entryId < right.entryId ? -1 : 1)

function heldOf({ state, occurredAt, expiresAt, isVouched, isConflict }: Decision, now: Date): HeldConsent {
  if (expiresAt !== null && expiresAt <= now)
    return { state: 'expired', occurredAt: expiresAt.toISOString(), isVouched }
  return {
    state,
    occurredAt: occurredAt.toISOString(),
    ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
    ...(isConflict ? { conflict: true } : {}),
    isVouched,
  }
}

/** Whether others must be told: that it holds for longer or is vouched for by somebody else alone is nothing to them. */
export const isOther = (before: HeldConsent | null, after: HeldConsent): boolean =>
  before?.state !== after.state ||
  (before.conflict ?? false) !== (after.conflict ?? false) ||
  before.expiresAt !== after.expiresAt
