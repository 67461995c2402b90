import { jsonObject, QuestionKind } from '@polyphon/contracts'
import { z } from 'zod'
import { LocalText } from '../../kinds/domain/local-text.js'
import { fieldsOfAllKinds, kindsInWords } from '../../kinds/domain/registry.js'
import type { Question } from '../domain/survey.js'

/** A question as a request says it. */
export const QuestionBody = z.strictObject({
  id: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{0,62}$/,
      'must start with a letter and hold only letters, digits, _ and -, at most 63',
    ),
  kind: QuestionKind.describe(kindsInWords),
  text: LocalText,
  ...fieldsOfAllKinds(LocalText),
  required: z.boolean().default(false),
  showIf: jsonObject('A condition over `answer.<id of an earlier question>`; without it always asked').optional(),
})

/** A question as a response shows it; `text` is the form of its texts. */
export const ShownQuestion = (text: z.ZodType<LocalText>) =>
  z.object({
    id: z.string(),
    kind: QuestionKind,
    text,
    ...fieldsOfAllKinds(text),
    required: z.boolean(),
    showIf: jsonObject('The question is asked only while this condition over `answer` holds.').optional(),
  })

/** A question as a response shows it; its condition is a free object there. */
export const toQuestionView = ({ showIf, ...question }: Question): z.input<ReturnType<typeof ShownQuestion>> => ({
  ...question,
  ...(showIf === undefined ? {} : { showIf: { ...showIf } }),
})
