import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadSettings, SettingsError } from '../settings/load-settings.js'
import { settingMarks } from '../settings/setting-marks.js'
import { describeSettings, faultsOfKit, kitSettings } from './settings.js'

const DATABASE_URL = 'postgres://app:geheim@127.0.0.1/polyphon'
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const folder = mkdtempSync(join(tmpdir(), 'polyphon-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Env = Readonly<Record<string, string>>

/** What is wrong with these settings, line by line; empty when they are usable. */
function faultsOf(env: Env, hasLog = true): readonly string[] {
  try {
    loadSettings(kitSettings, { DATABASE_URL, ...env }, (given) => faultsOfKit(given, hasLog))
    return []
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    expect(error.message).not.toContain('geheim')
    return error.message.split('\n  ').slice(1)
  }
}

function fileWith(text: string): string {
  const file = join(folder, String(Math.random()))
  writeFileSync(file, text)
  return file
}

describe('settings', () => {
  it('name every problem at once and repeat no value', () => {
    const wrong = { PORT: 'ninety', LOG_LEVEL: 'loud', REDIS_URL: 'geheim', DATABASE_URL: '', KAFKA_TLS_KEY: 'geheim' }
    const names = faultsOf(wrong, false).map((line) => line.split(':')[0])
    const all = ['PORT', 'LOG_LEVEL', 'REDIS_URL', 'DATABASE_URL', 'KAFKA_TLS_KEY', 'KAFKA_TLS', 'KAFKA_TLS_CERT']
    expect(names.toSorted()).toEqual([...all, 'KAFKA_BROKERS'].toSorted())
  })
  it('say that something is missing where it is missing', () => {
    expect(faultsOf({ DATABASE_URL: '' })).toEqual(['DATABASE_URL: is required'])
  })
  it('take an empty variable as not set', () => {
    expect(loadSettings(kitSettings, { DATABASE_URL, PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 8080 })
  })
  it('give the operators a port of their own', () => {
    expect(faultsOf({ PORT: '8081', OPS_PORT: '8081' })).toEqual(['OPS_PORT: must be another port than PORT'])
    expect(faultsOf({ OPS_PORT: '8080' })).toEqual(['OPS_PORT: must be another port than PORT'])
    expect(faultsOf({ PORT: '0', OPS_PORT: '0' })).toEqual([])
  })
  it('take a base path, with which the public address ends', () => {
    const ofPublicUrl = (env: Env): readonly string[] => faultsOf(env).map((line) => line.replace('PUBLIC_URL: ', ''))
    for (const wrong of ['profile', '/profile/', '//profile', '/pro file', '/.', '/profile?x'])
      expect(faultsOf({ BASE_PATH: wrong }), wrong).toEqual([expect.stringContaining('BASE_PATH: must look like')])
    expect(faultsOf({ BASE_PATH: '/cx/profile', PUBLIC_URL: 'https://host/cx/profile/' })).toEqual([])
    expect(ofPublicUrl({ BASE_PATH: '/profile', PUBLIC_URL: 'https://host' })).toEqual(['must end with BASE_PATH'])
    expect(ofPublicUrl({ BASE_PATH: '/profile', PUBLIC_URL: 'https://host/myprofile' })).toHaveLength(1)
    expect(ofPublicUrl({ PUBLIC_URL: 'https://host/?a=b' })).toEqual(['must have no query and no fragment'])
    // A gateway may cut off what it adds.
    expect(faultsOf({ PUBLIC_URL: 'https://host/profile' })).toEqual([])
  })
  it('make the table of the README', () => {
    const table = describeSettings(z.object({ COLOUR: z.string().default('red').describe('Which'), SIZE: z.string() }))
    expect(table.split('\n').slice(2)).toEqual(['| `COLOUR` | `red` | Which |', '| `SIZE` | required |  |'])
  })
  it('all have a meaning', () => {
    for (const row of describeSettings(kitSettings).split('\n').slice(2)) expect(row).not.toMatch(/\| +\|$/)
  })
})

describe('a setting in a file', () => {
  it('is the trimmed content of that file', () => {
    const env = { DATABASE_URL_FILE: fileWith(`${DATABASE_URL}\n`), PORT_FILE: fileWith(' 7001 \n') }
    expect(loadSettings(kitSettings, env)).toMatchObject({ DATABASE_URL, PORT: 7001 })
  })
  it('is refused beside the setting itself', () => {
    expect(faultsOf({ REDIS_URL: 'redis://one', REDIS_URL_FILE: fileWith('redis://two') })).toEqual([
      'REDIS_URL: is given twice, in itself and in REDIS_URL_FILE',
    ])
  })
  it('is named when the file is empty or cannot be read, and its path is not', () => {
    const missing = join(folder, 'geheim')
    expect(faultsOf({ POLYPHON_ADMIN_TOKEN_FILE: fileWith(' \n'), REDIS_URL_FILE: missing })).toEqual([
      'REDIS_URL: cannot be read from the file of REDIS_URL_FILE',
      'POLYPHON_ADMIN_TOKEN: is empty in the file of POLYPHON_ADMIN_TOKEN_FILE',
    ])
    expect(faultsOf({ DATABASE_URL: '', DATABASE_URL_FILE: missing })).toHaveLength(1)
  })
  it('is checked like any other', () => {
    expect(faultsOf({ PORT_FILE: fileWith('ninety') })[0]).toMatch(/^PORT: /)
  })
})

describe('what is said to a collector of traces', () => {
  it.each<[name: string, text: string]>([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318/v1/traces'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://collector:4318/?key=a'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:word@collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a%2'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=%ff'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=a%0D%0Ax:b'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-key=%E2%82%AC'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '0'],
    ['OTEL_TRACES_SAMPLER', 'sometimes'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_RESOURCE_ATTRIBUTES', 'team=a;b'],
  ])('is refused as %s=%s', (name, text) => {
    expect(faultsOf({ [name]: text })).toEqual([expect.stringMatching(new RegExp(`^${name}: `))])
  })
  it('is read as OpenTelemetry writes it', () => {
    const read = kitSettings.shape.OTEL_EXPORTER_OTLP_HEADERS.parse('api-key=a%2Cb, x-tenant = hof%20laden ,')
    expect(read).toEqual({ 'api-key': 'a,b', 'x-tenant': 'hof laden' })
    for (const address of ['http://collector:4318', 'https://traces.example/api/otel/'])
      expect(kitSettings.shape.OTEL_EXPORTER_OTLP_ENDPOINT.parse(address)).toBe(address)
  })
})

describe('settings that belong together', () => {
  const login = {
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_SASL_USERNAME: 'polyphon',
    KAFKA_SASL_PASSWORD: 'geheim',
  }
  const { KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD } = login
  it.each<[missing: string, env: Env]>([
    ['KAFKA_TLS', { KAFKA_TLS_CA: PEM }],
    ['KAFKA_TLS', { KAFKA_TLS_CA: PEM, KAFKA_TLS: 'false' }],
    ['KAFKA_TLS_KEY', { KAFKA_TLS: 'true', KAFKA_TLS_CERT: PEM }],
    ['KAFKA_TLS_CERT', { KAFKA_TLS: 'true', KAFKA_TLS_KEY: PEM }],
    ['KAFKA_SASL_PASSWORD', { KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME }],
    ['KAFKA_SASL_USERNAME', { KAFKA_SASL_MECHANISM, KAFKA_SASL_PASSWORD }],
    ['KAFKA_SASL_MECHANISM', { KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD }],
    ['REDIS_URL', { REDIS_TLS_CA: PEM }],
  ])('miss %s', (missing, env) => {
    expect(faultsOf(env)).toEqual([expect.stringMatching(new RegExp(`^${missing}: is required with `))])
  })
  it('are complete', () => {
    expect(faultsOf({ ...login, KAFKA_TLS: 'true', KAFKA_TLS_CA: PEM })).toEqual([])
    expect(faultsOf({ REDIS_URL: 'rediss://one', REDIS_TLS_CA: PEM })).toEqual([])
  })
  it('contradict each other', () => {
    expect(faultsOf({ REDIS_URL: 'redis://one', REDIS_TLS_CA: PEM })).toEqual([
      'REDIS_URL: must begin with rediss:// where REDIS_TLS_CA is given',
    ])
  })
  it('are required where no log is embedded', () => {
    expect(faultsOf({}, false)).toEqual(['KAFKA_BROKERS: is required where no log is embedded'])
  })
})

describe('brokers of Kafka', () => {
  it.each(['one:9092', 'one:9092,two.example:9093', '10.0.0.1:1, 10.0.0.2:65535'])('may be %s', (KAFKA_BROKERS) => {
    expect(faultsOf({ KAFKA_BROKERS }, false)).toEqual([])
  })
  it.each(['one', 'one:', ':9092', 'one:0', 'one:65536', 'one:9092,', 'kafka://one:9092', 'one:9092;two:9092'])(
    'may not be %s',
    (KAFKA_BROKERS) => {
      expect(faultsOf({ KAFKA_BROKERS }, false)).toEqual(['KAFKA_BROKERS: must be a comma list of host:port'])
    },
  )
})

describe('the address of a database', () => {
  it.each(['localhost', 'http://one/two', 'postgres://one:two:three/four', 'postgres://role:%zz@one/two'])(
    'may not be %s',
    (url) => {
      expect(faultsOf({ DATABASE_URL: url })[0]).toMatch(/^DATABASE_URL: must look like/)
    },
  )
})

describe('a secret of an example', () => {
  const inBase64 = Buffer.from('this is dev-only and long').toString('base64')
  const wrong = {
    DATABASE_URL: 'postgres://app:dev-only-app@db/polyphon',
    MIGRATION_DATABASE_URL: 'postgres://owner:dev%2Donly@db/polyphon',
    REDIS_URL: 'redis://:dev-only@cache',
    POLYPHON_ADMIN_TOKEN: `whsec_${inBase64}`,
    KAFKA_SASL_MECHANISM: 'plain',
    KAFKA_SASL_USERNAME: 'polyphon',
    KAFKA_SASL_PASSWORD: 'dev-only-kafka',
  }
  it('is refused in production, by name, from a file too', () => {
    const { POLYPHON_ADMIN_TOKEN: token, ...others } = wrong
    const env = { ...others, POLYPHON_ADMIN_TOKEN_FILE: fileWith(token), NODE_ENV: 'production' }
    const names = ['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'REDIS_URL', 'POLYPHON_ADMIN_TOKEN', 'KAFKA_SASL_PASSWORD']
    const detail = 'is a secret of an example, which production must not use'
    expect(faultsOf(env).toSorted()).toEqual(names.map((name) => `${name}: ${detail}`).toSorted())
  })
  it('is fine elsewhere', () => {
    expect(faultsOf(wrong)).toEqual([])
    expect(faultsOf({ ...wrong, NODE_ENV: 'development' })).toEqual([])
  })
  it('is refused wherever NODE_ENV is neither development nor test, from a file too', () => {
    const token = { POLYPHON_ADMIN_TOKEN: 'dev-only-admin-token' }
    for (const named of [{ NODE_ENV: 'prod' }, { NODE_ENV: ' production ' }, { NODE_ENV_FILE: fileWith('production') }])
      expect(faultsOf({ ...token, ...named })).toHaveLength(1)
  })
  it.each([
    ['postgres://a:x&dev-only@h/x'],
    [`postgres://a:${Buffer.from('>>>dev-only!').toString('base64')}@h/x`],
    ['postgres://a:100%dev-only@h/x'],
  ])('is found in %s', (url) => {
    expect(faultsOf({ DATABASE_URL: url, NODE_ENV: 'production' })).toHaveLength(1)
  })
  it('is none where only a host or a role has such a name', () => {
    const env = { DATABASE_URL: 'postgres://dev-only:real@dev-only/polyphon', NODE_ENV: 'production' }
    expect(faultsOf(env)).toEqual([])
  })
  it('is looked for in every setting that can hold one', () => {
    const suspicious = Object.entries(kitSettings.shape).filter(([name]) =>
      /PASSWORD|TOKEN|SECRET|KEY|_URL$/.test(name),
    )
    const unmarked = suspicious.filter(([, field]) => settingMarks.get(field)?.secret === undefined)
    expect(unmarked.map(([name]) => name)).toEqual(['PUBLIC_URL'])
  })
})
