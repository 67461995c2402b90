import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { wordsFor } from './local-process.js'

// Each is a boot of its own.
const TIMEOUT_MS = 90_000
const services = ['profile', 'journey', 'messaging', 'feedback', 'analytics'] as const
type Env = Readonly<Record<string, string>>

/** Runs a service as a process of its own, with nothing of our environment but the path. */
function run(service: string, env: Env): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, wordsFor(`services/${service}`, 'main.ts'), {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let text = ''
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, text })))
}

const namesIn = (text: string): string[] => [...text.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = '']) => name)

const wrong: Env = {
  NODE_ENV: 'production',
  PORT: 'ninety',
  DATABASE_URL: 'postgres://polyphon_app:dev-only-secret@127.0.0.1/polyphon',
  MIGRATION_DATABASE_URL_FILE: '/nowhere/secret',
  KAFKA_BROKERS: 'secret',
  KAFKA_SASL_USERNAME: 'secret',
}
const ownWrong: Readonly<Record<string, Env>> = {
  messaging: {
    MAIL_PROVIDER: 'smtp',
    CALLBACK_SECRET: `whsec_${Buffer.from('dev-only-callback-secret').toString('base64')}`,
    SEND_CONCURRENCY: 'secret',
  },
  feedback: { ORDER_PATIENCE_MS: 'secret' },
  analytics: { METRIC_GROUPS_MOST: 'secret' },
}

// What a service cannot do without, beside what all need.
const requiredOf: Readonly<Record<string, readonly string[]>> = { profile: ['SECRETS_KEYS'] }

describe.each(services)('the %s service as a process', (service) => {
  it(
    'names the settings that it misses, and ends with 1',
    async () => {
      const { code, text } = await run(service, {})
      expect(namesIn(text).toSorted()).toEqual(['DATABASE_URL', 'KAFKA_BROKERS', ...(requiredOf[service] ?? [])])
      expect(code).toBe(1)
    },
    TIMEOUT_MS,
  )
  it(
    'names all that are wrong at the same time, repeats none of them, and ends with 1',
    async () => {
      const alsoWrong = ownWrong[service] ?? {}
      const { code, text } = await run(service, { ...wrong, ...alsoWrong })
      const expected = ['PORT', 'DATABASE_URL', 'MIGRATION_DATABASE_URL', 'KAFKA_BROKERS', 'KAFKA_SASL_MECHANISM']
      const alsoMissing = service === 'messaging' ? ['SMTP_URL'] : (requiredOf[service] ?? [])
      const ownNames = Object.keys(alsoWrong).filter((name) => name !== 'MAIL_PROVIDER')
      expect(namesIn(text).toSorted()).toEqual(
        [...expected, 'KAFKA_SASL_PASSWORD', ...ownNames, ...alsoMissing].toSorted(),
      )
      expect(text).not.toContain('secret@')
      expect(text).not.toContain('/nowhere')
      expect(code).toBe(1)
    },
    TIMEOUT_MS,
  )
})
