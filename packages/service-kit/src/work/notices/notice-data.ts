import { Work } from '@polyphon/contracts'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { NOTICE_FACTS } from './notice-fact.js'

/** What the timer of a notice remembers. */
export const NoticeData = z.object({
  fact: z.enum(NOTICE_FACTS),
  way: z.string(),
  staffId: z.string(),
  work: Work,
  /** When it was noted. */
  since: Moment,
  /** How often it was tried. */
  tries: z.int().default(0),
})
export type NoticeData = z.output<typeof NoticeData>
