import { leavesOf } from '@polyphon/conditions'
import { type Fault, pointerTo } from '@polyphon/values'
import type { LocalText } from '../../kinds/domain/local-text.js'
import { kindOf } from '../../kinds/domain/registry.js'
import { questionOf } from './show-if.js'
import type { Question } from './survey.js'

/** What to tell whoever publishes a survey: why nobody may be asked yet, and what of the questions is hardly meant so. */
export function warnSurvey(questions: readonly Question[], isAnythingGranted: boolean): readonly Fault[] {
  const byId = new Map(questions.map((question) => [question.id, question]))
  const ofQuestions = questions.flatMap((question, index) => {
    const pointer = pointerTo('/body/questions', index)
    return [...warnTexts(question, pointer), ...warnShowIf(question, byId, pointer)]
  })
  return isAnythingGranted ? ofQuestions : [NOTHING_GRANTED, ...ofQuestions]
}

const NOTHING_GRANTED: Fault = {
  pointer: '/body',
  code: 'permission_missing',
  detail:
    'An invitation goes only to who has granted its channel and topic, and nobody has granted anything yet: put permissions in messaging. Answers without an invitation are taken all the same.',
}

/** Whoever is asked in one language reads the rest of the question in it too. */
function warnTexts(question: Question, pointer: string): readonly Fault[] {
  const tags = tagsOf(question.text)
  return kindOf(question)
    .textsOf(question)
    .flatMap(({ at, text }) => {
      if (typeof text === 'string') return []
      const missing = tags.find((tag) => !Object.hasOwn(text, tag))
      if (missing === undefined) return []
      const detail = `The question has a text in ${missing}, this has none.`
      return [{ pointer: `${pointer}${at}`, code: 'language_incomplete', detail }]
    })
}

const tagsOf = (text: LocalText): readonly string[] => (typeof text === 'string' ? [] : Object.keys(text))

function warnShowIf({ showIf }: Question, byId: ReadonlyMap<string, Question>, pointer: string): readonly Fault[] {
  if (showIf === undefined) return []
  return leavesOf(showIf, `${pointer}/showIf`).flatMap(({ node, pointer: at }) => {
    const question = 'path' in node ? byId.get(questionOf(node.path) ?? '') : undefined
    if (question === undefined || !('path' in node)) return []
    const detail = kindOf(question).answering?.warnComparison(question, node) ?? null
    return detail === null ? [] : [{ pointer: at, code: 'comparison_pointless', detail }]
  })
}
