export { DATA_CLASSES, KEPT_WITH_PERSON } from '@polyphon/values'
export { inLog } from './deletion/elsewhere.js'
export { CLASS_TEXTS, type ClassTexts, type InBoth } from './personal/class-texts.js'
export { findDeclarationProblems, SCHEMA_SQL, type SchemaTable } from './personal/compare.js'
export { refuseRetention } from './personal/decided-retention.js'
export {
  type Declarations,
  impersonal,
  type Merge,
  type NamedTable,
  ofStaff,
  type PersonalData,
  type PersonalTable,
} from './personal/declaration.js'
export { describeKitTables, describePersonalData, isOfKit } from './personal/describe.js'
export { type Erasure, type ErasureMode, erasePerson } from './personal/erase.js'
export { type ExportedRow, exportPerson } from './personal/export.js'
export {
  type Counts,
  followMerge,
  followSplit,
  type Split,
  type SplitCounts,
  UNKNOWN_ORIGIN,
} from './personal/merge.js'
export { type Retention, shorterOf } from './personal/retention.js'
export { type Person as ErasedPerson } from './personal/subject.js'
export { type Sweep, type SweepOfAll, type Swept, sweepExpired, sweepWorkspaces } from './personal/sweep.js'
export { keptDays, recordOfTable, type TableRecord } from './personal/table-record.js'
