import type { Owner, WorkKind } from '@polyphon/contracts'
import type { Tx } from '../db/tx.js'
import { setTimer } from '../timers/timer.js'
import type { ServiceName } from '../values/service-name.js'
import { decideCancel } from './decide.js'
import { publishWork } from './publish.js'
import { insertWork, lockWorkAbout, saveWork } from './store.js'
import type { Work } from './work.js'
import { WORK_TIMER } from './work-timer.js'

/** What somebody is to do. */
export interface NewWork {
  readonly kind: WorkKind
  readonly owner: Owner
  /** Names nobody: it is read by whoever reaches the work. */
  readonly why: string
  /** Null where nothing waits for it: it never becomes late. */
  readonly dueAt: Date | null
  readonly profileId?: string | undefined
  /** Where it leads; to the work itself where nothing is said. */
  readonly href?: string | undefined
  /** The same as a path of the service that opens it. */
  readonly path?: string
  /** What it is about, where a service opens it by itself: nothing is opened while some of it has not ended. */
  readonly subject?: string
}

/** Who opens work, and how it is reached: from outside where that is known, else its base path. */
export interface WorkHome {
  readonly service: ServiceName
  readonly publicUrl: string
}

/** Opens work, and tells everybody. Answers what there is to do about the subject already, where that is so. */
export async function openWork(tx: Tx, home: WorkHome, given: NewWork): Promise<Work> {
  const { service, publicUrl } = home
  const before = given.subject === undefined ? null : await lockWorkAbout(tx, given.subject)
  if (before !== null) return before
  const workId = tx.newId()
  const work: Work = {
    workId,
    version: 1,
    kind: given.kind,
    service,
    state: 'open',
    subject: given.subject ?? null,
    owner: given.owner,
    formerOwners: [],
    handOvers: 0,
    openedAt: tx.now,
    dueAt: given.dueAt,
    acknowledgedAt: null,
    overdueAt: null,
    endedAt: null,
    profileId: given.profileId ?? null,
    why: given.why,
    href: given.href ?? `${publicUrl.replace(/\/$/, '')}${given.path ?? `/v1/work/${workId}`}`,
  }
  // Whoever opens the same at the same moment has waited for this commit by now.
  if (!(await insertWork(tx, work))) return openWork(tx, home, given)
  publishWork(tx, service, 'opened', work)
  if (work.dueAt !== null) await setTimer(tx, { kind: WORK_TIMER, key: workId, dueAt: work.dueAt, data: {} })
  return work
}

/** Ends what there still is to do about something, as there is nothing to do any more. */
export async function cancelWorkAbout(tx: Tx, subject: string): Promise<void> {
  const work = await lockWorkAbout(tx, subject)
  const decision = work && decideCancel(work, tx.now)
  if (decision?.outcome !== 'changed') return
  await saveWork(tx, decision.work)
  publishWork(tx, decision.work.service, 'canceled', decision.work)
}
