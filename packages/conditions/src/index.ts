export { conditionCodes } from './codes.js'
export { compareText } from './compare.js'
export { type Dependencies, dependencies, reportsOn } from './dependencies.js'
export { type Evaluation, evaluate } from './evaluate.js'
export { type ExplainedLeaf, type Explanation, explain, explainInPieces } from './explain.js'
export type { Account, Facts, GivenAnswer, JsonObject, Occurrence, Permission, SentMessage } from './facts.js'
export { fold, foldableLeaves, foldInPieces, personInWheres, readFolded, writeFolded } from './fold.js'
export type { Folded, FoldedLeaf } from './folded.js'
export { CONDITIONS_GUIDE } from './guide.js'
export { withOccurrence } from './history.js'
export {
  ASKED_KINDS,
  type AskedKind,
  countingEveryKind,
  historiesOf,
  historyName,
  NAMED_KINDS,
  readHistoryName,
} from './history-name.js'
export { LIMITS } from './limits.js'
export { impliedStates } from './message-states.js'
export { unclearMoments } from './moments.js'
export { joinNeeds, type Need, neededOccurrences } from './needed-occurrences.js'
export {
  Condition,
  type ConditionIssue,
  type ConditionIssueCode,
  type ParsedCondition,
  parseCondition,
} from './parse.js'
export { ACCOUNT_ROOTS, computedPath, Key, Path, ROOTS, type Root } from './paths.js'
export { lookBack } from './pieces.js'
export {
  type AccountLeaf,
  type Comparison,
  type ComputedLeaf,
  type Condition as ConditionTree,
  type Leaf,
  MESSAGE_STATES,
  type MessageState,
  OPS,
  type Op,
} from './schema.js'
export {
  NotInSql,
  type SqlAccounts,
  type SqlAnswers,
  type SqlMessages,
  type SqlNames,
  type SqlOccurrences,
  type SqlOptions,
} from './sql/names.js'
export { type SqlCondition, toSql } from './sql/to-sql.js'
export { type Located, leavesOf } from './visit.js'
