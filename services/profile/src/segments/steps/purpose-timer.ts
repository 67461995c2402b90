import { setTimers, type Tx } from '@polyphon/service-kit'
import { DEFAULT_PURPOSE, needsConsent, type PurposeRules } from '@polyphon/values'

export const PURPOSE_TIMER = 'segment-purpose'

/** Has the segments of each purpose evaluated anew that needs consent from now on, or needs none any more. */
export async function followPurposeRules(tx: Tx, before: PurposeRules, after: PurposeRules): Promise<void> {
  const named = new Set([DEFAULT_PURPOSE, ...Object.keys(before), ...Object.keys(after)])
  const changed = [...named].filter((purpose) => needsConsent(purpose, before) !== needsConsent(purpose, after))
  const dueAt = tx.soon(0)
  await setTimers(
    tx,
    PURPOSE_TIMER,
    changed.toSorted().map((purpose) => ({ key: purpose, dueAt, data: {} })),
  )
}
