import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { retryEarlyOutcomes } from '../commands/retry-early-outcomes.js'
import { EARLY_TIMER } from '../domain/timer-kinds.js'

export const earlyTimer = (deps: JourneyDeps): TimerKind => ({
  kind: EARLY_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => retryEarlyOutcomes(tx, key, deps.tools.library),
})
