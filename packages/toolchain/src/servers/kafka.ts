import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endingWithParent, endProcess, type ServerCommand, spawnServer, untilReady } from './child.js'
import { freePort, isListening, requireFreePort } from './free-port.js'

export interface KafkaOptions {
  readonly folder: string
  readonly port: number
  /** The folder with Kafka's jars, `infra/kafka-native/target/kafka-libs` of this repository. */
  readonly libs: string
}

export interface KafkaServer {
  readonly brokers: string
  stop(): Promise<void>
}

/** Starts one real Kafka broker on this machine's Java, through the script that stands beside its jars. */
export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const { folder, port, libs } = options
  await requireFreePort(port)
  mkdirSync(folder, { recursive: true })
  const script = join(dirname(dirname(libs)), 'kafka.sh')
  const [command, ...args] = [...endingWithParent('TERM'), 'bash', script, 'run']
  const server: ServerCommand = {
    command,
    args,
    env: { KAFKA_DIR: folder, KAFKA_PORT: String(port), KAFKA_CPORT: String(await freePort()), KAFKA_LIBS: libs },
    logFile: join(folder, 'kafka.log'),
  }
  const child = spawnServer(server)
  // The broker opens its client port only when it is ready to serve.
  await untilReady(child, server, () => isListening(port))
  return { brokers: `127.0.0.1:${port}`, stop: () => endProcess(child, ['SIGTERM', 'SIGKILL']) }
}
