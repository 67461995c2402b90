import { isLonger } from '@polyphon/values'
import { type AnswerValue, type Flaw, questionKind, TextForm } from './question-kind.js'

export const LONGEST_TEXT = 10_000

/** What somebody says in their own words. */
export const text = questionKind({
  type: 'text',
  summary: 'An answer in somebody’s own words',
  fields: () => ({}),
  read: () => ({}),
  chooseTexts: () => ({}),
  textsOf: () => [],
  answering: {
    forms: [TextForm],
    kept: TextForm,
    control: () => ({ form: 'words' }),
    check: (_question, value) => flawsOf(value),
    keep: (value) => value,
    inConditions: (value) => value,
    warnComparison: () => null,
    count: ({ id }, value) => (typeof value === 'string' ? { texts: [{ question: id, text: value }] } : {}),
  },
})

function flawsOf(value: AnswerValue): readonly Flaw[] {
  if (typeof value !== 'string') return [{ code: 'text_expected', detail: 'This question takes a text.' }]
  if (!isLonger(value, LONGEST_TEXT)) return []
  return [{ code: 'text_too_long', detail: `A text has at most ${LONGEST_TEXT} characters.` }]
}
