import type { TimerKind } from '@polyphon/service-kit'
import { NORMAL_FORM_TIMER, NormalFormPosition, rewriteForms } from '../commands/rewrite-forms.js'

/** Writes what is stored in an older form in the one form of today, chunk by chunk. */
export const normalFormTimer = (): TimerKind<NormalFormPosition> => ({
  kind: NORMAL_FORM_TIMER,
  data: NormalFormPosition,
  handle: (tx, { key, data }) => rewriteForms(tx, key, data),
})
