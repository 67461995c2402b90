import { createHash } from 'node:crypto'
import type { AuditRow } from '../db/audited.js'

/** A row of the audit log where it stands in the chain of its workspace. */
export interface AuditEntry extends AuditRow {
  readonly seq: number
  readonly entryId: string
  readonly at: Date
  /** Null once the person is erased, and where there is none. */
  readonly salt: string | null
  /** Digest of salt and person, which stays when both go. */
  readonly person: string | null
  readonly hash: string
}

/** How far a chain was followed: the row, and its hash. */
export interface Link {
  readonly seq: number
  readonly hash: string
}

/** Where a chain begins that nothing has gone of. */
export const BEGINNING: Link = { seq: 0, hash: '0'.repeat(64) }

/**
 * How a chain is broken. `entry_missing`: the next row is another one than it should be. `entry_altered`: it does not have the
 * hash of what it says and of the row in front of it. `person_altered`: the person is another one than was written.
 * `beginning_missing`, `end_missing`: rows are gone there, or more than were chained. `head_missing`: nobody knows where it ends.
 * `not_chained`: something has waited for minutes.
 */
export const BREAKS = [
  'entry_missing',
  'entry_altered',
  'person_altered',
  'beginning_missing',
  'end_missing',
  'head_missing',
  'not_chained',
] as const

export interface Break {
  readonly kind: (typeof BREAKS)[number]
  /** The row at which it shows. */
  readonly seq: number
}

/** The hash of a row, over what it says and the hash in front of it: `audit_hash` in the database makes the same. */
export function hashOf(entry: Omit<AuditEntry, 'hash'>, previous: string): string {
  const written = [
    previous,
    entry.workspaceId,
    entry.seq,
    entry.entryId,
    entry.at.toISOString(),
    entry.kind,
    entry.who,
    entry.keyId,
    entry.staffId,
    entry.operation,
    entry.aboutKind,
    entry.aboutId,
    entry.person,
    entry.requestId,
    entry.traceId,
  ]
  // As PostgreSQL writes an array, with a space behind each comma.
  return sha256(`[${written.map((value) => JSON.stringify(value)).join(', ')}]`)
}

export const digestOf = (salt: string, profileId: string): string => sha256(`${salt}${profileId}`)

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Follows a chain from a link over the rows behind it, up to the first that does not fit. */
export function followChain(
  from: Link,
  entries: readonly AuditEntry[],
): { readonly link: Link; readonly broken: Break | null } {
  let link = from
  for (const entry of entries) {
    const kind = faultOf(entry, link)
    if (kind !== null) return { link, broken: { kind, seq: kind === 'entry_missing' ? link.seq + 1 : entry.seq } }
    link = { seq: entry.seq, hash: entry.hash }
  }
  return { link, broken: null }
}

function faultOf(entry: AuditEntry, { seq, hash }: Link): Break['kind'] | null {
  if (entry.seq !== seq + 1) return 'entry_missing'
  if (entry.hash !== hashOf(entry, hash)) return 'entry_altered'
  return isTheirs(entry) ? null : 'person_altered'
}

// Both are emptied together.
function isTheirs({ profileId, salt, person }: AuditEntry): boolean {
  if (profileId === null || salt === null) return profileId === salt
  return person === digestOf(salt, profileId)
}
