import { describe, expect, it } from 'vitest'
import { decideSurvey, isSameDefinition, type QuestionDraft, type SurveyDraft } from './survey.js'

const question = (changes: Partial<QuestionDraft> = {}): QuestionDraft => ({
  id: 'zufriedenheit',
  kind: 'csat',
  text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
  required: true,
  ...changes,
})
const survey = (...questions: readonly QuestionDraft[]): SurveyDraft => ({
  title: { de: 'Ihre Größe passt?', en: 'Does it fit?' },
  questions,
  ending: null,
})

function faultsOf(draft: SurveyDraft): readonly string[] {
  const decision = decideSurvey(draft)
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${code} ${pointer}`) : []
}

function scaleOf(changes: Partial<QuestionDraft>): unknown {
  const decision = decideSurvey(survey(question(changes)))
  return decision.outcome === 'accepted' ? decision.definition.questions[0]?.scale : decision.faults
}

describe('a survey', () => {
  it('gets the usual scale of each kind where it names none', () => {
    expect(scaleOf({ kind: 'nps' })).toEqual({ min: 0, max: 10 })
    expect(scaleOf({ kind: 'csat' })).toEqual({ min: 1, max: 5 })
    expect(scaleOf({ kind: 'ces' })).toEqual({ min: 1, max: 7 })
    expect(scaleOf({ kind: 'rating' })).toEqual({ min: 1, max: 5 })
    expect(scaleOf({ kind: 'text' })).toBeUndefined()
  })
  it('keeps a scale of its own', () => {
    expect(scaleOf({ kind: 'rating', scale: { min: 0, max: 100 } })).toEqual({ min: 0, max: 100 })
    expect(scaleOf({ kind: 'nps', scale: { min: 0, max: 10 } })).toEqual({ min: 0, max: 10 })
  })
  it.each([
    ['scale_fixed', { kind: 'nps', scale: { min: 1, max: 10 } }],
    ['scale_empty', { kind: 'csat', scale: { min: 5, max: 5 } }],
    ['scale_not_whole', { kind: 'csat', scale: { min: 1, max: 4.5 } }],
    ['scale_too_wide', { kind: 'rating', scale: { min: 0, max: 1e9 } }],
    ['scale_not_possible', { kind: 'text', scale: { min: 1, max: 5 } }],
  ] as const)('is refused with %s', (code, changes) => {
    expect(faultsOf(survey(question(changes)))).toEqual([`${code} /body/questions/0/scale`])
  })
  it('has each question once', () => {
    expect(faultsOf(survey(question(), question()))).toEqual(['question_id_repeated /body/questions/1/id'])
  })
  it('gives no question a name that every object inherits', () => {
    expect(faultsOf(survey(question({ id: 'constructor' })))).toEqual(['question_id_reserved /body/questions/0/id'])
  })
  it('has at least one language for each text, and only languages', () => {
    const draft = { ...survey(question({ text: {} })), title: { 'kein Deutsch': 'x' }, ending: { de: 'a', DE: 'b' } }
    expect(faultsOf(draft)).toEqual([
      'language_unknown /body/title/kein Deutsch',
      'language_missing /body/questions/0/text',
      'language_repeated /body/ending/DE',
    ])
  })
  it('names every fault at once', () => {
    expect(faultsOf(survey(question({ kind: 'nps', scale: { min: 1, max: 2 } }), question({ text: {} })))).toHaveLength(
      3,
    )
  })
})

describe('a condition for showing a question', () => {
  const why = (showIf: Readonly<Record<string, unknown>>): SurveyDraft =>
    survey(question({ id: 'score' }), question({ id: 'why', kind: 'text', showIf }), question({ id: 'later' }))

  it('looks at answers to earlier questions', () => {
    expect(faultsOf(why({ path: 'answer.score', op: 'lte', value: 2 }))).toEqual([])
  })
  it('looks at a question by its id, whatever is in it', () => {
    const showIf = { path: 'answer.would-recommend', op: 'eq', value: 2 }
    const quoted = { ...showIf, path: 'answer["would-recommend"]' }
    for (const condition of [showIf, quoted]) {
      const questions = [question({ id: 'would-recommend' }), question({ id: 'why', kind: 'text', showIf: condition })]
      expect(faultsOf(survey(...questions))).toEqual([])
    }
  })
  it('does not look at itself, at later questions, or at unknown ones', () => {
    for (const id of ['why', 'later', 'nothing']) {
      expect(faultsOf(why({ any: [{ path: `answer.${id}`, op: 'eq', value: 2 }] }))).toEqual([
        'show_if_not_earlier /body/questions/1/showIf/any/0/path',
      ])
    }
  })
  it('looks at nothing but answers', () => {
    expect(faultsOf(why({ not: { path: 'traits.plan', op: 'eq', value: 'plus' } }))).toEqual([
      'show_if_not_earlier /body/questions/1/showIf/not/path',
    ])
    expect(faultsOf(why({ all: [{ did: 'Order Completed' }] }))).toEqual([
      'show_if_only_answers /body/questions/1/showIf/all/0',
    ])
  })
  it('compares with moments that have an offset', () => {
    expect(faultsOf(why({ path: 'answer.score', op: 'before', value: '2026-03-29' }))).toEqual([
      'value_does_not_fit /body/questions/1/showIf/value',
    ])
  })
  it('compares no more than an answer can bear', () => {
    const compared = (times: number): SurveyDraft => {
      const all = Array.from({ length: times / 10 }, () => ({ path: 'answer.score', op: 'eq', value: 2 }))
      const shown = Array.from({ length: 10 }, (_, index) => question({ id: `q${index}`, showIf: { any: all } }))
      return survey(question({ id: 'score' }), ...shown)
    }
    expect(faultsOf(compared(1_000))).toEqual([])
    expect(faultsOf(compared(1_010))).toEqual(['show_if_too_much /body/questions'])
  })
  it('is a condition at all', () => {
    expect(faultsOf(why({ wenn: 'schlecht' }))).toEqual(['not_a_condition /body/questions/1/showIf'])
  })
})

describe('publishing again', () => {
  const definitionOf = (draft: SurveyDraft) => {
    const decision = decideSurvey(draft)
    if (decision.outcome === 'refused') throw new Error('This survey is right.')
    return decision.definition
  }
  it('changes nothing for the same content, however it was stored in between', () => {
    const definition = definitionOf(survey(question()))
    expect(isSameDefinition(definition, JSON.parse(JSON.stringify(definition)))).toBe(true)
  })
  it('is a new version when a word or the order of the languages has changed', () => {
    const definition = definitionOf(survey(question()))
    const reworded = definitionOf(survey(question({ text: { de: 'Wie war’s?', en: 'How satisfied are you?' } })))
    const turned = definitionOf(
      survey(question({ text: { en: 'How satisfied are you?', de: 'Wie zufrieden sind Sie?' } })),
    )
    expect(isSameDefinition(definition, reworded)).toBe(false)
    expect(isSameDefinition(definition, turned)).toBe(false)
  })
})
