import type { KafkaConfig } from 'kafkajs'
import type { KitSettings } from '../settings.js'

type SecuritySettings = Pick<
  KitSettings,
  | 'KAFKA_TLS'
  | 'KAFKA_TLS_CA'
  | 'KAFKA_TLS_CERT'
  | 'KAFKA_TLS_KEY'
  | 'KAFKA_SASL_MECHANISM'
  | 'KAFKA_SASL_USERNAME'
  | 'KAFKA_SASL_PASSWORD'
>

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
  mechanism: NonNullable<KitSettings['KAFKA_SASL_MECHANISM']>,
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
