import type { Tx } from '@polyphon/service-kit'
import type { Identifier } from '@polyphon/values'
import type { CUT } from '../../history/store/ledger.js'
import { DEFAULT_RULES } from '../../people/domain/identity-rules.js'

/** The rule of a split by which merges were taken back alone. */
export const TAKEN_BACK = 'taken_back'

/** What is written down of a split. */
export interface SplitEntry {
  readonly survivorId: string
  readonly newId: string
  readonly identifiers: readonly Identifier[]
  readonly rule: typeof CUT | typeof TAKEN_BACK
  readonly because: string
  readonly reason: string
}

/** Writes down that what was taken for one person is two, and why. */
export async function saveSplit(tx: Tx, split: SplitEntry): Promise<void> {
  await tx.query(
    `insert into identity_ledger (workspace_id, entry_id, profile_id, kind, absorbed_id, absorbed, rule, rules_version,
                                  because, reason, at)
     values ($1, $2, $3, 'split', $4, $5, $6, $7, $8, $9, $10)`,
    [
      tx.workspaceId,
      tx.newId(),
      split.survivorId,
      split.newId,
      JSON.stringify({ identifiers: split.identifiers.map(({ type, value }) => ({ type, value })) }),
      split.rule,
      DEFAULT_RULES.version,
      split.because,
      split.reason,
      tx.now,
    ],
  )
}
