import { questionKind } from './question-kind.js'

/** A text between questions. */
export const statement = questionKind({
  type: 'statement',
  summary: 'A text that is shown and not answered',
  fields: () => ({}),
  read: () => ({}),
  chooseTexts: () => ({}),
  textsOf: () => [],
  answering: null,
})
