import type { TestCertificates } from './certificates.js'

export interface KafkaSecurity {
  readonly tls: TestCertificates
  /** Users by name with their passwords. Without it clients show a certificate of the same authority instead. */
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'
    readonly users: Readonly<Record<string, string>>
  }
  /** With it nobody may do anything without a rule, but this user. */
  readonly administrator?: string
}

/** The ports of one node. */
export interface KafkaPorts {
  readonly client: number
  readonly controller: number
  readonly internal: number
}

/**
 * The lines of server.properties that put TLS and SASL before the clients' port. The brokers among themselves and the
 * controllers stay on ports of their own without either, reachable from this machine only.
 */
export function securityProperties(security: KafkaSecurity, ports: KafkaPorts): string {
  const { tls, sasl, administrator } = security
  const protocol = sasl === undefined ? 'SSL' : 'SASL_SSL'
  const listeners = `CLIENTS://127.0.0.1:${ports.client},INTERNAL://127.0.0.1:${ports.internal}`
  const lines = {
    listeners: `${listeners},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': listeners,
    'inter.broker.listener.name': 'INTERNAL',
    'listener.security.protocol.map': `CLIENTS:${protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT`,
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.certificate.chain': onOneLine(tls.server.certificate.text),
    'ssl.keystore.key': onOneLine(tls.server.key.text),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.certificates': onOneLine(tls.ca.text),
    ...(sasl === undefined ? { 'ssl.client.auth': 'required' } : saslProperties(sasl)),
    ...(administrator !== undefined && {
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      // Brokers and controllers come by ports of their own, where nobody has a name.
      'super.users': `User:ANONYMOUS;User:${administrator}`,
    }),
  }
  return Object.entries(lines)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** One line a user for `--add-scram`, which makes it when a node's folder is formatted; none for PLAIN. */
export function scramUsers({ sasl }: KafkaSecurity): readonly string[] {
  if (sasl === undefined || sasl.mechanism === 'plain') return []
  const mechanism = sasl.mechanism.toUpperCase()
  return Object.entries(sasl.users).map(([name, password]) => `${mechanism}=[name="${name}",password="${password}"]`)
}

function saslProperties({ mechanism, users }: NonNullable<KafkaSecurity['sasl']>): Readonly<Record<string, string>> {
  // They go into quoted words of a properties file; what would end either is not for tests.
  const isPlain = Object.entries(users).every(
    ([name, password]) => /^\w+$/.test(name) && /^[\w.@:+/=!-]+$/.test(password),
  )
  if (!isPlain) throw new Error('A test Kafka takes users of letters and digits, and passwords of those and .@:+/=!-')
  const login =
    mechanism === 'plain'
      ? `plain.PlainLoginModule required ${Object.entries(users)
          .map(([name, password]) => `user_${name}="${password}"`)
          .join(' ')};`
      : 'scram.ScramLoginModule required;'
  return {
    'sasl.enabled.mechanisms': mechanism.toUpperCase(),
    [`listener.name.clients.${mechanism}.sasl.jaas.config`]: `org.apache.kafka.common.security.${login}`,
  }
}

/** In a properties file a backslash joins lines and `\n` ends one. */
function onOneLine(pem: string): string {
  return pem.trimEnd().replaceAll('\n', String.raw`\n`)
}
