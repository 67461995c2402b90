import { feedbackGiven, interactionRecorded, messageBounced, profileMerged, segmentEntered } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { factDefinitions, toFacts } from './fact.js'
import { textsOf } from './texts.js'

const id = '01930f6e-0c00-7a10-8f00-3f6c1d2b4aff'
const time = new Date('2026-11-23T09:00:00.000Z')

describe('what is kept of an event', () => {
  it('is when it occurred, about whom, and its plain properties as text', () => {
    const { facts, messages, answers } = toFacts([
      { id, type: interactionRecorded.type, time, data: interactionRecorded.example },
    ])
    expect(messages).toEqual([])
    expect(answers).toEqual([])
    expect(facts).toEqual([
      {
        eventId: id,
        type: 'profile.interaction_recorded.v1',
        profileId: interactionRecorded.example.profileId,
        occurredAt: '2026-11-22T10:00:00.000Z',
        channel: 'web',
        dimensions: { kind: 'track', name: 'Order Completed' },
        properties: { orderId: '50314', total: '129.9', currency: 'EUR' },
      },
    ])
  })

  it('is the survivor of a merge, and the moment of publishing where there is no other', () => {
    const { mergedAt: _mergedAt, ...merged } = profileMerged.example
    const { occurredAt: _occurredAt, ...entered } = segmentEntered.example
    const { facts } = toFacts([
      { id, type: profileMerged.type, time, data: merged },
      { id, type: segmentEntered.type, time, data: entered },
    ])
    expect(facts).toMatchObject([
      { profileId: merged.survivorId, occurredAt: time.toISOString(), dimensions: { rule: 'same_user_id' } },
      { profileId: entered.profileId, occurredAt: time.toISOString(), dimensions: { segment: 'loyal-customers' } },
    ])
  })

  it('is the state of a message', () => {
    const { messages } = toFacts([{ id, type: messageBounced.type, time, data: messageBounced.example }])
    expect(messages).toMatchObject([{ state: 'bounced', template: 'ask-after-delivery', class: 'research' }])
  })

  it('is every score of an answer, and of a text only that it was given', () => {
    const data = {
      ...feedbackGiven.example,
      scores: [...feedbackGiven.example.scores, ...feedbackGiven.example.scores],
    }
    const [answer] = toFacts([{ id, type: feedbackGiven.type, time, data }]).answers
    expect(answer?.questions).toEqual([
      { question: 'satisfaction', kind: 'csat', value: 5, scaleMin: 1, scaleMax: 5 },
      { question: 'why', kind: 'text', value: null, scaleMin: null, scaleMax: null },
    ])
    expect(JSON.stringify(answer)).not.toContain('Größe passt')
    expect(JSON.stringify(answer)).not.toContain('Karton')
  })

  it('is an answer that is nothing but choices, too', () => {
    const { scores: _scores, texts: _texts, ...rest } = feedbackGiven.example
    const { answers, facts } = toFacts([
      { id, type: feedbackGiven.type, time, data: { ...rest, scores: [], texts: [] } },
    ])
    expect([facts.length, answers]).toMatchObject([1, [{ answerId: rest.answerId, complete: true, questions: [] }]])
  })

  it('comes from every event that the four services publish as a fact, and from no definition', () => {
    for (const { kind, example, type, ofOperator } of factDefinitions) {
      expect([type, kind, ofOperator]).toEqual([type, 'fact', false])
      expect(() => toFacts([{ id, type, time, data: example }])).not.toThrow()
    }
  })
})

describe('plain values', () => {
  it('are as long as their characters, not as what these are written with', () => {
    const given = { emoji: '😀'.repeat(512), more: '😀'.repeat(513), mixed: 'x'.repeat(400) + '😀'.repeat(60) }
    expect(Object.keys(textsOf(given))).toEqual(['emoji', 'mixed'])
  })

  it('become text; what has parts or is long is left out', () => {
    const given = { a: true, b: 0, c: '', d: null, e: [1], f: { g: 1 }, h: 'x'.repeat(513), ['i'.repeat(201)]: 1 }
    expect(textsOf(given)).toEqual({ a: 'true', b: '0', c: '' })
    expect(textsOf('text')).toEqual({})
    expect(textsOf({ ['Größe'.normalize('NFD')]: 'Höhe'.normalize('NFD') })).toEqual({ Größe: 'Höhe' })
  })
})
