import { surveyPublished } from '@polyphon/contracts'
import type { Route } from '@polyphon/service-kit'
import { type Definition, definitionKind, definitionRoutes } from '@polyphon/service-kit/definitions'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { FeedbackDeps } from '../../config.js'
import { LocalText } from '../../kinds/domain/local-text.js'
import { isSameDefinition, type SurveyDefinition } from '../domain/survey.js'
import { checkSurvey } from '../steps/check-survey.js'
import { findSurveyWarnings } from '../steps/find-survey-warnings.js'
import { QuestionBody, ShownQuestion, toQuestionView } from './shapes.js'

const SurveyBody = z.strictObject({
  title: LocalText,
  questions: z.array(QuestionBody).min(1).max(100),
  ending: LocalText.nullable().default(null).describe('What is said to somebody who has answered'),
})

const SurveyView = z.object({
  key: z.string(),
  version: z.int(),
  title: LocalText,
  questions: z.array(ShownQuestion(LocalText)),
  ending: LocalText.nullable(),
  publishedAt: Moment,
})

const example = {
  title: { de: 'Ihre Lieferung', en: 'Your delivery' },
  questions: [
    {
      id: 'satisfaction',
      kind: 'csat',
      text: { de: 'Wie zufrieden sind Sie?', en: 'How satisfied are you?' },
      required: true,
    },
    {
      id: 'why',
      kind: 'text',
      text: { de: 'Was hätten wir besser machen können?', en: 'What could we have done better?' },
      showIf: { path: 'answer.satisfaction', op: 'lte', value: 3 },
    },
  ],
  ending: { de: 'Danke für Ihre Rückmeldung!', en: 'Thank you!' },
}

const survey = definitionKind({
  name: 'survey',
  plural: 'surveys',
  tag: 'Surveys',
  description: '`warnings` say what keeps invitations from going out, and what of the questions is hardly meant so.',
  whenArchived:
    'An archived survey asks nobody any more, as if it were not there; invitations that are out are still answered, by their version.',
  read: 'feedback:read',
  write: 'feedback:write',
  body: SurveyBody,
  example,
  view: SurveyView,
  bulk: ['questions', 'ending'],
  check: checkSurvey,
  isSame: isSameDefinition,
  toBody: ({ title, questions, ending }) => ({ title, questions: questions.map(toQuestionView), ending }),
  published: surveyPublished,
  event: (_tx, { key, version, content: { title, questions }, publishedAt }) => ({
    key,
    version,
    title,
    questions: questions.map(toQuestionView),
    publishedAt: publishedAt?.toISOString(),
  }),
  show: async (_tx, definitions: readonly Definition<SurveyDefinition>[]) =>
    definitions.map(({ key, version, content: { title, questions, ending }, publishedAt }) => ({
      key,
      version,
      title,
      questions: questions.map(toQuestionView),
      ending,
      publishedAt: publishedAt?.toISOString(),
    })),
  warn: (tx, { content }) => findSurveyWarnings(tx, content.questions),
})

export const surveyRoutes = (deps: FeedbackDeps): readonly Route[] => definitionRoutes(survey, deps)
