import { z } from 'zod'
import type { Tx } from '../db/tx.js'
import { aboutNothing, ownerAbove } from '../routing/owner-for.js'
import { setTimer, type TimerKind } from '../timers/timer.js'
import type { ServiceName } from '../values/service-name.js'
import { decideLateness, isInHand } from './decide.js'
import { publishWork } from './publish.js'
import { lockWork, saveWork } from './store.js'
import type { Work } from './work.js'
import { WORK_TIMER } from './work-timer.js'

/**
 * Says of work that is not done in time that it is overdue, and hands it up. Ending work leaves its timer alone, which is
 * held by whoever comes from it: it finds nothing to do then.
 */
export const workTimer = (service: ServiceName): TimerKind => ({
  kind: WORK_TIMER,
  data: z.unknown(),
  handle: async (tx, { key: workId }) => {
    const work = await lockWork(tx, workId)
    if (work === null || work.endedAt !== null || work.service !== service) return
    const { overdue, escalated, again } = decideLateness(work, isInHand(work) ? null : await nextOf(tx, work), tx.now)
    const late = escalated ?? overdue
    if (late !== null) await saveWork(tx, late)
    if (overdue !== null) publishWork(tx, service, 'overdue', overdue)
    if (escalated !== null) publishWork(tx, service, 'escalated', escalated)
    if (again !== null) await setTimer(tx, { kind: WORK_TIMER, key: workId, dueAt: again, data: {} })
  },
})

const nextOf = (tx: Tx, { owner, formerOwners: former, profileId }: Work) =>
  ownerAbove(tx, { owner, former }, aboutNothing(tx.now, profileId ?? undefined))
