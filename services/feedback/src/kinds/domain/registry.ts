import type { QuestionKind } from '@polyphon/contracts'
import { z } from 'zod'
import * as declared from './kinds.js'
import { LocalText } from './local-text.js'
import type { AnswerValue, AnyQuestionKind, QuestionKindOf } from './question-kind.js'

/** Every kind of question; what the contracts name and what is declared are the same, or this does not compile. */
const questionKinds = declared satisfies {
  readonly [Type in QuestionKind]: QuestionKindOf<Type, z.ZodRawShape, object>
}

type Kinds = (typeof questionKinds)[QuestionKind]
type Together<Union> = (Union extends unknown ? (part: Union) => void : never) extends (all: infer All) => void
  ? All
  : never
/* oxlint-disable typescript/no-generated-empty-object-type -- a kind without fields of its own adds nothing */
type AllFields = Together<ReturnType<Kinds['read']>>
type AllForms = Together<ReturnType<Kinds['fields']>>
/* oxlint-enable typescript/no-generated-empty-object-type */

/** The fields that the questions of some kinds have, as a published survey holds them. */
export type QuestionFields = Partial<AllFields>
/** The same as somebody writes them down. */
export type DraftFields = z.output<z.ZodObject<AllForms & z.ZodRawShape>>

const kinds: readonly AnyQuestionKind[] = Object.values(declared)

/** The kind of a question, which knows all that its questions have of their own. */
export const kindOf = (question: { readonly kind: QuestionKind }): AnyQuestionKind => questionKinds[question.kind]

/** The fields of all kinds, for the forms of requests and responses; `text` is the form of the texts in them. */
export const fieldsOfAllKinds = (form: z.ZodType<LocalText>): AllForms =>
  Object.assign({}, ...kinds.map((kind) => kind.fields(form)))

const namesOf = (fields: z.ZodRawShape): readonly string[] => Object.keys(fields)
const EVERY_FIELD = namesOf(fieldsOfAllKinds(LocalText))
const OWN_FIELDS = new Map(kinds.map((kind) => [kind.type, new Set(namesOf(kind.fields(LocalText)))]))

/** The fields that a draft has and questions of its kind cannot have. */
export const foreignFields = (draft: DraftFields & { readonly kind: QuestionKind }): readonly string[] =>
  EVERY_FIELD.filter((name) => Reflect.get(draft, name) !== undefined && OWN_FIELDS.get(draft.kind)?.has(name) !== true)

/** What each kind is, for the documents. */
export const kindsInWords = kinds.map(({ type, summary }) => `\`${type}\`: ${summary}`).join('. ')

const formsOfAnswers = <Form>(formsOf: (answering: NonNullable<AnyQuestionKind['answering']>) => readonly Form[]) => [
  ...new Set(kinds.flatMap(({ answering }) => (answering === null ? [] : formsOf(answering)))),
]

/** Every form in which an answer may be sent; null takes one back. */
export const GivenAnswer: z.ZodType<AnswerValue | null> = z
  .union(
    [...formsOfAnswers(({ forms }) => forms), z.null()],
    'must be a number, a text, a list of ids, { values, other } or null',
  )
  .meta({ id: 'GivenAnswer' })
/** Every form in which an answer is shown again. */
export const KeptAnswer: z.ZodType<AnswerValue> = z
  .union(formsOfAnswers(({ kept }) => [kept]))
  .meta({ id: 'KeptAnswer' })
