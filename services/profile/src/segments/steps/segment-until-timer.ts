export const SEGMENT_UNTIL_TIMER = 'segment-until'

const timerKey = (segment: string, profileId: string): string => `${segment}:${profileId}`

/** The timer at which a person is to be judged by a segment again. */
export const segmentUntilTimerOf = (segment: string, profileId: string) => ({
  key: timerKey(segment, profileId),
  data: { segment, profileId },
})
