export { sharedCodes } from './codes/shared.js'
export { definitionCodes } from './codes/work.js'
