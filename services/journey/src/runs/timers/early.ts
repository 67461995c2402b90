import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { EARLY_TIMER, hearEarlyNews } from '../commands/take-in-order-outcomes.js'

/** News came before their order; the run of it may have given it in the same moment. The key is the run's id. */
export const earlyTimer = (deps: JourneyDeps): TimerKind => ({
  kind: EARLY_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => hearEarlyNews(tx, key, deps.tools.library),
})
