export { countByDay, dayOf } from './usage/day.js'
export { type Bound, openQuotas, type Quotas, quotaDetail, quotaExceeded } from './usage/quotas.js'
export { addUsage, readUsage } from './usage/store.js'
