import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { wakeRun } from '../commands/wake-run.js'
import { RUN_TIMER } from '../domain/timer-kinds.js'

/** A run has something to do at a certain time; the key is its id. */
export const runTimer = (deps: JourneyDeps): TimerKind => ({
  kind: RUN_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => wakeRun(tx, key, deps.tools.library),
})
