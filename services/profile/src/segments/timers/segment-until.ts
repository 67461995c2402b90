import type { TimerKind } from '@polyphon/service-kit'
import { z } from 'zod'
import { reEvaluatePerson } from '../commands/re-evaluate-person.js'
import { SEGMENT_UNTIL_TIMER } from '../steps/segment-until-timer.js'

const Data = z.object({ segment: z.string(), profileId: z.string() })

/** The moment at which time alone may move a person into a segment or out of it. */
export const segmentUntilTimer = (): TimerKind => ({
  kind: SEGMENT_UNTIL_TIMER,
  data: Data,
  handle: (tx, { data }) => reEvaluatePerson(tx, Data.parse(data)),
})
