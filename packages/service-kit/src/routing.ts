export { findOwner } from './routing/find-owner.js'
export { type Owner } from './routing/owner.js'
export { type Question, REASON_CODES, type Reason } from './routing/responsible.js'
