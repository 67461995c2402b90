import type { Comparison } from '@polyphon/conditions'
import type { DataOf, feedbackGiven, QuestionKind } from '@polyphon/contracts'
import type { Fault } from '@polyphon/values'
import { z } from 'zod'
import type { LocalText } from './local-text.js'

type FeedbackGiven = DataOf<typeof feedbackGiven>

export type Score = FeedbackGiven['scores'][number]
export type TextAnswer = FeedbackGiven['texts'][number]
export type ChoiceAnswer = NonNullable<FeedbackGiven['choices']>[number]

/** What an answer to one question adds to `feedback_given`. */
export interface Counted {
  readonly scores?: readonly Score[]
  readonly texts?: readonly TextAnswer[]
  readonly choices?: readonly ChoiceAnswer[]
}

/** The ids of the options that somebody has chosen, and what they wrote instead of one. */
export interface Chosen {
  readonly values: readonly string[]
  readonly other?: string | undefined
}

/** An answer to one question, in any of the forms that there are. */
export type AnswerValue = string | number | readonly string[] | Chosen

/** The form of an answer that is a text, the same for all kinds that take one. */
export const TextForm = z.string()

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

/** What somebody is given to answer with, where a page asks: a number on a scale, options, or room for words. */
export type Control =
  | { readonly form: 'scale'; readonly min: number; readonly max: number }
  | {
      readonly form: 'options'
      readonly options: readonly { readonly id: string; readonly text: LocalText }[]
      /** Whether there is room for something else. */
      readonly other: boolean
      readonly isSingle: boolean
    }
  | { readonly form: 'words' }

/** How questions of a kind are answered. */
export interface Answering<Fields extends object> {
  /** The forms in which an answer may be sent. */
  readonly forms: readonly z.ZodType<AnswerValue>[]
  /** The form in which it is kept and shown again. */
  readonly kept: z.ZodType<AnswerValue>
  /** What a page shows to answer with; every kind has one, so that each is asked there. */
  control(question: Fields): Control
  /** Says what is wrong with an answer, which may have a form that only other kinds take. */
  check(question: Fields, value: AnswerValue): readonly Flaw[]
  /** Brings an answer into the form in which it is kept; undefined where it says nothing. */
  keep(value: AnswerValue): AnswerValue | undefined
  /** What a condition finds under `answer.<question>`. */
  inConditions(value: AnswerValue): unknown
  /** Why a comparison says the same whatever is answered; null where it does not. */
  warnComparison(question: Fields, comparison: Comparison): string | null
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
  /** The texts in these fields, each with how it is reached from the question. */
  textsOf(question: Fields): readonly { readonly at: string; readonly text: LocalText }[]
  /** Null for what is shown and not answered. */
  readonly answering: Answering<Fields> | null
}

/** Some kind, for who does not know which. */
export type AnyQuestionKind = QuestionKindOf<QuestionKind, z.ZodRawShape, object>

/** Declares a kind of questions. It is known once it stands in `kinds.ts`. */
export const questionKind = <const Type extends QuestionKind, Shape extends z.ZodRawShape, Fields extends object>(
  kind: QuestionKindOf<Type, Shape, Fields>,
): QuestionKindOf<Type, Shape, Fields> => kind
