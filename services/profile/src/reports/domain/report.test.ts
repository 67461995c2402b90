import { feedbackGiven, feedbackRequested, messageRead } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { compileSegments, type Segment, segmentsTouched } from '../../segments/domain/segment.js'
import type { OwnedTimelineItem } from '../../timeline/domain/timeline.js'
import { reportOf } from './report.js'

const at = new Date('2026-11-22T10:00:00.000Z')
const item = (more: Pick<OwnedTimelineItem, 'kind' | 'type' | 'data'>): OwnedTimelineItem => ({
  id: 'e',
  profileId: 'p',
  occurredAt: at,
  service: 'messaging',
  ...more,
})

describe('what an item reports', () => {
  it('is what became of a message, by its template and its topic', () => {
    const data = { messageId: 'm', template: 'welcome', topic: 'offers' }
    expect(reportOf(item({ kind: 'message', type: messageRead.type, data }))).toEqual({
      profileId: 'p',
      on: ['template:welcome', 'topic:offers'],
      because: 'message:m',
    })
  })

  it('is an answer, and nothing else of a survey', () => {
    const data = { answerId: 'a', survey: 'nps' }
    expect(reportOf(item({ kind: 'feedback', type: feedbackGiven.type, data }))).toEqual({
      profileId: 'p',
      on: ['survey:nps'],
      because: 'answer:a',
    })
    expect(reportOf(item({ kind: 'feedback', type: feedbackRequested.type, data }))).toBeNull()
  })

  it('touches the segments that look at it, and no others', () => {
    const segment = (key: string, condition: Segment['condition']): Segment => {
      return { key, version: 1, name: key, condition, purpose: 'service', createdAt: at, publishedAt: at }
    }
    const set = compileSegments(
      [
        segment('read', { message: { template: 'welcome' }, state: 'read' }),
        segment('critic', { answer: { survey: 'nps' }, op: 'lte', value: 6 }),
        segment('plan', { path: 'traits.plan', op: 'exists' }),
      ],
      {},
    )
    const touched = (...reports: string[]) =>
      segmentsTouched(set, { events: new Set(), paths: new Set(), reports: new Set(reports) })
    expect(touched('template:welcome', 'topic:offers')).toEqual(new Set(['read']))
    expect(touched('survey:nps')).toEqual(new Set(['critic']))
    expect(touched('topic:welcome')).toEqual(new Set())
  })
})
