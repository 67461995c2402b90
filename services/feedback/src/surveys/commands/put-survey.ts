import { surveyPublished } from '@polyphon/contracts'
import { AppError, type IfMatch, outbox, requireVersion, type Tx } from '@polyphon/service-kit'
import { decideSurvey, isSameDefinition, type Survey, type SurveyDraft } from '../domain/survey.js'
import { lockSurvey, readSurveyVersion, saveVersion } from '../store/surveys.js'

export interface Publication {
  readonly key: string
  readonly draft: SurveyDraft
  readonly ifMatch: IfMatch
}

/** Publishes a survey as its next version; the same content again stays the version it is. */
export async function putSurvey(tx: Tx, { key, draft, ifMatch }: Publication): Promise<Survey> {
  const decision = decideSurvey(draft)
  if (decision.outcome === 'refused')
    throw new AppError('unprocessable', 'survey_wrong', 'The survey cannot be published as it is.', {
      faults: decision.faults,
    })
  const newest = await lockSurvey(tx, key)
  requireVersion(ifMatch, newest === 0 ? null : newest)
  const before = newest === 0 ? null : await readSurveyVersion(tx, key, newest)
  if (before !== null && isSameDefinition(before, decision.definition)) return before
  const survey: Survey = { key, version: newest + 1, ...decision.definition, publishedAt: tx.now }
  await saveVersion(tx, survey)
  appendSurveyPublished(tx, survey)
  return survey
}

function appendSurveyPublished(tx: Tx, { key, version, title, questions, publishedAt }: Survey): void {
  outbox.append(tx, surveyPublished, {
    key,
    version,
    title,
    questions: questions.map(({ showIf, ...question }) => ({
      ...question,
      ...(showIf === undefined ? {} : { showIf: { ...showIf } }),
    })),
    publishedAt: publishedAt.toISOString(),
  })
}
