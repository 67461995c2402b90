import type { Staff } from '../../auth/staff.js'
import type { WorkData } from '../work.js'
import type { NoticeFact } from './notice-fact.js'
import type { NoticeText } from './notice-text.js'

/** What one of the staff is told of work, in their language. */
export interface Notice {
  readonly workspaceId: string
  /** Of one work, version and way: the same each time that it is tried again. */
  readonly noticeId: string
  readonly fact: NoticeFact
  readonly work: WorkData
  readonly staff: Staff
  readonly text: NoticeText
  /** Nothing may begin after it: another process may try by then. */
  readonly beginBy: Date
}

/** What came of telling somebody: they are told, it is tried again later (`retryAfterMs` where it asks for rest), or never. */
export type NoticeResult =
  | { readonly outcome: 'told' }
  | {
      readonly outcome: 'failed'
      readonly because: string
      readonly isFinal: boolean
      readonly retryAfterMs?: number | undefined
    }

/** A way by which staff are told, such as `email`. It does not throw. */
export type NoticeWay = (notice: Notice) => Promise<NoticeResult>
