import { escapeText, htmlPage, languagesIn, pageLanguage } from '@polyphon/service-kit/pages'
import type { Control } from '../../kinds/domain/question-kind.js'
import { kindOf } from '../../kinds/domain/registry.js'
import type { Question } from '../../surveys/domain/survey.js'
import { filledWith } from '../domain/page-form.js'
import type { InvitationPage, PageState } from '../steps/show-page.js'
import { fieldOf, idOf } from './page-fields.js'
import { PAGE_WORDS, type PageWords } from './page-words.js'

type Asking = Extract<PageState, { state: 'asks' }>

const NOTHING: Control = { form: 'words' }

/** The page of an invitation, for a browser: no script, and nothing that reports that it was opened. `action` takes its form. */
export function surveyPage({ shown, wishes, brand }: InvitationPage, action: string): string {
  const language = pageLanguage(wishes)
  const words = PAGE_WORDS[language]
  const page = (title: string, content: string): string => htmlPage({ language, title, content, brand })
  if (shown.state === 'used' || shown.state === 'expired') {
    const { title, text } = words[shown.state]
    return page(title, `<h1>${title}</h1><p>${text}</p>`)
  }
  const { title, ending, locale } = shown.survey
  const lang = locale === null || locale === language ? ' dir="auto"' : ` lang="${escapeText(locale)}" dir="auto"`
  if (shown.state === 'thanks') return page(title, `<h1${lang}>${escapeText(ending ?? words.thanks)}</h1>`)
  const heading = `<h1${lang}>${escapeText(title)}</h1>`
  const isWrong = shown.faults.length > 0
  return page(
    `${isWrong ? `${words.error}: ` : ''}${title}`,
    `${heading}${notice(shown, words)}${form(shown, words, { action, lang })}`,
  )
}

/** What a browser is shown where there is no answer: the link leads to nothing, or something has failed. */
export function surveyFailure(status: number, acceptLanguage: string | undefined): string {
  const language = pageLanguage(languagesIn(acceptLanguage))
  const { unknown, failed } = PAGE_WORDS[language]
  const { title, text } = status === 404 || status === 400 ? unknown : failed
  return htmlPage({ language, title, content: `<h1>${title}</h1><p>${text}</p>` })
}

const faultIn = ({ faults }: Asking, { id }: Question, words: PageWords): string | undefined => {
  const fault = faults.find(({ question }) => question === id)
  return fault === undefined ? undefined : (words.faults[fault.code] ?? words.otherFault)
}

/** What is said before the questions, on a page that comes back; it has the focus, so that it is heard first. */
function notice(asking: Asking, words: PageWords): string {
  if (asking.form === null) return ''
  const box = (title: string, text: string): string =>
    `<div class="notice" role="alert" tabindex="-1" autofocus><p><strong>${title}</strong></p>${text}</div>`
  if (asking.faults.length === 0) return box(words.goesOnTitle, `<p>${words.goesOn}</p>`)
  const links = asking.survey.questions.flatMap((question) => {
    const fault = faultIn(asking, question, words)
    const text = typeof question.text === 'string' ? question.text : ''
    return fault === undefined ? [] : [`<li><a href="#${idOf(question)}">${escapeText(text)}</a> ${fault}</li>`]
  })
  return box(words.errorsTitle, `<ul>${links.join('')}</ul>`)
}

function form(
  asking: Asking,
  words: PageWords,
  { action, lang }: { readonly action: string; readonly lang: string },
): string {
  const fields = asking.survey.questions.map((question) => {
    const control = kindOf(question).answering?.control(question) ?? NOTHING
    const filled = asking.form?.get(question.id) ?? filledWith(control, asking.answers[question.id])
    return fieldOf({ question, filled, fault: faultIn(asking, question, words), words, lang })
  })
  return `<form method="post" action="${escapeText(action)}" novalidate>${fields.join('')}<button>${words.send}</button></form>`
}
