export { LOOKS_MS } from './deletion/looks.js'
export { logUntilOf } from './log/log-until.js'
export { findsIn } from './personal/named.js'
export { findSubject as findErased } from './personal/subject.js'
export { beginErasure } from './rights/begin-erasure.js'
export {
  addErasureReceipt,
  ERASURE_COLUMNS,
  type ErasureRow,
  readErasure,
  readErasureOf,
  type StoredErasure,
  toErasure,
} from './rights/erasure-store.js'
export { aboutErasure, resealErasures, sealIdentifiers } from './rights/seal-identifiers.js'
