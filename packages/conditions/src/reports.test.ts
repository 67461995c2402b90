import { describe, expect, it } from 'vitest'
import { NOW } from '../test/arbitraries.js'
import { type Condition, evaluate, explain, type Facts, type GivenAnswer, type SentMessage } from './index.js'

const DAY = 86_400_000
const ago = (days: number): Date => new Date(NOW.getTime() - days * DAY)
const nothing = { traits: {}, identifiers: {}, segments: [], occurrences: () => [] }
const holds = (condition: Condition, facts: Partial<Facts>): boolean =>
  evaluate(condition, { ...nothing, ...facts }, NOW).holds

const message = (id: string, days: number, states: SentMessage['states'], more: Partial<SentMessage> = {}) => ({
  id,
  template: 'welcome',
  topic: 'offers',
  at: ago(days),
  states,
  ...more,
})

describe('the last message', () => {
  const read: Condition = { message: { template: 'welcome' }, state: 'read' }

  it('counts, whatever became of those before it', () => {
    const lastMessages = [message('a', 2, ['read']), message('b', 1, ['sent'])]
    expect(holds(read, { lastMessages })).toBe(false)
    expect(holds({ ...read, state: 'sent' }, { lastMessages })).toBe(true)
    expect(holds(read, { lastMessages: lastMessages.slice(0, 1) })).toBe(true)
    expect(holds(read, {})).toBe(false)
  })

  it('is that of its template or topic', () => {
    const lastMessages = [message('a', 2, ['read']), message('b', 1, ['sent'], { template: 'other' })]
    expect(holds(read, { lastMessages })).toBe(true)
    expect(holds({ message: { topic: 'offers' }, state: 'read' }, { lastMessages })).toBe(false)
  })

  it('has come to every state before the one that is known', () => {
    const delivered = (state: SentMessage['states'][number]): boolean =>
      holds({ ...read, state: 'delivered' }, { lastMessages: [message('a', 1, [state])] })
    expect(
      ['accepted', 'sent', 'delivered', 'read', 'clicked', 'failed', 'dropped'].map((state) =>
        delivered(state as 'sent'),
      ),
    ).toEqual([false, false, true, true, true, false, false])
  })

  it('is too old from the very moment', () => {
    const facts = { ...nothing, lastMessages: [message('a', 29, ['read'])] }
    const recent: Condition = { ...read, within: 'P30D' }
    expect(evaluate(recent, facts, NOW)).toEqual({ holds: true, until: new Date(NOW.getTime() + DAY) })
    expect(evaluate(recent, facts, new Date(NOW.getTime() + DAY))).toEqual({ holds: false })
  })

  it('is explained', () => {
    const { leaves } = explain(
      { ...read, within: 'P30D' },
      { ...nothing, lastMessages: [message('a', 1, ['sent'])] },
      NOW,
    )
    expect(leaves[0]?.because).toBe(
      'the last message of the template welcome: of 2026-03-28T01:00:00.000Z, is sent; asked: read within P30D',
    )
    expect(explain({ message: { topic: 'offers' }, state: 'sent' }, nothing, NOW).leaves[0]?.because).toBe(
      'the last message of the topic offers: none is known; asked: sent',
    )
  })
})

describe('the last answer', () => {
  const answer = (id: string, days: number, values: GivenAnswer['values'], scores: readonly number[] = []) => ({
    id,
    survey: 'nps',
    at: ago(days),
    values,
    scores,
  })
  const score = (value: number): Condition => ({ answer: { survey: 'nps', question: 'score' }, op: 'gte', value })

  it('compares, that to the question where one is named', () => {
    const lastAnswers = [answer('a', 2, { score: 9 }, [9]), answer('b', 1, { why: 'Größe' })]
    expect(holds(score(9), { lastAnswers })).toBe(true)
    expect(holds({ answer: { survey: 'nps' }, op: 'gte', value: 9 }, { lastAnswers })).toBe(false)
    expect(holds({ answer: { survey: 'nps' } }, { lastAnswers })).toBe(true)
    expect(holds({ answer: { survey: 'csat' } }, { lastAnswers })).toBe(false)
    expect(holds({ answer: { survey: 'nps', question: 'constructor' } }, { lastAnswers })).toBe(false)
  })

  it('holds for no operator where there is none', () => {
    expect(holds({ answer: { survey: 'nps', question: 'score' }, op: 'ne', value: 9 }, {})).toBe(false)
  })

  it('has choices as lists of ids', () => {
    const chosen: Condition = { answer: { survey: 'nps', question: 'reasons' }, op: 'contains', value: 'price' }
    expect(holds(chosen, { lastAnswers: [answer('a', 1, { reasons: ['speed', 'price'] })] })).toBe(true)
    expect(holds(chosen, { lastAnswers: [answer('a', 1, { reasons: ['speed'] })] })).toBe(false)
  })

  it('is explained', () => {
    const lastAnswers = [answer('a', 1, { score: 9 }, [9])]
    const because = (condition: Condition) =>
      explain(condition, { ...nothing, lastAnswers }, NOW).leaves.map((leaf) => leaf.because)
    expect(because(score(7))).toEqual([
      'the last answer to nps, score: of 2026-03-28T01:00:00.000Z, is 9; asked: gte 7',
    ])
    expect(because({ answer: { survey: 'csat' } })).toEqual(['the last answer to csat: none is known; asked: any'])
  })
})
