import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { StartedTestContainer } from 'testcontainers'
import { freePort } from '../servers/free-port.js'
import type { RunningServer, ServerName } from './native.js'
import { within } from './within.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** A Docker engine that answers. */
export interface Engine {
  /** Starts a container within the given time, pulling its image if needed; fails otherwise. */
  start(name: ServerName, patienceMs: number): Promise<RunningServer>
}

// The images of docker-compose.yml.
const images = { postgres: 'postgres:18-bookworm', kafka: 'apache/kafka:4.4.0', redis: 'redis:7-alpine' } as const
const answerMs = 5_000
const noAnswer = 'no Docker engine answers'

/** Says whether anything speaks for an engine, without asking it: where nothing does, nobody has to wait. */
export function isEngineNamed(env: Environment): boolean {
  const home = env['HOME'] ?? homedir()
  const sockets = [
    '/var/run/docker.sock',
    ...(env['XDG_RUNTIME_DIR'] ? [join(env['XDG_RUNTIME_DIR'], 'docker.sock')] : []),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
  ]
  return Boolean(env['DOCKER_HOST']) || sockets.some((path) => existsSync(path))
}

/** Finds the engine of this machine as testcontainers does; fails if none answers within five seconds. */
export async function openEngine(): Promise<Engine> {
  // It takes most of a second to load and is of no use where no engine is.
  const { getContainerRuntimeClient } = await import('testcontainers')
  const asking = getContainerRuntimeClient().catch((error: unknown) => {
    throw new Error(noAnswer, { cause: error })
  })
  const client = await within(answerMs, asking, noAnswer)
  const { host } = client.info.containerRuntime
  return {
    async start(name, patienceMs) {
      const starting = startContainer(name, host)
      try {
        return await within(patienceMs, starting, `not up within ${patienceMs / 1000} s`)
      } catch (error) {
        // What comes too late must not stay.
        starting.then((server) => server.stop()).catch(() => undefined)
        throw error
      }
    },
  }
}

function startContainer(name: ServerName, host: string): Promise<RunningServer> {
  switch (name) {
    case 'PostgreSQL':
      return startPostgresContainer(host)
    case 'Kafka':
      return startKafkaContainer(host)
    case 'Redis':
      return startRedisContainer(host)
  }
}

async function startPostgresContainer(host: string): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers')
  // The port is open to whoever reaches the engine's machine.
  const password = randomBytes(16).toString('hex')
  const container = await new GenericContainer(images.postgres)
    .withEnvironment({
      POSTGRES_USER: 'polyphon',
      POSTGRES_PASSWORD: password,
      POSTGRES_DB: 'postgres',
      POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8',
    })
    .withCommand(['postgres', '-c', 'max_connections=300', '-c', 'timezone=UTC'])
    .withExposedPorts(5432)
    // The image starts the server once to prepare it, and then for good.
    .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
    .start()
  return asServer(container, `postgres://polyphon:${password}@${host}:${container.getMappedPort(5432)}/postgres`)
}

async function startKafkaContainer(host: string): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers')
  // The broker advertises its address, so its port is the same inside and outside.
  const port = await freePort()
  const container = await new GenericContainer(images.kafka)
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://localhost:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${host}:${port}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: '4',
      KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
      KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
      KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
      KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_NUM_PARTITIONS: '3',
    })
    .withExposedPorts({ container: port, host: port })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start()
  return asServer(container, `${host}:${port}`)
}

async function startRedisContainer(host: string): Promise<RunningServer> {
  const { GenericContainer, Wait } = await import('testcontainers')
  const container = await new GenericContainer(images.redis)
    .withCommand(['redis-server', '--save', '', '--appendonly', 'no', '--protected-mode', 'no'])
    .withExposedPorts(6379)
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .start()
  return asServer(container, `redis://${host}:${container.getMappedPort(6379)}`)
}

function asServer(container: StartedTestContainer, address: string): RunningServer {
  return { address, stop: async () => void (await container.stop({ timeout: 10_000 })) }
}
