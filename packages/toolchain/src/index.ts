export { freePort, freePortBase, isListening } from './servers/free-port.js'
export { type KafkaOptions, type KafkaServer, startKafka } from './servers/kafka.js'
export { type PostgresOptions, type PostgresServer, startPostgres } from './servers/postgres.js'
export { type RedisServer, startRedis } from './servers/redis.js'
