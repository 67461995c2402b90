import { type Fault, firstCharacters, pointerTo } from '@polyphon/values'
import type { AnswerValue, Counted, Flaw } from '../../kinds/domain/question-kind.js'
import { kindOf } from '../../kinds/domain/registry.js'
import { LONGEST_TEXT } from '../../kinds/domain/text.js'
import { isShown } from '../../surveys/domain/show-if.js'
import type { Question } from '../../surveys/domain/survey.js'

/** Answers by question, as they are kept; those that are left out have not been given. */
export type Answers = Readonly<Record<string, AnswerValue>>

/** Answers as they were sent; `null` takes an earlier one back. */
export type GivenAnswers = Readonly<Record<string, AnswerValue | null>>

export interface GivenNow {
  /** What was given before, in earlier parts. */
  readonly before: Answers
  readonly given: GivenAnswers
  readonly complete: boolean
}

export type AnswersDecision =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | ({
      readonly outcome: 'accepted'
      /** Everything given so far, also what later answers have hidden. */
      readonly answers: Answers
    } & WhatCounts)

/** What the answers to the questions that this person was shown add up to. */
export type WhatCounts = Required<Counted>

/**
 * Joins what was given now with what was given before, and checks it as the survey says: which questions there are and
 * are shown, what each takes and, once it is complete, what must not be missing.
 */
export function decideAnswers(questions: readonly Question[], now: Date, part: GivenNow): AnswersDecision {
  const faults: Fault[] = findUnknown(questions, part.given)
  const answers: Record<string, AnswerValue> = {}
  const shown: Record<string, unknown> = {}
  const counted: Counted[] = []
  for (const question of questions) {
    const { answering } = kindOf(question)
    const stated = findStated(question.id, part)
    const value = stated === undefined ? undefined : answering?.keep(stated)
    const isVisible = isShown(question.showIf, shown, now)
    const flaws = flawsOf(question, { stated, value, isVisible, part })
    const pointer = pointerTo('/body/answers', question.id)
    faults.push(...flaws.map(({ at = '', code, detail }) => ({ pointer: `${pointer}${at}`, code, detail })))
    if (value === undefined || answering === null) continue
    answers[question.id] = value
    if (!isVisible) continue
    shown[question.id] = bounded(answering.inConditions(value))
    counted.push(answering.count(question, value))
  }
  return faults.length > 0 ? { outcome: 'refused', faults } : { outcome: 'accepted', answers, ...addUp(counted) }
}

const addUp = (counted: readonly Counted[]): WhatCounts => ({
  scores: counted.flatMap(({ scores = [] }) => scores),
  texts: counted.flatMap(({ texts = [] }) => texts),
  choices: counted.flatMap(({ choices = [] }) => choices),
})

// What is longer is refused; conditions need not read it before.
const bounded = (value: unknown): unknown => (typeof value === 'string' ? firstCharacters(value, LONGEST_TEXT) : value)

function findUnknown(questions: readonly Question[], given: GivenAnswers): Fault[] {
  const known = new Set(questions.map((question) => question.id))
  return Object.keys(given)
    .filter((id) => !known.has(id))
    .map((id) => ({
      pointer: pointerTo('/body/answers', id),
      code: 'question_unknown',
      detail: 'The survey has no question with this id.',
    }))
}

function findStated(id: string, { given, before }: GivenNow): AnswerValue | undefined {
  const value = Object.hasOwn(given, id) ? given[id] : Object.hasOwn(before, id) ? before[id] : undefined
  if (value === null || value === undefined) return undefined
  // A text field that somebody left empty says nothing.
  return typeof value === 'string' && value.trim() === '' ? undefined : value
}

/** The questions that somebody is shown who has given these answers, in their order. */
export function shownQuestions(questions: readonly Question[], answers: Answers, now: Date): readonly Question[] {
  const shown: Record<string, unknown> = {}
  return questions.filter((question) => {
    if (!isShown(question.showIf, shown, now)) return false
    const [{ answering }, value] = [kindOf(question), answers[question.id]]
    if (answering !== null && value !== undefined) shown[question.id] = bounded(answering.inConditions(value))
    return true
  })
}

interface Occasion {
  /** The answer as it was sent, or as it was kept before. */
  readonly stated: AnswerValue | undefined
  readonly value: AnswerValue | undefined
  readonly isVisible: boolean
  readonly part: GivenNow
}

function flawsOf(question: Question, { stated, value, isVisible, part }: Occasion): readonly Flaw[] {
  const { answering } = kindOf(question)
  const isMissing = value === undefined && part.complete && question.required && isVisible
  if (isMissing && answering !== null) return [{ code: 'answer_required', detail: 'This question needs an answer.' }]
  if (stated === undefined || !Object.hasOwn(part.given, question.id)) return []
  if (!isVisible) return [{ code: 'question_not_shown', detail: 'After the answers before it this is not asked.' }]
  return (
    answering?.check(question, stated) ?? [
      { code: 'answer_not_possible', detail: 'This is shown and takes no answer.' },
    ]
  )
}
