import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KafkaServer, kafkaLibs, makeTestCertificates, startKafka } from '@polyphon/toolchain'

/** A Kafka with TLS and SASL that asks for rules: `admin` may do everything, everybody else what they were given. */
export interface KafkaWithUsers extends Pick<KafkaServer, 'brokers'> {
  /** For what else a test needs; gone with the Kafka. */
  readonly folder: string
  /** The certificate of its authority, as PEM. */
  readonly ca: string
  stop(): Promise<void>
}

export const passwordOf = (user: string): string => `of-${user}`

export async function startKafkaWithUsers(users: readonly string[]): Promise<KafkaWithUsers> {
  const folder = mkdtempSync(join(tmpdir(), 'polyphon-users-'))
  const tls = makeTestCertificates(join(folder, 'certificates'))
  const server = await startKafka({
    folder: join(folder, 'kafka'),
    libs: kafkaLibs,
    security: {
      tls,
      sasl: {
        mechanism: 'plain',
        users: Object.fromEntries(['admin', ...users].map((user) => [user, passwordOf(user)])),
      },
      administrator: 'admin',
    },
  })
  return {
    folder,
    ca: tls.ca.text,
    brokers: server.brokers,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
