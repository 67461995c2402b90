import { describe, expect, it } from 'vitest'
import { decideSurvey, type QuestionDraft } from '../../surveys/domain/survey.js'

const text = (changes: Partial<QuestionDraft> = {}): QuestionDraft => ({
  id: 'mehr',
  kind: 'text',
  text: 'Mehr?',
  required: false,
  ...changes,
})
const options = [{ id: 'a', text: 'A' }]

function read(...questions: readonly QuestionDraft[]) {
  const decision = decideSurvey({ title: 'x', questions, ending: null })
  if (decision.outcome === 'refused') throw new Error(JSON.stringify(decision.faults))
  return decision.definition.questions
}

function faultsOf(...questions: readonly QuestionDraft[]): readonly string[] {
  const decision = decideSurvey({ title: 'x', questions, ending: null })
  return decision.outcome === 'refused' ? decision.faults.map(({ pointer, code }) => `${code} ${pointer}`) : []
}

describe('a statement', () => {
  const statement = text({ id: 'danke', kind: 'statement' })

  it('is a text and nothing else', () => {
    expect(read(statement)).toEqual([statement])
    expect(faultsOf({ ...statement, options, scale: { min: 1, max: 2 } })).toEqual([
      'scale_not_possible /body/questions/0/scale',
      'options_not_possible /body/questions/0/options',
    ])
  })
  it('cannot be required', () => {
    expect(faultsOf({ ...statement, required: true })).toEqual(['required_not_possible /body/questions/0/required'])
  })
  it('is nothing that a condition can look at, and may have one itself', () => {
    const showIf = { path: 'answer.danke', op: 'exists' }
    expect(faultsOf(statement, text({ showIf }))).toEqual(['show_if_not_earlier /body/questions/1/showIf/path'])
    expect(faultsOf(text(), { ...statement, showIf: { path: 'answer.mehr', op: 'exists' } })).toEqual([])
  })
})
