import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { services } from '@polyphon/local-stack'
import { DCLinter } from 'dclint'
import { describe, expect, it } from 'vitest'
import { type ComposeService, readComposeFile } from '../infra/containers/compose-file.js'
import { kitSettings, loadSettings } from '../packages/service-kit/src/runtime.js'

const path = 'docker-compose.yml'
/** What follows from the other containers of the file. */
const DECIDED = [
  'HOST',
  'PORT',
  'OPS_PORT',
  'BASE_PATH',
  'PUBLIC_URL',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'KAFKA_BROKERS',
  'REDIS_URL',
  'MAIL_FOLDER',
]
/** What has another default here than in the service. */
const OF_THIS_FILE = [
  ...DECIDED,
  'NODE_ENV',
  'LOG_LEVEL',
  'KAFKA_PARTITIONS',
  'KAFKA_REPLICATION',
  'POLYPHON_ADMIN_TOKEN',
  'SECRETS_KEYS',
  'CALLBACK_SECRET',
  'MAIL_PROVIDER',
  'MAIL_FROM',
  'SMTP_TLS',
  'BLOB_STORE',
]
/** What the SDK of S3 reads itself. */
const OF_S3 = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN']
const file = readComposeFile(path, {})
const written = readFileSync(path, 'utf8')

function serviceOf(name: string, env: Readonly<Record<string, string>> = {}): ComposeService {
  const found = readComposeFile(path, env).services[name]
  if (found === undefined) throw new Error(`There is no service ${name}.`)
  return found
}

interface LintMessage {
  readonly rule: string
  readonly message: string
}

/** What a linter says of a file against the schema of the Compose specification. */
function problemsOf(of: string): readonly string[] {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] })
  const results: readonly { readonly messages: readonly LintMessage[] }[] = linter.lintFiles([of], false)
  const messages = results.flatMap((result) => result.messages)
  return messages.filter(({ rule }) => rule === 'invalid-schema').map(({ message }) => message)
}

describe('docker-compose.yml', () => {
  it('is what the Compose specification describes', () => {
    expect(problemsOf(path)).toEqual([])
  })
  it('would be refused with a key that the specification does not know', () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-compose-'))
    const wrong = join(folder, 'docker-compose.yml')
    writeFileSync(wrong, written.replace('restart: unless-stopped', 'restrat: unless-stopped'))
    expect(problemsOf(wrong)).not.toEqual([])
    rmSync(folder, { recursive: true })
  })
  it('has its servers, its job and the five services', () => {
    expect(Object.keys(file.services).toSorted()).toEqual(
      ['kafka', 'postgres', 'redis', 'topics', ...services.map(({ name }) => name)].toSorted(),
    )
  })
  it('names no secret that a production would accept', () => {
    const defaults = [...written.matchAll(/\$\{(\w*(?:PASSWORD|TOKEN|SECRET)):-([^}]+)\}/g)]
    expect(defaults.length).toBeGreaterThan(10)
    for (const [, name, text = ''] of defaults) {
      const decoded = Buffer.from(text.replace(/^whsec_/, ''), 'base64').toString('latin1')
      expect(`${text} ${decoded}`, name).toContain('dev-only')
    }
  })
  it('opens ports on the loopback address only', () => {
    const ports = Object.values(file.services).flatMap((service) => service.ports)
    expect(ports).toEqual([7001, 7002, 7003, 7004, 7005].map((port) => `127.0.0.1:${port}:8080`))
  })
  it('lets replicas share a range of ports', () => {
    expect(serviceOf('profile', { PROFILE_PORT: '7101-7102' }).ports).toEqual(['127.0.0.1:7101-7102:8080'])
  })
  it('gives every role that the services use its password, and the same to both sides', () => {
    const env = { JOURNEY_APP_PASSWORD: 'one', JOURNEY_OWNER_PASSWORD: 'two', REDIS_PASSWORD: 'three' }
    expect(serviceOf('postgres', env).environment).toMatchObject({
      JOURNEY_APP_PASSWORD: 'one',
      JOURNEY_OWNER_PASSWORD: 'two',
    })
    expect(serviceOf('journey', env).environment).toMatchObject({
      DATABASE_URL: 'postgres://polyphon_journey_app:one@postgres:5432/polyphon_journey',
      MIGRATION_DATABASE_URL: 'postgres://polyphon_journey_owner:two@postgres:5432/polyphon_journey',
      REDIS_URL: 'redis://:three@redis:6379',
    })
  })
})

describe.each(services)('the container of $name', ({ name, settings: ownSettings }) => {
  const container = serviceOf(name)
  const settings = kitSettings.extend(ownSettings.shape)

  it('hands over every setting of the service, and none that it has not', () => {
    expect(Object.keys(container.environment).toSorted()).toEqual([...Object.keys(settings.shape), ...OF_S3].toSorted())
    const loaded = loadSettings(settings, container.environment)
    expect(loaded).toMatchObject({ HOST: '0.0.0.0', PORT: 8080, KAFKA_BROKERS: 'kafka:9092' })
  })
  it('takes each setting from the environment, but for those that Compose itself decides', () => {
    const given = Object.fromEntries(Object.keys(settings.shape).map((setting) => [setting, `given ${setting}`]))
    const { environment } = serviceOf(name, given)
    const decided = Object.keys(settings.shape).filter((setting) => environment[setting] !== given[setting])
    expect(decided.filter((setting) => !DECIDED.includes(setting))).toEqual([])
  })
  it('has the defaults of the service where nothing is given', () => {
    const bare = Object.fromEntries(
      Object.entries(container.environment).filter(([setting]) => !OF_THIS_FILE.includes(setting)),
    )
    expect(Object.entries(bare).filter(([, value]) => value !== '')).toEqual([])
  })
  it('has a database of its own, as a role that is not the owner', () => {
    const [app, owner] = ['DATABASE_URL', 'MIGRATION_DATABASE_URL'].map(
      (url) => new URL(container.environment[url] ?? ''),
    )
    expect([app?.pathname, app?.username]).toEqual([`/polyphon_${name}`, `polyphon_${name}_app`])
    expect([owner?.pathname, owner?.username]).toEqual([`/polyphon_${name}`, `polyphon_${name}_owner`])
    expect(app?.password).not.toBe(owner?.password)
  })
  it('can change nothing but what it must, and waits for its servers', () => {
    expect(container).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      mem_limit: '256m',
      volumes: name === 'messaging' ? ['mail:/mail', 'blobs:/blobs'] : ['blobs:/blobs'],
      depends_on: {
        postgres: { condition: 'service_healthy' },
        kafka: { condition: 'service_healthy' },
        topics: { condition: 'service_completed_successfully' },
      },
      build: { dockerfile: 'infra/Dockerfile', args: { SERVICE: name } },
    })
  })
  it('refuses the secrets of the file in production', () => {
    const production = { ...container.environment, NODE_ENV: 'production' }
    expect(() => loadSettings(settings, production)).toThrow(/DATABASE_URL[^]*POLYPHON_ADMIN_TOKEN/)
  })
})

describe('the topics job', () => {
  it('runs the program of the kit with settings that it has', () => {
    const { environment, command } = serviceOf('topics')
    const ofKafka = Object.keys(kitSettings.shape).filter((name) => name.startsWith('KAFKA_'))
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(ofKafka))
    expect(command).toEqual(['node', 'node_modules/@polyphon/service-kit/dist/topics/main.js'])
    expect(readFileSync('packages/service-kit/src/topics/main.ts', 'utf8')).toContain('createTopics')
    for (const name of Object.keys(environment)) expect(Object.keys(kitSettings.shape)).toContain(name)
  })
})
