import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { FORGET_TIMER } from '../../definitions/domain/timer-kinds.js'
import { forgetHistory } from '../commands/forget-history.js'

/** Once a day, what no condition may look back to is forgotten. */
export const forgetTimer = (): TimerKind => ({
  kind: FORGET_TIMER,
  data: z.unknown(),
  handle: (tx) => forgetHistory(tx),
})
