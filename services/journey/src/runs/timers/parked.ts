import type { TimerKind } from '@polyphon/service-kit'
import type { Ends } from '@polyphon/service-kit/copies'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { wakeParkedRun } from '../commands/wake-parked-run.js'
import { PARKED_TIMER } from '../domain/timer-kinds.js'

const End = z.object({ topic: z.string(), topicId: z.string(), partition: z.int(), end: z.string() })
const Parked = z.object({ ends: z.array(End).nullable() })

/** A run waits until its person is known; the key is its id. */
export const parkedTimer = (deps: JourneyDeps): TimerKind<{ readonly ends: Ends | null }> => ({
  kind: PARKED_TIMER,
  data: Parked,
  handle: (tx, { key, data }) =>
    wakeParkedRun(tx, { runId: key, ends: data.ends }, { library: deps.tools.library, copies: deps.copies }),
})
