import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endingWithParent } from './child.js'
import { freePortBase, isListening, requireFreePort } from './free-port.js'
import { type KafkaPorts, type KafkaSecurity, scramUsers, securityProperties } from './kafka-security.js'
import { type KillableServer, startKillable } from './killable.js'

export interface KafkaOptions {
  readonly folder: string
  /** The folder with Kafka's jars, `infra/kafka-native/target/kafka-libs` of this repository. */
  readonly libs: string
  /** Where clients reach the first broker; the others follow. Free ones are taken if it is not given. */
  readonly port?: number
  /** One, or a cluster: then every topic has so many replicas unless it says otherwise, and a write needs all but one. */
  readonly brokers?: number
  /** With it the clients' port takes TLS, and SASL on top of it, and nothing else. */
  readonly security?: KafkaSecurity
  /** The addresses that brokers advertise to clients, when something stands between: one port for each. */
  readonly advertisedPorts?: readonly number[]
}

/** One broker, which is a controller too. */
export interface KafkaNode extends KillableServer {
  readonly address: string
}

export interface KafkaServer {
  /** The addresses of all brokers, with commas between them. */
  readonly brokers: string
  readonly nodes: readonly KafkaNode[]
  stop(): Promise<void>
}

/** Starts real Kafka brokers on this machine's Java, through the script that stands beside the jars. */
export async function startKafka(options: KafkaOptions): Promise<KafkaServer> {
  const { brokers: count = 1 } = options
  const base = await freePortBase(3 * count)
  const ports = {
    client: options.port ?? base + 1,
    controller: base + count + 1,
    internal: base + 2 * count + 1,
  }
  // Side by side, because a node is up only when a quorum of them is.
  const starts = await Promise.allSettled(Array.from({ length: count }, (_, index) => startNode(options, ports, index)))
  const nodes = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const stop = async () => void (await Promise.all(nodes.map((node) => node.stop())))
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed !== undefined) {
    await stop()
    throw failed.reason
  }
  return { brokers: nodes.map(({ address }) => address).join(','), nodes, stop }
}

async function startNode(options: KafkaOptions, first: KafkaPorts, index: number): Promise<KafkaNode> {
  const { folder, libs, brokers = 1, security } = options
  const port = first.client + index
  const advertised = options.advertisedPorts?.[index]
  mkdirSync(folder, { recursive: true })
  const script = join(dirname(dirname(libs)), 'kafka.sh')
  // Brokers that end in order ask a quorum first, which a cluster that ends as a whole no longer has.
  const [command, ...args] = [...endingWithParent('KILL'), 'bash', script, 'run']
  const server = await startKillable({
    async prepare() {
      await requireFreePort(port)
      const env = {
        KAFKA_DIR: folder,
        KAFKA_LIBS: libs,
        KAFKA_PORT: String(first.client),
        KAFKA_CPORT: String(first.controller),
        KAFKA_NODES: String(brokers),
        KAFKA_NODE: String(index + 1),
        ...(advertised === undefined ? {} : { KAFKA_ADVERTISED_PORT: String(advertised) }),
        ...securityEnvironment(folder, security, {
          client: port,
          controller: first.controller + index,
          internal: first.internal + index,
        }),
      }
      return { command, args, env, logFile: join(folder, brokers === 1 ? 'kafka.log' : `kafka-${index + 1}.log`) }
    },
    // The broker opens its client port only when it is ready to serve.
    isReady: () => isListening(port),
    signals: ['SIGTERM', 'SIGKILL'],
  })
  return { ...server, address: `127.0.0.1:${port}` }
}

function securityEnvironment(
  folder: string,
  security: KafkaSecurity | undefined,
  ports: KafkaPorts,
): Readonly<Record<string, string>> {
  if (security === undefined) return {}
  const file = join(folder, `security-${ports.client}.properties`)
  rmSync(file, { force: true })
  writeFileSync(file, securityProperties(security, ports), { mode: 0o600 })
  return { KAFKA_PROPERTIES: file, KAFKA_SCRAM: scramUsers(security).join('\n') }
}
