import type { KafkaConfig } from 'kafkajs'

interface SecuritySettings {
  readonly KAFKA_TLS: boolean
  readonly KAFKA_TLS_CA?: string | undefined
  readonly KAFKA_TLS_CERT?: string | undefined
  readonly KAFKA_TLS_KEY?: string | undefined
  readonly KAFKA_SASL_MECHANISM?: 'plain' | 'scram-sha-256' | 'scram-sha-512' | undefined
  readonly KAFKA_SASL_USERNAME?: string | undefined
  readonly KAFKA_SASL_PASSWORD?: string | undefined
}

/** How a client of Kafka proves the broker and itself. The settings are complete: loading them has seen to that. */
export function securityOf(settings: SecuritySettings): Pick<KafkaConfig, 'ssl' | 'sasl'> {
  const { KAFKA_TLS_CA: ca, KAFKA_TLS_CERT: cert, KAFKA_TLS_KEY: key } = settings
  const { KAFKA_SASL_MECHANISM: mechanism, KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings
  const ssl = {
    ...(ca !== undefined && { ca: [ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  }
  const isNamed = mechanism !== undefined && username !== undefined && password !== undefined
  return {
    ...(settings.KAFKA_TLS && { ssl }),
    ...(isNamed && { sasl: saslOf(mechanism, { username, password }) }),
  }
}

type Sasl = NonNullable<KafkaConfig['sasl']>

// One arm for each, as the client's type couples a mechanism with what it needs.
function saslOf(
  mechanism: NonNullable<SecuritySettings['KAFKA_SASL_MECHANISM']>,
  login: { readonly username: string; readonly password: string },
): Sasl {
  switch (mechanism) {
    case 'plain':
      return { mechanism, ...login }
    case 'scram-sha-256':
      return { mechanism, ...login }
    case 'scram-sha-512':
      return { mechanism, ...login }
  }
}
