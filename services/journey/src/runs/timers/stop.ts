import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { STOP_TIMER } from '../../definitions/domain/timer-kinds.js'
import { endStoppedRuns } from '../commands/end-stopped-runs.js'

/** Runs of a stopped journey are to be ended; the key is the journey's. */
export const stopTimer = (deps: JourneyDeps): TimerKind => ({
  kind: STOP_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => endStoppedRuns(tx, key, deps.tools.library),
})
