import type { DataOf, feedbackGiven, QuestionKind } from '@polyphon/contracts'
import type { Fault } from '@polyphon/values'
import type { z } from 'zod'
import type { LocalText } from '../text.js'

type FeedbackGiven = DataOf<typeof feedbackGiven>

export type Score = FeedbackGiven['scores'][number]
export type TextAnswer = FeedbackGiven['texts'][number]

/** What an answer to one question adds to `feedback_given`. */
export interface Counted {
  readonly scores?: readonly Score[]
  readonly texts?: readonly TextAnswer[]
}

/** An answer to one question, in any of the forms that there are. */
export type AnswerValue = string | number

/** What is wrong with an answer; `at` leads from the answer to the part of it that is wrong. */
export interface Flaw {
  readonly at?: string
  readonly code: string
  readonly detail: string
}

/** Where the faults of a question are collected; `pointer` leads to the question. */
export interface Report {
  readonly pointer: string
  readonly faults: Fault[]
}

/** How questions of a kind are answered. */
export interface Answering<Fields extends object> {
  /** The forms in which an answer may be sent. */
  readonly forms: readonly z.ZodType<AnswerValue>[]
  /** The form in which it is kept and shown again. */
  readonly kept: z.ZodType<AnswerValue>
  /** Says what is wrong with an answer, which may have a form that only other kinds take. */
  check(question: Fields, value: AnswerValue): readonly Flaw[]
  /** Brings an answer into the form in which it is kept; undefined where it says nothing. */
  keep(value: AnswerValue): AnswerValue | undefined
  /** What a condition finds under `answer.<question>`. */
  inConditions(value: AnswerValue): unknown
  /** What an answer that counts adds to the event. */
  count(question: Fields & { readonly id: string }, value: AnswerValue): Counted
}

/** All that sets the questions of one kind apart; whoever deals with a question asks its kind. */
export interface QuestionKindOf<Type extends QuestionKind, Shape extends z.ZodRawShape, Fields extends object> {
  readonly type: Type
  /** One phrase for the documents. */
  readonly summary: string
  /** The fields that not every question has, each of them optional; `text` is the form of the texts in them. */
  fields(text: z.ZodType<LocalText>): Shape
  /** Checks these fields and fills in what they leave open. */
  read(draft: z.output<z.ZodObject<Shape>>, report: Report): Fields
  /** These fields with each of their texts as `choose` chooses it. */
  chooseTexts(question: Fields, choose: (text: LocalText) => string): Fields
  /** Null for what is shown and not answered. */
  readonly answering: Answering<Fields> | null
}

/** Some kind, for who does not know which. */
export type AnyQuestionKind = QuestionKindOf<QuestionKind, z.ZodRawShape, object>

/** Declares a kind of questions. It is known once it stands in `kinds.ts`. */
export const questionKind = <const Type extends QuestionKind, Shape extends z.ZodRawShape, Fields extends object>(
  kind: QuestionKindOf<Type, Shape, Fields>,
): QuestionKindOf<Type, Shape, Fields> => kind
