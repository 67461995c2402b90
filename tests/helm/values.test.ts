import { services } from '@polyphon/local-stack'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { kitSettings } from '../../packages/service-kit/src/runtime.js'
import { given, read, schema, type Values } from './chart.js'

// What can be said of the chart's values without Helm.

const ajv = new Ajv({ strict: false, allErrors: true })
const validate = ajv.compile(schema)
const problemsOf = (values: Values): readonly string[] =>
  validate(values) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)

const ownValues: Values = parse(read('values.yaml'), { merge: true })
const at = (...path: readonly string[]): Record<string, Record<string, unknown>> =>
  // oxlint-disable-next-line typescript/no-explicit-any -- the schema is read as the JSON that it is
  path.reduce((found: any, name) => found.properties[name], schema)

const DECIDED = ['HOST', 'PORT', 'OPS_PORT', 'MAIL_FOLDER', 'BASE_PATH']
const OWNER = 'MIGRATION_DATABASE_URL'

describe('the values of the chart', () => {
  it('are what their schema says, and so are those with which it is tried', () => {
    expect(problemsOf(ownValues)).toEqual([])
    expect(Object.keys(given).toSorted()).toEqual(['alone', 'full', 'lag', 'small'])
    for (const [name, values] of Object.entries(given)) expect(problemsOf(values), name).toEqual([])
  })
  it('name every value that the schema knows, so that they can be read off', () => {
    const { global: _global, ...known } = at()['properties'] as Values
    expect(Object.keys(ownValues).toSorted()).toEqual(Object.keys(known).toSorted())
  })
  it('say nothing that the schema does not know', () => {
    for (const wrong of [
      { replica: 2 },
      { settings: { KAFKA_BROKER: 'k:9092' } },
      { settings: { INGEST_MODE: 'log' } },
      { settings: { PORT: 9000 } },
      { services: { profile: { replicas: -1 } } },
      { services: { profile: { autoscaling: { by: 'both' } } } },
      { services: { billing: {} } },
      { services: { messaging: { settings: { MAIL_PROVIDER: 'pigeon' } } } },
      { secrets: { keys: ['NO_SETTING'] } },
      { services: { profile: { secrets: { keys: [OWNER] } } } },
    ])
      expect(problemsOf(wrong), JSON.stringify(wrong)).not.toEqual([])
  })
  it('hold no secret', () => {
    for (const [name, value] of [
      ['DATABASE_URL', 'postgres://a:b@c/d'],
      ['KAFKA_SASL_PASSWORD', 'x'],
      ['POLYPHON_ADMIN_TOKEN', 'x'.repeat(20)],
    ] as const) {
      expect(problemsOf({ settings: { [name]: value } }), name).not.toEqual([])
      expect(problemsOf({ services: { profile: { settings: { [name]: value } } } }), name).not.toEqual([])
    }
  })
})

describe.each(services)('the settings of $name', ({ name, settings: ofService }) => {
  const settings = kitSettings.extend(ofService.shape)
  const { settings: open = {}, secrets = {}, owner = {} } = at('services', name)['properties'] as Record<string, Values>
  const named = Object.keys(open['properties'] ?? {})
  const keysOf = (part: Values): readonly string[] =>
    // oxlint-disable-next-line typescript/no-explicit-any -- the schema is read as the JSON that it is
    (part as any).properties.keys.items.enum

  it('can all be handed over, as values or in a Secret, unless the chart decides them', () => {
    const all = Object.keys(settings.shape).toSorted()
    const decided = DECIDED.filter((setting) => all.includes(setting))
    expect([...new Set([...named, ...keysOf(secrets), ...keysOf(owner), ...decided])].toSorted()).toEqual(all)
    expect(keysOf(owner)).toEqual([OWNER])
    for (const setting of decided) expect(named).not.toContain(setting)
  })
  it('are known to the templates, with what the service reads', () => {
    const facts = JSON.parse(read('files/services.json'))[name]
    expect(facts.settings).toEqual(Object.keys(settings.shape))
    expect(facts.readers.length).toBeGreaterThan(1)
  })
  it('are taken by the service in every form that the values may have', () => {
    // oxlint-disable-next-line typescript/no-explicit-any -- the schema is read as the JSON that it is
    const fields: Readonly<Record<string, any>> = (open as any).properties
    for (const [setting, field] of Object.entries(fields)) {
      const forms: readonly unknown[] =
        field.enum ?? (['integer', 'number'].includes(field.type) ? [field.minimum, field.maximum] : [])
      for (const form of forms) {
        expect(problemsOf({ services: { [name]: { settings: { [setting]: form } } } })).toEqual([])
        const taken = settings.shape[setting]?.safeParse(String(form))
        expect(taken?.success, `${setting}=${String(form)}`).toBe(true)
      }
    }
  })
})
