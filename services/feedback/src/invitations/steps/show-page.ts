import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { type Brand, brandOf } from '@polyphon/service-kit/pages'
import { type Answers, shownQuestions } from '../../answers/domain/answers.js'
import type { Question } from '../../surveys/domain/survey.js'
import type { PageFault } from '../domain/page-answers.js'
import type { PageForm } from '../domain/page-form.js'
import type { OpenedInvitation } from '../store/invitations.js'
import { type ShownSurvey, showSurvey } from './show-survey.js'

/** What the page says: it asks, it asks again or further, it was answered just now, it had been, or it is too late. */
export type PageState =
  | {
      readonly state: 'asks'
      readonly survey: ShownSurvey
      readonly answers: Answers
      /** What was filled in on the page before; null on the first. */
      readonly form: PageForm | null
      readonly faults: readonly PageFault[]
    }
  | { readonly state: 'thanks'; readonly survey: ShownSurvey }
  | { readonly state: 'used' }
  | { readonly state: 'expired' }

/** A page for one person, and whose it is. */
export interface InvitationPage {
  readonly shown: PageState
  /** Languages, the most wanted first. */
  readonly wishes: readonly (string | null)[]
  readonly brand: Brand | null
}

/** The languages of a page: the person's, the invitation's, the browser's, the workspace's. */
const wishesOf = (
  { personLocale, invitation, workspaceLocale }: OpenedInvitation,
  browser: readonly string[],
): InvitationPage['wishes'] => [personLocale, invitation.locale, ...browser, workspaceLocale]

/** Makes a page of the survey in the person's language, of which it names the questions. */
type MakePage = (surveyWith: (questions: readonly Question[]) => ShownSurvey) => PageState

/** Puts a page together. */
export async function showPage(
  tx: Tx,
  opened: OpenedInvitation,
  browser: readonly string[],
  make: MakePage,
): Promise<InvitationPage> {
  const wishes = wishesOf(opened, browser)
  const shown = make((questions) => showSurvey({ ...opened.survey, questions }, wishes))
  return { shown, wishes, brand: brandOf(await readWorkspace(tx, tx.workspaceId)) }
}

/** The page that asks, as somebody sees it first. */
export const firstPage =
  ({ invitation, survey }: OpenedInvitation, now: Date): MakePage =>
  (surveyWith) => ({
    state: 'asks',
    survey: surveyWith(shownQuestions(survey.questions, invitation.answers, now)),
    answers: invitation.answers,
    form: null,
    faults: [],
  })
