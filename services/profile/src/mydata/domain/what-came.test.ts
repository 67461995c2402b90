import { messageClicked, messageDropped, messageSent, runEnded, runStarted } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import type { TimelineItem } from '../../timeline/domain/timeline.js'
import { messagesOf, runsOf } from './what-came.js'

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 10, minute))
const item = (type: string, minute: number, data: object): TimelineItem => ({
  id: `${type}-${minute}`,
  kind: 'message',
  occurredAt: at(minute),
  type,
  service: 'messaging',
  data: { ...data },
})
const message = { ...messageSent.example, messageId: 'm' }

describe('messages that somebody got', () => {
  it('are one each, as far as they came, since they went out', () => {
    const items = [
      item(messageClicked.type, 3, message),
      item(messageDropped.type, 2, { ...message, messageId: 'n' }),
      item(messageSent.type, 1, message),
    ]
    expect(messagesOf(items, 10)).toMatchObject([
      { messageId: 'm', state: 'clicked', at: at(1), runId: message.runId, step: 'thank-you', topic: 'orders' },
    ])
  })

  it('are no more than so many, in the order of what is found', () => {
    const items = ['a', 'b', 'c'].map((messageId, index) =>
      item(messageSent.type, 9 - index, { ...message, messageId }),
    )
    expect(messagesOf(items, 2).map(({ messageId }) => messageId)).toEqual(['a', 'b'])
  })

  it('name no step where no journey ordered them', () => {
    const { runId: _run, ...direct } = message
    expect(messagesOf([item(messageSent.type, 1, { ...direct, orderId: 'mine:x:1' })], 1)).toMatchObject([
      { runId: null, step: null },
    ])
  })
})

describe('ways through journeys', () => {
  const { profileId: _who, ...run } = runStarted.example

  it('end where that is found, and begin with what began them', () => {
    const items = [item(runStarted.type, 1, run), item(runEnded.type, 5, { runId: run.runId })]
    expect(runsOf(items)).toEqual([
      {
        runId: run.runId,
        journey: run.journey,
        version: 1,
        startedAt: at(1),
        endedAt: at(5),
        trigger: { type: 'event', event: 'Order Delivered', segment: null },
      },
    ])
    expect(runsOf(items.slice(1))).toEqual([])
  })
})
