import { chooseText } from '../../kinds/domain/local-text.js'
import { chooseTexts, type Question, type Survey } from '../../surveys/domain/survey.js'

/** A survey in one language, as one person sees it. */
export interface ShownSurvey {
  readonly key: string
  readonly version: number
  readonly locale: string | null
  readonly title: string
  readonly questions: readonly Question[]
  readonly ending: string | null
}

/** A survey in the language that is nearest to the wishes. */
export function showSurvey(survey: Survey, wishes: readonly (string | null)[]): ShownSurvey {
  const title = chooseText(survey.title, wishes)
  return {
    key: survey.key,
    version: survey.version,
    locale: title.locale,
    title: title.text,
    questions: survey.questions.map((question) => chooseTexts(question, (text) => chooseText(text, wishes).text)),
    ending: survey.ending === null ? null : chooseText(survey.ending, wishes).text,
  }
}
