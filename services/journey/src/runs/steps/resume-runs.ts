import { setTimers, type Tx } from '@polyphon/service-kit'
import type { ObeyedRestriction } from '@polyphon/service-kit/copies'
import { RUN_TIMER } from '../domain/timer-kinds.js'
import { readWakeTimes } from '../store/runs.js'

/** Lets the runs of people go on whose restriction has ended: what was due meanwhile is due now. */
export async function resumeRuns(tx: Tx, people: readonly ObeyedRestriction[]): Promise<void> {
  const free = people.filter(({ restricted }) => !restricted).map(({ profileId }) => profileId)
  const timers = (await readWakeTimes(tx, free)).map(({ runId, wakeAt }) => ({ key: runId, dueAt: wakeAt, data: {} }))
  await setTimers(tx, RUN_TIMER, timers)
}
