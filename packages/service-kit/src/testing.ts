export { assertBoundByRowSecurity } from './db/migrate.js'
export { type Counters, MemoryCounters } from './limits/counters.js'
export { RedisCounters } from './limits/counters-redis.js'
export { openKafkaLog } from './log/kafka-log.js'
