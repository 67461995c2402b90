import { setTimersAtLatest, type Tx } from '@polyphon/service-kit'

export const ACCOUNT_WALK_TIMER = 'account-members'

/** How far the members of an account were looked at. */
export interface WalkPosition {
  readonly accountKey: string
  /** The version of the account when this began; one that has grown since begins anew at the end. */
  readonly version: number | null
  readonly afterId: string | null
  /** Those in between whom somebody else held. */
  readonly left: readonly string[]
}

/** Has the members of accounts looked at whose traits are others now; one that is under way goes on, and then begins anew. */
export const walkMembers = (tx: Tx, accountKeys: readonly string[]): Promise<void> =>
  setTimersAtLatest(
    tx,
    ACCOUNT_WALK_TIMER,
    accountKeys.map((accountKey) => {
      const data: WalkPosition = { accountKey, version: null, afterId: null, left: [] }
      return { key: accountKey, dueAt: tx.soon(0), data }
    }),
  )
