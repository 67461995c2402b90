import { type Answers, decideAnswers, type GivenAnswers, shownQuestions } from '../../answers/domain/answers.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { Question } from '../../surveys/domain/survey.js'
import { answerIn, type PageForm } from './page-form.js'

/** What is wrong with the answer to a question. */
export interface PageFault {
  readonly question: string
  readonly code: string
}

export type PageDecision =
  | { readonly outcome: 'refused'; readonly shown: readonly Question[]; readonly faults: readonly PageFault[] }
  /** After these answers something is asked that the page did not have. */
  | { readonly outcome: 'goes_on'; readonly given: GivenAnswers; readonly shown: readonly Question[] }
  | { readonly outcome: 'complete'; readonly given: GivenAnswers }

/**
 * What becomes of a form. A page without scripts cannot show a question as soon as it comes up (`showIf`), so the page
 * comes again until everything that is to be asked stood on one.
 */
export function decidePage(questions: readonly Question[], before: Answers, form: PageForm, now: Date): PageDecision {
  const read = questions.flatMap((question) => {
    const [{ answering }, filled] = [kindOf(question), form.get(question.id)]
    if (answering === null || filled === undefined) return []
    return [{ id: question.id, ...answerIn(answering.control(question), filled) }]
  })
  const stated = Object.fromEntries(read.map(({ id, value }) => [id, value]))
  const shown = shownQuestions(questions, joined(before, stated), now)
  const shownIds = new Set(shown.map(({ id }) => id))
  // What stood below an answer that was changed is asked no more.
  const given = Object.fromEntries(Object.entries(stated).filter(([id]) => shownIds.has(id)))
  const faults = faultsOf(questions, { before, given, now }, read)
  const ofForm = faults.filter(({ question }) => form.has(question) && shownIds.has(question))
  if (ofForm.length > 0) return { outcome: 'refused', shown, faults: ofForm }
  const goesOn = shown.some((question) => kindOf(question).answering !== null && !form.has(question.id))
  return goesOn ? { outcome: 'goes_on', given, shown } : { outcome: 'complete', given }
}

const joined = (before: Answers, stated: GivenAnswers): Answers =>
  Object.fromEntries(
    Object.entries({ ...before, ...stated }).flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
  )

function faultsOf(
  questions: readonly Question[],
  { before, given, now }: { readonly before: Answers; readonly given: GivenAnswers; readonly now: Date },
  read: readonly { readonly id: string; readonly flaws: readonly { readonly code: string }[] }[],
): readonly PageFault[] {
  const ofFields = read.flatMap(({ id, flaws }) => flaws.map(({ code }) => ({ question: id, code })))
  const decision = decideAnswers(questions, now, { before, given, complete: true })
  if (decision.outcome === 'accepted') return ofFields
  const known = new Set(ofFields.map(({ question }) => question))
  const ofAnswers = decision.faults.map(({ pointer, code }) => ({ question: pointer.split('/')[3] ?? '', code }))
  // One thing is said of a question.
  return [...ofFields, ...ofAnswers.filter(({ question }) => !known.has(question) && known.add(question))]
}
