export {
  type Around,
  type Change,
  type Definition,
  definitionKind,
  type Stored,
  type Use,
} from './definitions/definition-kind.js'
export { keepUses } from './definitions/keep-uses.js'
export { definitionRoutes } from './definitions/routes.js'
