import { type Condition, type JsonObject, leavesOf } from '@polyphon/conditions'
import type { QuestionKind, Scale } from '@polyphon/contracts'
import { type Fault, pointerTo, readLocale } from '@polyphon/values'
import { decideShowIf } from './show-if.js'
import type { LocalText } from './text.js'

export interface Question {
  readonly id: string
  readonly kind: QuestionKind
  readonly text: LocalText
  /** Every kind but `text` has one. */
  readonly scale?: Scale
  readonly required: boolean
  readonly showIf?: Condition
}

/** A question with a score. */
export type ScoreKind = Exclude<QuestionKind, 'text'>

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

export interface QuestionDraft {
  readonly id: string
  readonly kind: QuestionKind
  readonly text: LocalText
  readonly scale?: Scale | undefined
  readonly required: boolean
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

const USUAL_SCALE: Readonly<Record<ScoreKind, Scale>> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
  rating: { min: 1, max: 5 },
}
const WIDEST_SCALE = 1_000
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

function readQuestion(drafts: readonly QuestionDraft[], index: number, faults: Fault[]): Question {
  const pointer = pointerTo('/body/questions', index)
  const draft = drafts[index]
  if (draft === undefined) throw new RangeError('There is no such question.')
  const earlier = drafts.slice(0, index).map((question) => question.id)
  checkId(draft.id, earlier, { pointer: `${pointer}/id`, faults })
  const scale = readScale(draft, `${pointer}/scale`, faults)
  const text = readText(draft.text, `${pointer}/text`, faults)
  const showIf = draft.showIf === undefined ? undefined : decideShowIf(draft.showIf, earlier, `${pointer}/showIf`)
  if (showIf?.outcome === 'refused') faults.push(...showIf.faults)
  return {
    id: draft.id,
    kind: draft.kind,
    text,
    ...(scale === undefined ? {} : { scale }),
    required: draft.required,
    ...(showIf?.outcome === 'accepted' ? { showIf: showIf.condition } : {}),
  }
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

function readScale(draft: QuestionDraft, pointer: string, faults: Fault[]): Scale | undefined {
  const refuse = (code: string, detail: string): void => void faults.push({ pointer, code, detail })
  if (draft.kind === 'text') {
    if (draft.scale !== undefined) refuse('scale_not_possible', 'A question for a text has no scale.')
    return undefined
  }
  const usual = USUAL_SCALE[draft.kind]
  if (draft.scale === undefined) return usual
  const { min, max } = draft.scale
  if (!Number.isInteger(min) || !Number.isInteger(max)) refuse('scale_not_whole', 'Both ends are whole numbers.')
  else if (min >= max) refuse('scale_empty', 'The lower end lies below the upper one.')
  else if (Math.abs(min) > WIDEST_SCALE || Math.abs(max) > WIDEST_SCALE)
    refuse('scale_too_wide', `Both ends lie between -${WIDEST_SCALE} and ${WIDEST_SCALE}.`)
  else if (draft.kind === 'nps' && (min !== usual.min || max !== usual.max))
    refuse('scale_fixed', 'An NPS question always has the scale from 0 to 10.')
  return { min, max }
}

function readText(text: LocalText, pointer: string, faults: Fault[]): LocalText {
  if (typeof text === 'string') return text
  const entries = Object.entries(text)
  if (entries.length === 0)
    faults.push({ pointer, code: 'language_missing', detail: 'A text is needed in at least one language.' })
  const read = new Map<string, string>()
  for (const [tag, value] of entries) {
    const canonical = readLocale(tag)
    const at = pointerTo(pointer, tag)
    if (canonical === null) faults.push({ pointer: at, code: 'language_unknown', detail: 'This is no BCP 47 tag.' })
    else if (read.has(canonical))
      faults.push({ pointer: at, code: 'language_repeated', detail: `There is another text for ${canonical}.` })
    else read.set(canonical, value)
  }
  return Object.fromEntries(read)
}
