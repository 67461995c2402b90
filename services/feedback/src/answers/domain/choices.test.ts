import { describe, expect, it } from 'vitest'
import type { Question } from '../../surveys/domain/survey.js'
import { type Answers, decideAnswers, type GivenAnswers } from './answers.js'

const now = new Date('2026-11-28T10:00:00.000Z')
const options = ['preis', 'zeit', 'größe'].map((id) => ({ id, text: { de: `Der Grund ${id}`, en: `Reason ${id}` } }))
const questions: readonly Question[] = [
  { id: 'kanal', kind: 'single', text: 'Wie?', options, required: true },
  { id: 'grund', kind: 'multi', text: 'Warum?', options, other: true, required: false },
  { id: 'sorte', kind: 'single', text: 'Welche?', options, other: true, required: false },
  {
    id: 'hinweis',
    kind: 'statement',
    text: 'Über Größen: …',
    required: false,
    showIf: { path: 'answer.grund', op: 'contains', value: 'größe' },
  },
  {
    id: 'mehr',
    kind: 'text',
    text: 'Mehr?',
    required: true,
    showIf: { path: 'answer.grund', op: 'contains', value: 'größe' },
  },
]

const decide = (given: GivenAnswers, complete = false, before: Answers = {}) =>
  decideAnswers(questions, now, { before, given, complete })

function faultsOf(given: GivenAnswers, complete = false, before: Answers = {}): readonly string[] {
  const decision = decide(given, complete, before)
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${code} ${pointer}`) : []
}

const choicesOf = (given: GivenAnswers, before: Answers = {}): unknown => {
  const decision = decide(given, false, before)
  return decision.outcome === 'accepted' ? decision.choices : decision.faults
}

describe('a choice', () => {
  it('is the same in each of its forms', () => {
    const expected = [{ question: 'kanal', values: ['preis'] }]
    for (const kanal of ['preis', ['preis'], { values: ['preis'] }, { values: ['preis'], other: ' ' }])
      expect(choicesOf({ kanal })).toEqual(expected)
    expect(decide({ kanal: 'preis' })).toMatchObject({
      answers: { kanal: { values: ['preis'] } },
      scores: [],
      texts: [],
    })
  })
  it('keeps the order in which somebody chose, and what they wrote', () => {
    expect(choicesOf({ grund: { values: ['zeit', 'preis'], other: 'Der Karton war naß.' } })).toEqual([
      { question: 'grund', values: ['zeit', 'preis'], other: 'Der Karton war naß.' },
    ])
    expect(choicesOf({ sorte: { values: [], other: 'keine davon' } })).toEqual([
      { question: 'sorte', values: [], other: 'keine davon' },
    ])
  })
  it('names options of its question, each once, and each wrong one is pointed at', () => {
    expect(faultsOf({ kanal: 'Preis' })).toEqual(['option_unknown /body/answers/kanal'])
    expect(faultsOf({ grund: ['zeit', 'x', 'zeit'] })).toEqual([
      'option_unknown /body/answers/grund/1',
      'option_repeated /body/answers/grund/2',
    ])
    expect(faultsOf({ grund: { values: ['constructor'] } })).toEqual(['option_unknown /body/answers/grund/values/0'])
  })
  it('is one where only one can be chosen, in words or not', () => {
    expect(faultsOf({ kanal: ['preis', 'zeit'] })).toEqual(['too_many_chosen /body/answers/kanal'])
    expect(faultsOf({ sorte: { values: ['preis'], other: 'und mehr' } })).toEqual([
      'too_many_chosen /body/answers/sorte',
    ])
    expect(faultsOf({ grund: ['preis', 'zeit', 'größe'], mehr: 'x' })).toEqual([])
    const everything = Array.from({ length: 20_000 }, (_, index) => `o${index}`)
    expect(faultsOf({ grund: everything })).toEqual(['too_many_chosen /body/answers/grund'])
  })
  it('is in words only where that is offered, and in few of them', () => {
    expect(faultsOf({ kanal: { values: [], other: 'Brieftaube' } })).toEqual([
      'other_not_offered /body/answers/kanal/other',
    ])
    expect(faultsOf({ grund: { values: [], other: 'ß'.repeat(1_000) } })).toEqual([])
    expect(faultsOf({ grund: { values: [], other: 'ß'.repeat(1_001) } })).toEqual([
      'other_too_long /body/answers/grund/other',
    ])
  })
  it('is no number, and nothing else is a choice', () => {
    expect(faultsOf({ kanal: 1 })).toEqual(['choice_expected /body/answers/kanal'])
    const others: readonly Question[] = [
      { id: 'note', kind: 'csat', text: '?', scale: { min: 1, max: 5 }, required: false },
      { id: 'wort', kind: 'text', text: '?', required: false },
    ]
    const given = { note: ['preis'], wort: { values: ['preis'] } }
    expect(decideAnswers(others, now, { before: {}, given, complete: false })).toMatchObject({
      faults: [{ code: 'number_expected' }, { code: 'text_expected' }],
    })
  })
  it('is none where nothing is chosen', () => {
    for (const kanal of ['', ' ', [], { values: [] }, { values: [], other: '\n' }, null]) {
      expect(choicesOf({ kanal }, { kanal: { values: ['zeit'] } })).toEqual([])
      expect(faultsOf({ kanal }, true)).toEqual(['answer_required /body/answers/kanal'])
    }
  })
  it('is a list for conditions, before and after it was kept', () => {
    expect(faultsOf({ kanal: 'zeit', grund: 'größe' }, true)).toEqual(['answer_required /body/answers/mehr'])
    expect(faultsOf({ kanal: 'zeit' }, true, { grund: { values: ['preis', 'größe'] } })).toEqual([
      'answer_required /body/answers/mehr',
    ])
    expect(faultsOf({ kanal: 'zeit', grund: ['zeit'], mehr: 'trotzdem' })).toEqual([
      'question_not_shown /body/answers/mehr',
    ])
  })
  it('of an earlier part counts until a later one says otherwise', () => {
    const before = { kanal: { values: ['zeit'] }, grund: { values: ['preis'], other: 'naß' } }
    expect(choicesOf({ kanal: ['preis'] }, before)).toEqual([
      { question: 'kanal', values: ['preis'] },
      { question: 'grund', values: ['preis'], other: 'naß' },
    ])
  })
})

describe('a statement', () => {
  it('is not waited for and takes no answer', () => {
    expect(faultsOf({ kanal: 'preis', grund: 'größe', mehr: 'M' }, true)).toEqual([])
    expect(faultsOf({ grund: 'größe', hinweis: 'gelesen' })).toEqual(['answer_not_possible /body/answers/hinweis'])
    expect(faultsOf({ hinweis: 'gelesen' })).toEqual(['question_not_shown /body/answers/hinweis'])
    expect(faultsOf({ hinweis: null })).toEqual([])
  })
})
