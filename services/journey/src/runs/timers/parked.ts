import type { TimerKind } from '@polyphon/service-kit'
import { CopyWait } from '@polyphon/service-kit/copies'
import type { JourneyDeps } from '../../config.js'
import { wakeParkedRun } from '../commands/wake-parked-run.js'
import { PARKED_TIMER } from '../domain/timer-kinds.js'

/** A run waits until its person is known; the key is its id. */
export const parkedTimer = (deps: JourneyDeps): TimerKind<CopyWait> => ({
  kind: PARKED_TIMER,
  data: CopyWait,
  handle: (tx, { key, data }) =>
    wakeParkedRun(tx, { runId: key, wait: data }, { library: deps.tools.library, copies: deps.copies }),
})
