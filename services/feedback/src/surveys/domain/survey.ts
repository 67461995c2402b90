import { type Condition, type JsonObject, leavesOf } from '@polyphon/conditions'
import type { QuestionKind } from '@polyphon/contracts'
import { type Fault, pointerTo } from '@polyphon/values'
import { type LocalText, readText } from '../../kinds/domain/local-text.js'
import type { Report } from '../../kinds/domain/question-kind.js'
import { type DraftFields, foreignFields, kindOf, type QuestionFields } from '../../kinds/domain/registry.js'
import { decideShowIf } from './show-if.js'

/** What every question has, of whatever kind. */
interface QuestionBase {
  readonly id: string
  readonly kind: QuestionKind
  readonly text: LocalText
  readonly required: boolean
}

/** A question of a published survey, with what its kind has of its own. */
export interface Question extends QuestionBase, QuestionFields {
  readonly showIf?: Condition
}

export interface SurveyDefinition {
  readonly title: LocalText
  readonly questions: readonly Question[]
  readonly ending: LocalText | null
}

/** A published version, which never changes. */
export interface Survey extends SurveyDefinition {
  readonly key: string
  readonly version: number
  readonly publishedAt: Date
}

export interface QuestionDraft extends QuestionBase, DraftFields {
  readonly showIf?: JsonObject | undefined
}

/** A survey as somebody wrote it down: of the right form, perhaps without sense. */
export interface SurveyDraft {
  readonly title: LocalText
  readonly questions: readonly QuestionDraft[]
  readonly ending: LocalText | null
}

export type SurveyDecision =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  | { readonly outcome: 'accepted'; readonly definition: SurveyDefinition }

// All of them are looked at for each part of an answer, which may be a long text.
const MOST_COMPARISONS = 1_000
// A condition's path could not tell these from what every object inherits.
const INHERITED_NAMES: ReadonlySet<string> = new Set(['constructor', 'prototype', '__proto__'])

/** Checks what a survey says and fills in what it leaves open; every fault has its pointer. */
export function decideSurvey(draft: SurveyDraft): SurveyDecision {
  const faults: Fault[] = []
  const title = readText(draft.title, '/body/title', faults)
  const questions = draft.questions.map((_, index) => readQuestion(draft.questions, index, faults))
  const ending = draft.ending === null ? null : readText(draft.ending, '/body/ending', faults)
  const comparisons = questions.flatMap(({ showIf }) => (showIf === undefined ? [] : leavesOf(showIf))).length
  if (comparisons > MOST_COMPARISONS)
    faults.push({
      pointer: '/body/questions',
      code: 'show_if_too_much',
      detail: `All conditions of a survey together compare at most ${MOST_COMPARISONS} times.`,
    })
  if (faults.length > 0) return { outcome: 'refused', faults }
  return { outcome: 'accepted', definition: { title, questions, ending } }
}

/** True when publishing would change nothing. The order of languages counts: the first one is the last resort. */
export function isSameDefinition(left: SurveyDefinition, right: SurveyDefinition): boolean {
  const text = ({ title, questions, ending }: SurveyDefinition): string => JSON.stringify({ title, questions, ending })
  return text(left) === text(right)
}

/** A question in one language. */
export const chooseTexts = (question: Question, choose: (text: LocalText) => string): Question => ({
  ...question,
  text: choose(question.text),
  ...kindOf(question).chooseTexts(question, choose),
})

function readQuestion(drafts: readonly QuestionDraft[], index: number, faults: Fault[]): Question {
  const pointer = pointerTo('/body/questions', index)
  const draft = drafts[index]
  if (draft === undefined) throw new RangeError('There is no such question.')
  const before = drafts.slice(0, index)
  const earlier = before.map((question) => question.id)
  const answered = before.filter((question) => kindOf(question).answering !== null).map((question) => question.id)
  checkId(draft.id, earlier, { pointer: `${pointer}/id`, faults })
  const fields = readFields(draft, { pointer, faults })
  const text = readText(draft.text, `${pointer}/text`, faults)
  if (draft.required && kindOf(draft).answering === null)
    faults.push({
      pointer: `${pointer}/required`,
      code: 'required_not_possible',
      detail: `A question of the kind ${draft.kind} is not answered.`,
    })
  const showIf = draft.showIf === undefined ? undefined : decideShowIf(draft.showIf, answered, `${pointer}/showIf`)
  if (showIf?.outcome === 'refused') faults.push(...showIf.faults)
  return {
    id: draft.id,
    kind: draft.kind,
    text,
    ...fields,
    required: draft.required,
    ...(showIf?.outcome === 'accepted' ? { showIf: showIf.condition } : {}),
  }
}

function readFields(draft: QuestionDraft, report: Report): QuestionFields {
  for (const name of foreignFields(draft)) {
    const detail = `A question of the kind ${draft.kind} has no ${name}.`
    report.faults.push({ pointer: pointerTo(report.pointer, name), code: `${name}_not_possible`, detail })
  }
  return kindOf(draft).read(draft, report)
}

function checkId(
  id: string,
  earlier: readonly string[],
  report: { readonly pointer: string; readonly faults: Fault[] },
): void {
  const { pointer, faults } = report
  if (earlier.includes(id))
    faults.push({ pointer, code: 'question_id_repeated', detail: 'Another question has this id already.' })
  if (INHERITED_NAMES.has(id))
    faults.push({ pointer, code: 'question_id_reserved', detail: 'This name is reserved; choose another one.' })
}
