import type { Scale } from '@polyphon/contracts'
import { type Fault, pointerTo } from '@polyphon/values'
import { isShown } from '../../surveys/domain/show-if.js'
import type { Question, ScoreKind } from '../../surveys/domain/survey.js'

export type AnswerValue = string | number

/** Answers by question; those that are left out have not been given. */
export type Answers = Readonly<Record<string, AnswerValue>>

/** Answers as they were sent; `null` takes an earlier one back. */
export type GivenAnswers = Readonly<Record<string, AnswerValue | null>>

export interface Score {
  readonly question: string
  readonly kind: ScoreKind
  readonly value: number
  readonly scale: Scale
}

export interface TextAnswer {
  readonly question: string
  readonly text: string
}

export interface GivenNow {
  /** What was given before, in earlier parts. */
  readonly before: Answers
  readonly given: GivenAnswers
  readonly complete: boolean
}

export type AnswersDecision =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | {
      readonly outcome: 'accepted'
      /** Everything given so far, also what later answers have hidden. */
      readonly answers: Answers
      /** What counts: the answers to the questions that this person was shown. */
      readonly scores: readonly Score[]
      readonly texts: readonly TextAnswer[]
    }

const LONGEST_TEXT = 10_000

/**
 * Joins what was given now with what was given before, and checks it as the survey says: which questions there are and
 * are shown, what each takes and, once it is complete, what must not be missing.
 */
export function decideAnswers(questions: readonly Question[], now: Date, part: GivenNow): AnswersDecision {
  const faults: Fault[] = findUnknown(questions, part.given)
  const answers: Record<string, AnswerValue> = {}
  const shown: Record<string, AnswerValue> = {}
  const counted: { readonly question: Question; readonly value: AnswerValue }[] = []
  for (const question of questions) {
    const value = valueOf(question.id, part)
    const isVisible = isShown(question.showIf, shown, now)
    const fault = faultOf(question, { value, isVisible, part })
    if (fault !== null) faults.push({ ...fault, pointer: pointerTo('/body/answers', question.id) })
    if (value === undefined) continue
    answers[question.id] = value
    if (!isVisible) continue
    // What is longer is refused; conditions need not read it before.
    shown[question.id] = typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value
    counted.push({ question, value })
  }
  if (faults.length > 0) return { outcome: 'refused', faults }
  return { outcome: 'accepted', answers, scores: counted.flatMap(toScore), texts: counted.flatMap(toText) }
}

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

function valueOf(id: string, { given, before }: GivenNow): AnswerValue | undefined {
  const value = Object.hasOwn(given, id) ? given[id] : Object.hasOwn(before, id) ? before[id] : undefined
  if (value === null || value === undefined) return undefined
  // A text field that somebody left empty says nothing.
  return typeof value === 'string' && value.trim() === '' ? undefined : value
}

interface Occasion {
  readonly value: AnswerValue | undefined
  readonly isVisible: boolean
  readonly part: GivenNow
}

function faultOf(question: Question, { value, isVisible, part }: Occasion): Omit<Fault, 'pointer'> | null {
  if (value === undefined) {
    if (!part.complete || !question.required || !isVisible) return null
    return { code: 'answer_required', detail: 'This question needs an answer.' }
  }
  if (!Object.hasOwn(part.given, question.id)) return null
  if (!isVisible) return { code: 'question_not_shown', detail: 'After the answers before it this is not asked.' }
  return question.kind === 'text' ? textFault(value) : scoreFault(value, question.scale)
}

function textFault(value: AnswerValue): Omit<Fault, 'pointer'> | null {
  if (typeof value !== 'string') return { code: 'text_expected', detail: 'This question takes a text.' }
  if (value.length <= LONGEST_TEXT) return null
  return { code: 'text_too_long', detail: `A text has at most ${LONGEST_TEXT} characters.` }
}

function scoreFault(value: AnswerValue, scale: Scale | undefined): Omit<Fault, 'pointer'> | null {
  if (typeof value !== 'number' || !Number.isInteger(value))
    return { code: 'number_expected', detail: 'This question takes a whole number.' }
  if (scale === undefined || (value >= scale.min && value <= scale.max)) return null
  return { code: 'outside_scale', detail: `The answer lies between ${scale.min} and ${scale.max}.` }
}

function toScore({ question, value }: { readonly question: Question; readonly value: AnswerValue }): readonly Score[] {
  const { id, kind, scale } = question
  if (kind === 'text' || scale === undefined || typeof value !== 'number') return []
  return [{ question: id, kind, value, scale }]
}

function toText({
  question,
  value,
}: {
  readonly question: Question
  readonly value: AnswerValue
}): readonly TextAnswer[] {
  return question.kind === 'text' && typeof value === 'string' ? [{ question: question.id, text: value }] : []
}
