import type { TimerKind } from '@polyphon/service-kit'
import { NORMAL_FORM, NormalFormPosition, rewriteAnswers } from '../commands/rewrite-answers.js'

/** Writes what is stored in an older form in the one form of today, chunk by chunk. */
export function normalFormTimer(): TimerKind<NormalFormPosition> {
  return { kind: NORMAL_FORM, data: NormalFormPosition, handle: (tx, { data }) => rewriteAnswers(tx, data) }
}
