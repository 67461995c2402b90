import type { Tx } from '@polyphon/service-kit'
import type { SourcedEvidence } from '../../messages/store/evidence.js'

/** Puts what a provider reports into the time of the workspace: a provider knows nothing of a clock that was moved. */
export function inTimeOf(tx: Tx): (evidence: SourcedEvidence) => SourcedEvidence {
  const aheadMs = tx.soon(0).getTime() - tx.serverNow.getTime()
  if (aheadMs === 0) return (evidence) => evidence
  return (evidence) => ({ ...evidence, occurredAt: new Date(evidence.occurredAt.getTime() + aheadMs) })
}
