import { z } from 'zod'

const flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const count = (least: number, most: number): z.ZodCoercedNumber => z.coerce.number().int().min(least).max(most)

/** Settings that every service has. `.describe()` makes the table in its README. */
export const kitSettings = z.object({
  PORT: count(0, 65_535).default(8080).describe('Port of the HTTP API; 0 takes a free one'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; `0.0.0.0` in a container'),
  PUBLIC_URL: z.url().optional().describe('How this service is reached from outside; part of the links it makes'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .describe('PostgreSQL, as a role that owns no table'),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional()
    .describe('The same database as its owner; with it the service migrates itself at start'),
  DATABASE_POOL: count(2, 200).default(10).describe('Most connections to the database'),
  KAFKA_BROKERS: z.string().min(1).optional().describe('Comma list of `host:port`; required unless embedded'),
  KAFKA_PARTITIONS: count(1, 512).default(6).describe('Partitions of a topic that is missing and therefore created'),
  KAFKA_REPLICATION: count(1, 5).default(1).describe('Replicas of a topic that is created'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//)
    .optional()
    .describe('Redis for rate limits; without it each process counts for itself'),
  POLYPHON_ADMIN_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Bearer token of the operator; without it no admin calls'),
  RATE_LIMIT_PER_MINUTE: count(1, 100_000_000).default(600_000).describe('Requests a minute for each credential'),
  TRUST_PROXY: flag.default(false).describe('Take the caller’s address from `X-Forwarded-For`'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info').describe('pino level'),
  SHUTDOWN_GRACE_MS: count(0, 60_000)
    .default(0)
    .describe('How long to stay up, not ready, before closing; 5000 behind a load balancer'),
})
export type KitSettings = z.output<typeof kitSettings>

/** Thrown when settings are missing or wrong; the message names each of them and repeats no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** Reads settings once, at start, and names every problem at the same time. */
export function loadSettings<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  // An empty variable is what compose files and shells leave behind for "not set".
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new SettingsError(`The settings are not usable:\n${problems.join('\n')}`)
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
