import { choiceKind } from './choice.js'

/** One of several options. */
export const single = choiceKind({ type: 'single', summary: 'One of the options', most: 1 })
