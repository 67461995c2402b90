import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { adoptStrays } from '../commands/adopt-strays.js'
import { STRAY_TIMER } from '../steps/keep-strays.js'

const Data = z.object({ looks: z.int() })

/** Receipts came for an unknown message: it may be known by now. */
export const strayReceipt = (): TimerKind => ({
  kind: STRAY_TIMER,
  data: Data,
  handle: (tx, { key, data }) => adoptStrays(tx, key, Data.parse(data).looks),
})
