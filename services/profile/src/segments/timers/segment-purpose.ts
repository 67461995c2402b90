import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { reEvaluatePurpose } from '../commands/re-evaluate-purpose.js'
import { PURPOSE_TIMER } from '../steps/purpose-timer.js'

/** The moment after a workspace has decided anew whether a purpose needs consent. */
export const segmentPurposeTimer = (): TimerKind => ({
  kind: PURPOSE_TIMER,
  data: z.unknown(),
  handle: (tx, { key }) => reEvaluatePurpose(tx, key),
})
