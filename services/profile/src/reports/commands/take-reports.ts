import type { Received, Tx } from '@polyphon/service-kit'
import { reEvaluateReported } from '../../segments/steps/re-evaluate-reported.js'
import { type TimelineKind, timelineItemOf } from '../../timeline/domain/timeline.js'
import { saveTimelineItems } from '../../timeline/store/timeline.js'
import { reportOf } from '../domain/report.js'

/**
 * Adds events of other services to the timelines of the people they are about, and judges the segments that look at what is
 * new. Events about nobody known are left out.
 */
export async function takeReports(tx: Tx, kind: TimelineKind, events: readonly Received[]): Promise<void> {
  const items = events.flatMap((event) => timelineItemOf(kind, event) ?? [])
  const added = await saveTimelineItems(tx, items)
  await reEvaluateReported(
    tx,
    items.filter(({ id }) => added.has(id)).flatMap((item) => reportOf(item) ?? []),
  )
}
