import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { forgetOccurrences } from '../commands/forget-occurrences.js'
import { FORGET_TIMER } from '../commands/put-journey.js'

/** Once a day, what no condition may look back to is forgotten. */
export const forgetTimer = (): TimerKind => ({
  kind: FORGET_TIMER,
  data: z.unknown(),
  handle: (tx) => forgetOccurrences(tx),
})
