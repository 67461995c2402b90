import type { Tx } from '@polyphon/service-kit'
import { hashLinkToken } from '@polyphon/service-kit/access'
import { stateOf } from '../domain/invitation.js'
import { decidePage } from '../domain/page-answers.js'
import type { PageForm } from '../domain/page-form.js'
import { invitationUnknown } from '../steps/invitation-unknown.js'
import { type InvitationPage, showPage } from '../steps/show-page.js'
import { lockByToken } from '../store/invitations.js'
import { answerInvitation } from './answer-invitation.js'

interface SentPage {
  readonly token: string
  readonly form: PageForm
  /** What the browser's user reads. */
  readonly browser: readonly string[]
}

/** Takes the form of a page and says what is shown next. Sent twice, it is taken once: then the token is used up. */
export async function answerInvitationPage(tx: Tx, { token, form, browser }: SentPage): Promise<InvitationPage> {
  const opened = await lockByToken(tx, hashLinkToken(token))
  const state = opened === null ? 'not_asked' : stateOf(opened.invitation, tx.now)
  if (opened === null || state === 'not_asked') throw invitationUnknown()
  if (state !== 'open') return showPage(tx, opened, browser, () => ({ state }))
  const { questions } = opened.survey
  const before = opened.invitation.answers
  const decision = decidePage(questions, before, form, tx.now)
  if (decision.outcome !== 'refused' && (decision.outcome === 'complete' || Object.keys(decision.given).length > 0))
    await answerInvitation(tx, {
      token,
      answers: decision.given,
      complete: decision.outcome === 'complete',
      occurredAt: undefined,
    })
  return showPage(tx, opened, browser, (surveyWith) =>
    decision.outcome === 'complete'
      ? { state: 'thanks', survey: surveyWith([]) }
      : {
          state: 'asks',
          survey: surveyWith(decision.shown),
          answers: before,
          form,
          faults: decision.outcome === 'refused' ? decision.faults : [],
        },
  )
}
