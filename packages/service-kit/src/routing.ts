export { findOwner } from './routing/find-owner.js'
export { type Owner } from './routing/owner.js'
export { aboutNothing, type Named, namedOwner, ownerFor } from './routing/owner-for.js'
export { type Question, REASON_CODES, type Reason } from './routing/responsible.js'
