import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topics } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'

// No worker is run: the configuration is held against the keys that the connectors document.

const folder = join(import.meta.dirname, '../infra/kafka-connect')
type Config = Readonly<Record<string, string>>
interface Documented {
  readonly source: readonly string[]
  readonly version: string
  readonly required: readonly string[]
  readonly keys: readonly string[]
}
const known: Readonly<Record<string, Documented>> = JSON.parse(readFileSync(join(folder, 'keys.json'), 'utf8'))
const files = readdirSync(folder).filter((file) => file.endsWith('-sink.json'))
const read = (file: string): { readonly name: string; readonly config: Config } =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'))

/** What is wrong with a configuration, a sentence each. */
function faultsOf(config: Config): readonly string[] {
  const documented = known[config['connector.class'] ?? '']
  const connect = known['connect']
  if (documented === undefined || connect === undefined) return [`${config['connector.class']} is not documented`]
  const allowed = new Set([...connect.keys, ...documented.keys])
  const named = (config['transforms'] ?? '').split(',').filter((name) => name !== '')
  const general = (key: string): string => {
    const [first, name = '', ...rest] = key.split('.')
    return first === 'transforms' && named.includes(name) ? ['transforms', '<name>', ...rest].join('.') : key
  }
  const secret = /(?:secret|password|passphrase|private\.key|access\.key\.id)/
  return [
    ...Object.keys(config)
      .filter((key) => !allowed.has(general(key)))
      .map((key) => `${key} is unknown`),
    ...[...connect.required, ...documented.required]
      .filter((key) => key !== 'name' && !config[key])
      .map((key) => `${key} is missing`),
    ...('topics' in config === 'topics.regex' in config ? ['either topics or topics.regex'] : []),
    ...Object.entries(config)
      .filter(([key, value]) => secret.test(key) && !value.startsWith('${file:'))
      .map(([key]) => `${key} is a secret in the open`),
  ]
}

const topicsOf = (config: Config): readonly string[] => {
  const { topics: listed, 'topics.regex': pattern } = config
  if (pattern === undefined) return (listed ?? '').split(',')
  return topics.map(({ name }) => name).filter((name) => new RegExp(`^(?:${pattern})$`).test(name))
}

describe.each(files)('the configuration of %s', (file) => {
  const { name, config } = read(file)

  it('has the keys that its connector documents, and all that it needs', () => {
    expect(name).toMatch(/^polyphon-/)
    expect(faultsOf(config)).toEqual([])
  })

  it('is refused with a key that nobody knows, without one that it needs, and with a secret', () => {
    expect(faultsOf({ ...config, 'flush.size': '1' })).toEqual(['flush.size is unknown'])
    expect(faultsOf({ ...config, 'transforms.other.type': 'x' })).toEqual(['transforms.other.type is unknown'])
    for (const key of known[config['connector.class'] ?? '']?.required ?? []) {
      const { [key]: _missing, ...rest } = config
      expect(faultsOf(rest)).toEqual([`${key} is missing`])
    }
    const [secret = ''] = Object.keys(config).filter((key) => /secret|private/.test(key))
    expect(faultsOf({ ...config, [secret]: 'abc' })).toEqual([`${secret} is a secret in the open`])
    expect(faultsOf({ ...config, topics: 'a', 'topics.regex': 'b' })).toEqual(['either topics or topics.regex'])
  })

  it('reads facts and state, and neither keys, orders, dead letters nor what is still to be applied', () => {
    const names = topicsOf(config)
    expect(names.filter((topic) => !topics.some((each) => each.name === topic))).toEqual([])
    expect(names).toEqual(expect.arrayContaining(['polyphon.feedback', 'polyphon.profile.people']))
    expect(names.filter((topic) => /\.(?:workspaces|orders|dead|collected)$/.test(topic))).toEqual([])
  })

  it('takes records as they are: keys and headers are texts, values JSON, and no link travels', () => {
    expect(config).toMatchObject({
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'header.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
      'value.converter.schemas.enable': 'false',
      'transforms.withoutLinks.exclude': 'url',
    })
  })

  it('names tables of topics that it reads', () => {
    const map = (config['snowflake.topic2table.map'] ?? '').split(',').filter((pair) => pair !== '')
    const mapped = map.map((pair) => pair.split(':')[0] ?? '')
    expect(mapped).toEqual(map.length === 0 ? [] : topicsOf(config))
  })
})

it('says of each list of keys where it is from', () => {
  expect(files.length).toBe(2)
  for (const { source, version, keys, required } of Object.values(known)) {
    expect([version, ...source].join(' ')).toMatch(/\d.*https:\/\//)
    expect(new Set(keys).size).toBe(keys.length)
    expect(required.filter((key) => !keys.includes(key))).toEqual([])
  }
})
