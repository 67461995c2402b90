import type { Received, Tx } from '@polyphon/service-kit'
import { type TimelineKind, timelineItemOf } from '../domain/timeline.js'
import { saveTimelineItems } from '../store/timeline.js'

/** Adds events of other services to the timelines of the people they are about. Events about nobody known are left out. */
export async function recordTimelineItems(tx: Tx, kind: TimelineKind, events: readonly Received[]): Promise<void> {
  const items = events.flatMap((event) => timelineItemOf(kind, event) ?? [])
  await saveTimelineItems(tx, items)
}
