import { setTimer, type Tx } from '@polyphon/service-kit'
import { tryLockSubjects } from '../../people/store/subjects.js'
import { reEvaluateAccounts } from '../../segments/steps/re-evaluate-accounts.js'
import { tryHoldSegments } from '../../segments/store/segment-stamp.js'
import { ACCOUNT_WALK_TIMER, type WalkPosition } from '../steps/account-walk.js'
import { tryHoldVersion } from '../store/accounts.js'
import { readNextMembers } from '../store/memberships.js'

const CHUNK = 200
const AGAIN_MS = 50

/**
 * Judges the segments of the next members of an account anew, whose traits have changed: so many in one transaction, however many there
 * are. It holds a timer that somebody who holds the account or a person may want to move, so it waits for none of them: who is
 * held comes with the next ones.
 */
export async function walkMembers(tx: Tx, at: WalkPosition): Promise<void> {
  const goOn = (next: WalkPosition, afterMs: number): Promise<void> =>
    setTimer(tx, { kind: ACCOUNT_WALK_TIMER, key: at.accountKey, dueAt: tx.soon(afterMs), data: next })
  const version = await tryHoldVersion(tx, at.accountKey)
  if (version === null || !(await tryHoldSegments(tx))) return goOn(at, AGAIN_MS)
  const begun = { ...at, version: at.version ?? version }
  const { accountKey, afterId, left } = begun
  const fresh = await readNextMembers(tx, { accountKey, afterId, limit: Math.max(CHUNK - left.length, 1) })
  const people = await tryLockSubjects(tx, [...left, ...fresh])
  await reEvaluateAccounts(tx, people.found, `account:${accountKey}`)
  const next = { ...begun, afterId: fresh.at(-1) ?? afterId, left: people.held }
  if (fresh.length > 0) return goOn(next, people.held.length > 0 ? AGAIN_MS : 0)
  if (people.held.length > 0) return goOn(next, AGAIN_MS)
  // Others have changed it meanwhile: those who were looked at first have not seen that.
  if (version !== begun.version) await goOn({ accountKey, version, afterId: null, left: [] }, 0)
}
