import { UNTRUSTED } from '../telemetry/failure.js'
import { AppError } from '../values/errors.js'

/** Every failure of the log as "not available now". Which setting is to blame is said; who the brokers are is not. */
export function asLogUnavailable(cause: unknown): AppError {
  return new AppError('unavailable', 'log_unavailable', textOf(cause), { cause, retryAfterSeconds: 2 })
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The event log does not answer at the moment.'
  if (error.name === 'KafkaJSSASLAuthenticationError')
    return 'The event log refuses the user or the password (KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD).'
  if ('code' in error && typeof error.code === 'string' && UNTRUSTED.test(error.code))
    return `The certificate of the event log is not accepted (KAFKA_TLS_CA): ${error.code}.`
  return textOf(error.cause)
}
