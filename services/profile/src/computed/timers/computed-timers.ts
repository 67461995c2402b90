import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { continueComputedBackfill } from '../commands/continue-computed-backfill.js'
import { recomputeAll } from '../commands/recompute-all.js'
import { recomputePerson } from '../commands/recompute-person.js'
import { COMPUTED_BACKFILL_TIMER, COMPUTED_SETTINGS_TIMER, COMPUTED_UNTIL_TIMER } from '../steps/computed-timer.js'

const Data = z.object({ trait: z.string(), profileId: z.string() })

/** The moment at which time alone changes what is computed of a person. */
export const computedUntilTimer = (): TimerKind => ({
  kind: COMPUTED_UNTIL_TIMER,
  data: Data,
  handle: (tx, { data }) => recomputePerson(tx, Data.parse(data)),
})

/** Works out a newly published trait for everybody, chunk by chunk. */
export const computedBackfillTimer = (): TimerKind => ({
  kind: COMPUTED_BACKFILL_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => continueComputedBackfill(tx, key),
})

/** The moment after a workspace has changed what decides about values. */
export const computedSettingsTimer = (): TimerKind => ({
  kind: COMPUTED_SETTINGS_TIMER,
  data: z.unknown(),
  handle: (tx) => recomputeAll(tx),
})
