import { expectSlowGrowth, type Hostile } from '@polyphon/testkit/growth'
import { describe, it } from 'vitest'
import { chooseText } from '../../kinds/domain/local-text.js'
import { decideSurvey, type QuestionDraft, type SurveyDraft } from '../../surveys/domain/survey.js'
import { decideAnswers } from './answers.js'
import { flatProperties } from './properties.js'

const question = (id: string, more: Partial<QuestionDraft> = {}): QuestionDraft => ({
  id,
  kind: 'text',
  text: 'x',
  required: false,
  ...more,
})
const surveyOf = (...questions: readonly QuestionDraft[]): SurveyDraft => ({ title: 'x', questions, ending: null })
/** JSON of about so many bytes, made of as many parts as fit. */
const made =
  <Part>(part: (index: number) => Part, join: (parts: readonly Part[]) => unknown): Hostile =>
  (bytes) => {
    const size = JSON.stringify(part(1_000)).length + 1
    return JSON.stringify(join(Array.from({ length: Math.floor(bytes / size) }, (_, index) => part(index))))
  }

const showIf = (value: string) => ({
  any: Array.from({ length: 99 }, () => ({ path: 'answer.t', op: 'contains', value })),
})
const SHOWN_BY_CHOICE = {
  any: Array.from({ length: 99 }, () => ({ path: 'answer.c', op: 'contains', value: 'nothing' })),
}
const LOOKED_AT = [showIf('aaaaaaaaab'), showIf(`${'a'.repeat(500)}b${'a'.repeat(499)}`)].map((condition) =>
  surveyOf(question('t'), ...Array.from({ length: 10 }, (_, index) => question(`q${index}`, { showIf: condition }))),
)

describe('the work that is made', () => {
  it('by the definition of a survey grows no faster than it', async () => {
    const inputs = new Map<string, Hostile>([
      [
        'languages',
        made(
          (index) => [`de-x-l${index}`, 'ß'] as const,
          (all) => surveyOf({ ...question('q'), text: Object.fromEntries(all) }),
        ),
      ],
      [
        'languages that are none',
        made(
          (index) => [`_${index}`, 'ß'] as const,
          (all) => ({ ...surveyOf(), title: Object.fromEntries(all) }),
        ),
      ],
      [
        'questions',
        made(
          (index) => question(`q${index % 100}`),
          (all) => surveyOf(...all.slice(0, 100)),
        ),
      ],
      [
        'conditions',
        made(
          (index) => ({ path: `answer.q${index}`, op: 'eq', value: 1 }),
          (any) => surveyOf(question('q'), question('r', { showIf: { any } })),
        ),
      ],
      [
        'options',
        made(
          (index) => ({ id: `o${index % 500}`, text: { de: 'ß', en: 'ss' } }),
          (options) => surveyOf({ ...question('q', { kind: 'multi' }), options }),
        ),
      ],
      [
        'long values',
        (bytes) => JSON.stringify(surveyOf(question('q'), question('r', { showIf: showIf('a'.repeat(bytes / 99)) }))),
      ],
    ])
    await expectSlowGrowth((text) => decideSurvey(JSON.parse(text)), inputs)
  }, 120_000)

  it('by an answer grows no faster than it, whatever the survey asks of it', async () => {
    for (const draft of LOOKED_AT) {
      const decision = decideSurvey(draft)
      if (decision.outcome === 'refused') throw new Error('This survey is right.')
      const { questions } = decision.definition
      const answer = (given: Readonly<Record<string, string>>) =>
        decideAnswers(questions, new Date(0), { before: {}, given, complete: true })
      await expectSlowGrowth((text) => answer({ t: text }), new Map([['one letter', (bytes) => 'a'.repeat(bytes)]]))
      await expectSlowGrowth(
        (text) => answer(JSON.parse(text)),
        new Map([['questions that there are not', made((index) => [`x${index}`, '1'] as const, Object.fromEntries)]]),
      )
    }
  }, 120_000)

  it('by a choice grows no faster than it, however little of it there is to choose', async () => {
    const options = Array.from({ length: 250 }, (_, index) => ({ id: `o${index}`, text: 'x' }))
    const decision = decideSurvey(
      surveyOf(question('c', { kind: 'multi', options, other: true }), question('t', { showIf: SHOWN_BY_CHOICE })),
    )
    if (decision.outcome === 'refused') throw new Error('This survey is right.')
    const { questions } = decision.definition
    const inputs = new Map<string, Hostile>([
      [
        'options that there are',
        made(
          (index) => `o${index % 250}`,
          (all) => all,
        ),
      ],
      [
        'options that there are not',
        made(
          (index) => `x${index}`,
          (values) => ({ values }),
        ),
      ],
      ['words', (bytes) => JSON.stringify({ values: [], other: 'a'.repeat(bytes) })],
      ['one option', (bytes) => JSON.stringify('a'.repeat(bytes))],
    ])
    await expectSlowGrowth(
      (text) => decideAnswers(questions, new Date(0), { before: {}, given: { c: JSON.parse(text) }, complete: true }),
      inputs,
    )
  }, 120_000)

  it('by properties and languages grows no faster than they', async () => {
    const properties = new Map<string, Hostile>([
      ['many', made((index) => [`p${index}`, 'ü'] as const, Object.fromEntries)],
      ['none that counts', made((index) => [`p${index}`, []] as const, Object.fromEntries)],
    ])
    await expectSlowGrowth((text) => flatProperties(JSON.parse(text)), properties)
    await expectSlowGrowth((text) => flatProperties({ a: text, [text]: 1 }))
    const languages = made((index) => [`de-x-l${index}`, 'ß'] as const, Object.fromEntries)
    await expectSlowGrowth(
      (text) => chooseText(JSON.parse(text), ['en-GB', 'zh-Hant-TW', null, 'de-x-l7']),
      new Map([['languages', languages]]),
    )
  }, 120_000)
})
