// Every kind of question; whoever writes one adds its line here, and its name to `QuestionKind` of the contracts.
export { ces } from './ces.js'
export { csat } from './csat.js'
export { multi } from './multi.js'
export { nps } from './nps.js'
export { rating } from './rating.js'
export { single } from './single.js'
export { statement } from './statement.js'
export { text } from './text.js'
