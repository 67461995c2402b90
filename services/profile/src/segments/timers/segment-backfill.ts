import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { continueBackfill } from '../commands/continue-backfill.js'
import type { BackfillDeps } from '../steps/backfill-segment.js'
import { BACKFILL_TIMER } from '../steps/schedule-backfill.js'

/** Evaluates a newly published segment for everybody, chunk by chunk. */
export const segmentBackfillTimer = (deps: BackfillDeps): TimerKind => ({
  kind: BACKFILL_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => continueBackfill(tx, key, deps),
})
