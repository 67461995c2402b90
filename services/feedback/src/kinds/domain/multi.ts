import { choiceKind } from './choice.js'

/** As many of several options as fit. */
export const multi = choiceKind({ type: 'multi', summary: 'Any number of the options', most: Number.POSITIVE_INFINITY })
