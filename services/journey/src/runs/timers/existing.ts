import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import type { JourneyDeps } from '../../config.js'
import { EXISTING_TIMER } from '../../definitions/domain/timer-kinds.js'
import { enterExisting } from '../commands/enter-existing.js'

const Existing = z.object({
  journey: z.string(),
  version: z.int(),
  segment: z.string(),
  after: z.string().nullable(),
})

/** People who are in a segment already are to be let in; the key is the journey's and the segment's. */
export const existingTimer = (deps: JourneyDeps): TimerKind<z.output<typeof Existing>> => ({
  kind: EXISTING_TIMER,
  data: Existing,
  handle: (tx, { data }) => enterExisting(tx, data, deps.tools.library),
})
