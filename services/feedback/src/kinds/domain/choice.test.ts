import { describe, expect, it } from 'vitest'
import { chooseTexts, decideSurvey, type QuestionDraft, type SurveyDraft } from '../../surveys/domain/survey.js'
import { warnSurvey } from '../../surveys/domain/warn-survey.js'
import { chooseText } from './local-text.js'

const options = [
  { id: 'gross', text: { de: 'Größe', en: 'Size' } },
  { id: '18-24', text: { de: 'Straße – Anfahrt', en: 'The way' } },
]
const choice = (changes: Partial<QuestionDraft> = {}): QuestionDraft => ({
  id: 'grund',
  kind: 'multi',
  text: { de: 'Woran lag es?', en: 'Why?' },
  options,
  required: false,
  ...changes,
})
const text = (changes: Partial<QuestionDraft> = {}): QuestionDraft => ({
  id: 'mehr',
  kind: 'text',
  text: 'Mehr?',
  required: false,
  ...changes,
})
const survey = (...questions: readonly QuestionDraft[]): SurveyDraft => ({ title: 'x', questions, ending: null })

function read(...questions: readonly QuestionDraft[]) {
  const decision = decideSurvey(survey(...questions))
  if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.faults))
  return decision.definition.questions
}

function faultsOf(...questions: readonly QuestionDraft[]): readonly string[] {
  const decision = decideSurvey(survey(...questions))
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${code} ${pointer}`) : []
}

const warningsOf = (...questions: readonly QuestionDraft[]): readonly string[] =>
  warnSurvey(read(...questions), true).map(({ pointer, code }) => `${code} ${pointer}`)

describe('a question with options', () => {
  it.each(['single', 'multi'] as const)('keeps them, each once, when it is %s', (kind) => {
    expect(read(choice({ kind, other: true }))).toEqual([{ ...choice({ kind, other: true }), options, other: true }])
    expect(faultsOf(choice({ kind, options: [...options, { id: 'gross', text: 'Nochmal' }] }))).toEqual([
      'option_id_repeated /body/questions/0/options/2/id',
    ])
    expect(faultsOf(choice({ kind, options: undefined }))).toEqual(['options_missing /body/questions/0/options'])
  })
  it('is the same question whether it says that there is nothing else or says nothing of it', () => {
    expect(read(choice({ other: false }))).toEqual(read(choice()))
  })
  it('names its languages once, and only languages', () => {
    const wrong = [
      { id: 'a', text: { DE: 'eins', de: 'zwei' } },
      { id: 'b', text: { 'kein Deutsch': 'x' } },
      { id: 'c', text: {} },
    ]
    expect(faultsOf(choice({ options: wrong }))).toEqual([
      'language_repeated /body/questions/0/options/0/text/de',
      'language_unknown /body/questions/0/options/1/text/kein Deutsch',
      'language_missing /body/questions/0/options/2/text',
    ])
  })
  it('has no scale, and other kinds have no options', () => {
    expect(faultsOf(choice({ scale: { min: 1, max: 5 } }))).toEqual(['scale_not_possible /body/questions/0/scale'])
    expect(faultsOf(text({ options, other: false }))).toEqual([
      'options_not_possible /body/questions/0/options',
      'other_not_possible /body/questions/0/other',
    ])
  })
  it('is shown in one language, its options too', () => {
    const shown = (wish: string) =>
      read(choice({ other: true })).map((question) => chooseTexts(question, (local) => chooseText(local, [wish]).text))
    expect(shown('de-AT')).toMatchObject([
      { text: 'Woran lag es?', options: [{ text: 'Größe' }, { text: 'Straße – Anfahrt' }], other: true },
    ])
    expect(shown('en')).toMatchObject([{ text: 'Why?', options: [{ text: 'Size' }, { text: 'The way' }] }])
  })
})

describe('what is hardly meant', () => {
  it('is a comparison with no option, or as if one option were all that can be chosen', () => {
    const asking = (op: string, value?: unknown) =>
      warningsOf(choice(), text({ showIf: { path: 'answer.grund', op, value } }))
    expect(asking('contains', 'gross')).toEqual([])
    expect(asking('exists')).toEqual([])
    for (const [op, value] of [
      ['contains', 'groß'],
      ['contains', 3],
      ['eq', 'gross'],
      ['ne', 'gross'],
      ['in', ['gross']],
    ] as const)
      expect(asking(op, value), op).toEqual(['comparison_pointless /body/questions/1/showIf'])
    const nested = { any: [{ not: { path: 'answer.grund', op: 'eq', value: 'gross' } }] }
    expect(warningsOf(choice(), text({ showIf: nested }))).toEqual([
      'comparison_pointless /body/questions/1/showIf/any/0/not',
    ])
  })
  it('is an option without a language that its question has, whichever that is', () => {
    const only = (language: string) => [options[0] ?? { id: 'x', text: 'x' }, { id: 'b', text: { [language]: 'x' } }]
    const warned = ['language_incomplete /body/questions/0/options/1/text']
    expect(warningsOf(choice({ options: only('de') }))).toEqual(warned)
    expect(warningsOf(choice({ options: only('en') }))).toEqual(warned)
    expect(warningsOf(choice({ options: [{ id: '1', text: '1' }] }))).toEqual([])
  })
  it('is never a comparison with a number', () => {
    expect(
      warningsOf(text({ id: 'q', kind: 'csat' }), text({ showIf: { path: 'answer.q', op: 'eq', value: 9 } })),
    ).toEqual([])
  })
})
