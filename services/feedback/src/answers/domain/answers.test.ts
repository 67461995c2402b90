import { describe, expect, it } from 'vitest'
import type { Question } from '../../surveys/domain/survey.js'
import { type Answers, decideAnswers, type GivenAnswers } from './answers.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const questions: readonly Question[] = [
  { id: 'nps', kind: 'nps', text: 'Würden Sie uns empfehlen?', scale: { min: 0, max: 10 }, required: true },
  {
    id: 'warum',
    kind: 'text',
    text: 'Warum nicht?',
    required: true,
    showIf: { path: 'answer.nps', op: 'lte', value: 6 },
  },
  {
    id: 'anruf',
    kind: 'rating',
    text: 'Wie war der Anruf?',
    scale: { min: 1, max: 5 },
    required: false,
    showIf: { path: 'answer.warum', op: 'exists' },
  },
]

const decide = (given: GivenAnswers, complete = true, before: Answers = {}) =>
  decideAnswers(questions, now, { before, given, complete })

function faultsOf(given: GivenAnswers, complete = true, before: Answers = {}): readonly string[] {
  const decision = decide(given, complete, before)
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${code} ${pointer}`) : []
}

describe('answers', () => {
  it('become scores with their scale, and texts', () => {
    expect(decide({ nps: 3, warum: 'Zu groß, Maßangabe falsch – schade.', anruf: 2 })).toEqual({
      outcome: 'accepted',
      answers: { nps: 3, warum: 'Zu groß, Maßangabe falsch – schade.', anruf: 2 },
      scores: [
        { question: 'nps', kind: 'nps', value: 3, scale: { min: 0, max: 10 } },
        { question: 'anruf', kind: 'rating', value: 2, scale: { min: 1, max: 5 } },
      ],
      texts: [{ question: 'warum', text: 'Zu groß, Maßangabe falsch – schade.' }],
      choices: [],
    })
  })
  it('reach to both ends of the scale and not beyond', () => {
    expect(faultsOf({ nps: 0 }, false)).toEqual([])
    expect(faultsOf({ nps: 10 }, false)).toEqual([])
    expect(faultsOf({ nps: -1 }, false)).toEqual(['outside_scale /body/answers/nps'])
    expect(faultsOf({ nps: 11 }, false)).toEqual(['outside_scale /body/answers/nps'])
  })
  it('are of the kind that the question takes', () => {
    expect(faultsOf({ nps: 7.5 }, false)).toEqual(['number_expected /body/answers/nps'])
    expect(faultsOf({ nps: '7' }, false)).toEqual(['number_expected /body/answers/nps'])
    expect(faultsOf({ nps: 2, warum: 5 })).toEqual(['text_expected /body/answers/warum'])
  })
  it('belong to questions of the survey, whatever these are called', () => {
    expect(faultsOf({ nps: 9, 'a/b~c': 1 })).toEqual(['question_unknown /body/answers/a~1b~0c'])
    expect(faultsOf({ nps: 9, constructor: 1 })).toEqual(['question_unknown /body/answers/constructor'])
  })
  it('hold texts of at most 10,000 characters', () => {
    expect(faultsOf({ nps: 2, warum: 'ß'.repeat(10_000) })).toEqual([])
    expect(faultsOf({ nps: 2, warum: 'ß'.repeat(10_001) })).toEqual(['text_too_long /body/answers/warum'])
    expect(faultsOf({ nps: 2, warum: '😀'.repeat(10_000) })).toEqual([])
    expect(faultsOf({ nps: 2, warum: '😀'.repeat(10_001) })).toEqual(['text_too_long /body/answers/warum'])
  })
  it('are read by conditions no further than they may go', () => {
    const showIf = { path: 'answer.t', op: 'contains', value: 'x' } as const
    const text = { kind: 'text', text: '?', required: false } as const
    const texts = [
      { id: 't', ...text },
      { id: 'u', ...text, showIf },
    ]
    const decision = decideAnswers(texts, now, {
      before: {},
      given: { t: `${'ß'.repeat(10_000)}x`, u: 'shown?' },
      complete: true,
    })
    expect(decision).toMatchObject({ faults: [{ code: 'text_too_long' }, { code: 'question_not_shown' }] })
  })
})

describe('a required question', () => {
  it('must be answered once the answer is complete, not before', () => {
    expect(faultsOf({})).toEqual(['answer_required /body/answers/nps'])
    expect(faultsOf({}, false)).toEqual([])
  })
  it('is not required while it is not shown', () => {
    expect(faultsOf({ nps: 9 })).toEqual([])
    expect(faultsOf({ nps: 6 })).toEqual(['answer_required /body/answers/warum'])
  })
  it('is not answered by blanks', () => {
    expect(faultsOf({ nps: 1, warum: '  \n' })).toEqual(['answer_required /body/answers/warum'])
  })
})

describe('a question that is not shown', () => {
  it('takes no answer', () => {
    expect(faultsOf({ nps: 9, warum: 'trotzdem' })).toEqual(['question_not_shown /body/answers/warum'])
  })
  it('hides what depends on it', () => {
    expect(faultsOf({ nps: 9, anruf: 3 }, true, { warum: 'vorhin' })).toEqual([
      'question_not_shown /body/answers/anruf',
    ])
  })
  it('keeps an earlier answer, which does not count', () => {
    const decision = decide({ nps: 9 }, true, { nps: 2, warum: 'Versehen' })
    expect(decision).toMatchObject({ outcome: 'accepted', answers: { nps: 9, warum: 'Versehen' }, texts: [] })
  })
})

describe('parts of an answer', () => {
  it('are joined, the later word counts', () => {
    expect(decide({ nps: 4 }, false, { nps: 3, warum: 'zäh' })).toMatchObject({ answers: { nps: 4, warum: 'zäh' } })
  })
  it('may take an answer back', () => {
    expect(decide({ nps: null }, false, { nps: 3 })).toMatchObject({ answers: {}, scores: [] })
    expect(faultsOf({ nps: null }, true, { nps: 3 })).toEqual(['answer_required /body/answers/nps'])
  })
})
