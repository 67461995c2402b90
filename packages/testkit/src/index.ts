export { APP_ROLE, type FreshDatabase, freshDatabase } from './database.js'
export { type EventuallyOptions, eventually } from './eventually.js'
