import { reportsOn } from '@polyphon/conditions'
import { feedbackGiven } from '@polyphon/contracts'
import type { OwnedTimelineItem } from '../../timeline/domain/timeline.js'

/** Something that segments may look at, of somebody by the id that it names. */
export interface Report {
  readonly profileId: string
  /** As conditions depend on it: `template:<key>`, `topic:<key>` or `survey:<key>`. */
  readonly on: readonly string[]
  /** `message:<id>` or `answer:<id>`. */
  readonly because: string
}

/** What an item of a timeline reports: what became of a message, or an answer; null of everything else. */
export function reportOf({ profileId, kind, type, data }: OwnedTimelineItem): Report | null {
  const text = (name: string): string | undefined => (typeof data[name] === 'string' ? data[name] : undefined)
  if (kind === 'message')
    return {
      profileId,
      on: reportsOn({ template: text('template'), topic: text('topic') }),
      because: `message:${text('messageId')}`,
    }
  if (type !== feedbackGiven.type) return null
  return { profileId, on: reportsOn({ survey: text('survey') }), because: `answer:${text('answerId')}` }
}
