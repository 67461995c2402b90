import { z } from 'zod'
import { blobStore } from '../blobs/store-address.js'
import { connectionTo } from '../db/address.js'
import { outsideAllow } from '../outside/addresses.js'
import { readRetention } from '../personal/retention.js'
import { secretsKeys } from '../secrets/keyring.js'
import type { SettingFault } from '../settings/load-settings.js'
import { settingMarks } from '../settings/setting-marks.js'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const count = (least: number, most: number): z.ZodCoercedNumber => z.coerce.number().int().min(least).max(most)

const address = (protocol: RegExp, form: string): z.ZodString =>
  z.string().refine((text) => protocol.test(text) && isReadable(text), `must look like ${form}`)
const postgres = address(/^postgres(ql)?:\/\//, 'postgres://role:password@host:5432/database')
const pem = z.string().refine((text) => /-----BEGIN [A-Z ]+-----/.test(text), 'must be PEM text')
const brokers = z.string().refine((list) => list.split(',').every(isBroker), 'must be a comma list of host:port')

/** W3C's form of a list of names with values, which OpenTelemetry uses everywhere. */
const pairs = z
  .string()
  .default('')
  .transform((text, context): Readonly<Record<string, string>> => {
    const given = text.split(',').filter((pair) => pair.trim() !== '')
    const read = given.map((pair) => /^\s*([\w.!#$&^`|~*+-]+)\s*=\s*([^,;\s]*)\s*$/.exec(pair))
    const named = read.map((match) => [match?.[1] ?? null, decodePart(match?.[2])] as const)
    if (named.some(([name, value]) => name === null || value === null))
      context.addIssue({ code: 'custom', message: 'must be a comma list of name=value' })
    return Object.fromEntries(named.map(([name, value]) => [name ?? '', value ?? '']))
  })

/** What percent signs stand for; null where they stand for nothing. */
function decodePart(text = ''): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

// With a character that a header cannot have every export would fail, and nothing before.
const headers = pairs.refine(
  (values) => Object.values(values).every((value) => /^[\u0020-\u007E]*$/.test(value)),
  'must have values that a header can have',
)

// What comes behind it is added: an address with its own path to traces, as other programs take it, would lead to nothing.
const collector = address(/^https?:\/\//, 'http://collector:4318').refine(
  (text) => !/[?#@]|\/v1\/traces\/*$/.test(text),
  'must be without /v1/traces, query and user: it is `http://collector:4318`, and a password is one of the headers',
)

/** Settings that every service has. `.describe()` makes the table in its README. */
export const kitSettings = z.object({
  NODE_ENV: z
    .string()
    .optional()
    .describe(
      '`production`, and anything but `development` and `test`, refuses every secret that comes from an example',
    ),
  PORT: count(0, 65_535).default(8080).describe('Port of the HTTP API; 0 takes a free one'),
  OPS_PORT: count(0, 65_535)
    .optional()
    .describe(
      'A second port for `/livez`, `/readyz`, `/startupz` and `/metrics`; `/metrics` is no more at `PORT` then',
    ),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; `0.0.0.0` in a container'),
  BASE_PATH: z
    .string()
    .regex(/^(\/[A-Za-z0-9][A-Za-z0-9._~-]*)*$/, 'must look like /profile, without a slash at its end')
    .default('')
    .describe(
      'What every path begins with where several services share one origin, such as `/profile`; probes and metrics are answered without it too',
    ),
  PUBLIC_URL: z
    .url()
    .optional()
    .describe('How this service is reached from outside, with its base path; part of the links it makes'),
  DATABASE_URL: postgres
    .describe('PostgreSQL, as a role that owns no table; `sslmode=` and `sslrootcert=` count')
    .register(settingMarks, { secret: 'password' }),
  MIGRATION_DATABASE_URL: postgres
    .optional()
    .describe('The same database as its owner; with it the service migrates itself at start')
    .register(settingMarks, { secret: 'password' }),
  DATABASE_TLS_CA: pem
    .optional()
    .describe('PEM of who signs PostgreSQL’s certificate; with it every connection is TLS and verified'),
  DATABASE_POOL: count(2, 200)
    .default(10)
    .describe('Most connections to the database; three quarters are the most of one workspace'),
  DATABASE_SCAN_POOL: count(1, 50)
    .default(3)
    .describe('Connections on top of these for questions that read much; one workspace has at most half of them'),
  DATABASE_SCAN_LIMIT_MS: count(100, 15_000)
    .default(10_000)
    .describe('How long a statement of such a question may take before it is refused'),
  KAFKA_BROKERS: brokers.optional().describe('Comma list of `host:port`; required unless embedded'),
  KAFKA_TLS: flag
    .default(false)
    .describe('Speak TLS with Kafka')
    .register(settingMarks, { requiredWith: ['KAFKA_TLS_CA', 'KAFKA_TLS_CERT', 'KAFKA_TLS_KEY'] }),
  KAFKA_TLS_CA: pem.optional().describe('PEM of who signs the brokers’ certificates, unless Node.js trusts them'),
  KAFKA_TLS_CERT: pem
    .optional()
    .describe('PEM of this client’s own certificate')
    .register(settingMarks, { requiredWith: ['KAFKA_TLS_KEY'] }),
  KAFKA_TLS_KEY: pem
    .optional()
    .describe('PEM of the key of that certificate')
    .register(settingMarks, { secret: 'value', requiredWith: ['KAFKA_TLS_CERT'] }),
  KAFKA_SASL_MECHANISM: z
    .enum(['plain', 'scram-sha-256', 'scram-sha-512'])
    .optional()
    .describe('How to log in to Kafka: `plain`, `scram-sha-256`, `scram-sha-512`')
    .register(settingMarks, { requiredWith: ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] }),
  KAFKA_SASL_USERNAME: z
    .string()
    .optional()
    .describe('Who logs in to Kafka')
    .register(settingMarks, { requiredWith: ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_PASSWORD'] }),
  KAFKA_SASL_PASSWORD: z
    .string()
    .optional()
    .describe('The password of that user')
    .register(settingMarks, { secret: 'value', requiredWith: ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME'] }),
  KAFKA_PARTITIONS: count(1, 512).default(6).describe('Partitions of a topic that is missing and therefore created'),
  KAFKA_REPLICATION: count(1, 5).default(1).describe('Replicas of a topic that is created'),
  REDIS_URL: address(/^rediss?:\/\//, 'redis://host:6379 or rediss://…')
    .optional()
    .describe('Redis for rate limits, `rediss://` for TLS; without it each process counts for itself')
    .register(settingMarks, { secret: 'password', requiredWith: ['REDIS_TLS_CA'] }),
  REDIS_TLS_CA: pem.optional().describe('PEM of who signs Redis’ certificate, unless Node.js trusts it'),
  POLYPHON_ADMIN_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token of the operator; without it no admin calls')
    .register(settingMarks, { secret: 'value' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: collector
    .optional()
    .describe(
      'Collector that traces are handed to, by OTLP over HTTP (protobuf) at `/v1/traces`; without it nothing is traced',
    ),
  OTEL_EXPORTER_OTLP_HEADERS: headers
    .describe('Headers for the collector, `name=value,…`, values percent-encoded')
    .register(settingMarks, { secret: 'value' }),
  OTEL_EXPORTER_OTLP_TIMEOUT: count(100, 60_000).default(10_000).describe('Longest time for handing over, in ms'),
  OTEL_TRACES_SAMPLER: z
    .enum(['always_on', 'always_off', 'traceidratio'])
    .or(z.enum(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio']))
    .default('parentbased_always_on')
    .describe(
      'Which traces are recorded; `parentbased_…` records what callers record, the others decide for themselves (for APIs that anybody may call)',
    ),
  OTEL_TRACES_SAMPLER_ARG: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Share of traces, with `traceidratio` or `parentbased_traceidratio`'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.describe(
    'What every span says of its environment, `deployment.environment.name=prod,…`',
  ),
  RATE_LIMIT_PER_MINUTE: count(1, 100_000_000).default(600_000).describe('Requests a minute for each credential'),
  TRUST_PROXY: flag.default(false).describe('Take the caller’s address from `X-Forwarded-For`'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('pino level'),
  RETENTION_DAYS: z
    .string()
    .default('')
    .transform(readRetention)
    .describe(
      'For how many days classes of personal data are kept, such as `interactions=365,messages=730`; what is not named is kept for ever ([classes](../../docs/personal-data.md))',
    ),
  RECENT_EVENTS_HOURS: count(1, 168)
    .default(24)
    .describe('For how many hours what is published can be read again by streams and polls'),
  IMPORT_LARGEST_BYTES: count(1_024, 10_737_418_240)
    .default(104_857_600)
    .describe('Largest file that is imported, in bytes'),
  BLOB_STORE: blobStore,
  SECRETS_KEYS: secretsKeys.optional().register(settingMarks, { secret: 'value' }),
  OUTSIDE_ALLOW: outsideAllow,
  SHUTDOWN_GRACE_MS: count(0, 60_000)
    .default(0)
    .describe('How long to stay up, not ready, before closing; 5000 behind a load balancer'),
})
export type KitSettings = z.output<typeof kitSettings>

function isReadable(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { username, password, pathname } = new URL(url)
  return [username, password, pathname].every((part) => !/%(?![0-9a-f]{2})/i.test(part))
}

function isBroker(text: string): boolean {
  const [, port] = /^[^\s:/]+:(\d{1,5})$/.exec(text.trim()) ?? []
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535
}

/** What two settings of the kit say against each other, and what is missing where no log is brought along. */
export function faultsOfKit(given: ReadonlyMap<string, string>, hasLog: boolean): readonly SettingFault[] {
  const faults: SettingFault[] = []
  if (!hasLog && !given.has('KAFKA_BROKERS'))
    faults.push({ name: 'KAFKA_BROKERS', detail: 'is required where no log is embedded' })
  faults.push(...faultsOfPublicUrl(given.get('PUBLIC_URL'), given.get('BASE_PATH') ?? ''))
  const [port, opsPort] = [given.get('PORT') ?? '8080', given.get('OPS_PORT')]
  if (port !== '0' && port === opsPort) faults.push({ name: 'OPS_PORT', detail: 'must be another port than PORT' })
  if (given.has('REDIS_TLS_CA') && given.get('REDIS_URL')?.startsWith('redis://') === true)
    faults.push({ name: 'REDIS_URL', detail: 'must begin with rediss:// where REDIS_TLS_CA is given' })
  for (const name of ['DATABASE_URL', 'MIGRATION_DATABASE_URL']) {
    const detail = faultOfAddress(given.get(name))
    if (detail !== null) faults.push({ name, detail })
  }
  return faults
}

/** A link that leads past the service is found by people who cannot mend it. */
function faultsOfPublicUrl(url: string | undefined, basePath: string): readonly SettingFault[] {
  const fault = (detail: string): readonly SettingFault[] => [{ name: 'PUBLIC_URL', detail }]
  if (url === undefined || !URL.canParse(url)) return []
  const { pathname, search, hash } = new URL(url)
  if (search !== '' || hash !== '') return fault('must have no query and no fragment')
  return pathname.replace(/\/+$/, '').endsWith(basePath) ? [] : fault('must end with BASE_PATH')
}

/** How people reach a service; the links that it makes begin with it. No slash at its end. */
export const publicUrlOf = ({
  PUBLIC_URL,
  HOST,
  PORT,
  BASE_PATH,
}: Pick<KitSettings, 'PUBLIC_URL' | 'HOST' | 'PORT' | 'BASE_PATH'>): string =>
  (PUBLIC_URL ?? `http://${HOST}:${PORT}${BASE_PATH}`).replace(/\/+$/, '')

function faultOfAddress(url: string | undefined): string | null {
  if (url === undefined) return null
  try {
    connectionTo({ url })
    return null
  } catch (error) {
    const isFile = error instanceof Error && 'syscall' in error
    return isFile ? 'names a file that cannot be read' : 'has a parameter that cannot be used'
  }
}

/** The rows of the Settings table of a README: name, default, meaning. */
export function describeSettings(schema: z.ZodObject): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const rows = Object.entries(properties).map(([name, field]) => {
    if (typeof field === 'boolean') return `| \`${name}\` | | |`
    const fallback = field.default === undefined ? '' : `\`${JSON.stringify(field.default).replaceAll('"', '')}\``
    return `| \`${name}\` | ${required.includes(name) ? 'required' : fallback} | ${field.description ?? ''} |`
  })
  return ['| name | default | meaning |', '| --- | --- | --- |', ...rows].join('\n')
}
