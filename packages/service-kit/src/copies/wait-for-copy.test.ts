import { describe, expect, it } from 'vitest'
import { CopyWait, lookAgainAt, NOT_LOOKED_YET } from './wait-for-copy.js'

describe('a wait for the copy of people', () => {
  it('looks again soon at first, then less often, and at least every two seconds', () => {
    const now = new Date('2026-11-22T10:00:00.000Z')
    const pause = (tries: number): number => lookAgainAt(now, tries).getTime() - now.getTime()
    expect([0, 1, 2, 5, 6, 1_000].map(pause)).toEqual([50, 100, 200, 1_600, 2_000, 2_000])
  })

  it('is read from timers that an earlier release has set', () => {
    const end = { topic: 'polyphon.profile.people', topicId: 't', partition: 3, end: '7' }
    expect([{}, { ends: null }].map((data) => CopyWait.parse(data))).toEqual([NOT_LOOKED_YET, NOT_LOOKED_YET])
    expect(CopyWait.parse({ ends: [end] })).toEqual({ ends: [end], tries: 0 })
  })
})
