import { describe, expect, it } from 'vitest'
import { timelineItemOf } from './timeline.js'

const profileId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01'
const time = new Date('2026-11-22T10:00:00.000Z')
const fact = (data: unknown) => ({ id: 'e-1', type: 'feedback.feedback_requested.v1', time, data })

describe('a fact of another service', () => {
  it('becomes an item of the person that it is about, at the time when it happened', () => {
    const data = { profileId, occurredAt: '2026-11-21T09:30:00.000Z', texts: [{ text: 'Größe passt' }] }
    expect(timelineItemOf('feedback', fact(data))).toEqual({
      id: 'e-1',
      kind: 'feedback',
      profileId,
      occurredAt: new Date('2026-11-21T09:30:00.000Z'),
      type: 'feedback.feedback_requested.v1',
      service: 'feedback',
      data: { occurredAt: '2026-11-21T09:30:00.000Z', texts: [{ text: 'Größe passt' }] },
    })
  })

  it('happened when it was published unless it names another time', () => {
    expect(timelineItemOf('feedback', fact({ profileId }))?.occurredAt).toEqual(time)
  })

  it('never shows the link with which somebody answers', () => {
    expect(timelineItemOf('feedback', fact({ profileId, survey: 'a', url: 'https://x/token' }))?.data).toEqual({
      survey: 'a',
    })
  })

  it('is no item when nobody knows who it is about', () => {
    expect(timelineItemOf('message', fact({ profileId: null }))).toBeNull()
    expect(timelineItemOf('message', fact({}))).toBeNull()
  })
})
