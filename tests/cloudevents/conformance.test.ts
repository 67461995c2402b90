import { readFileSync } from 'node:fs'
import { readCloudEvent } from '@polyphon/contracts'
import { CloudEvent, Kafka, type Message } from 'cloudevents'
import { describe, expect, it } from 'vitest'
import { type ConformanceCase, parseCases } from './cases.js'
import { parseFeature, type Scenario } from './feature.js'

const read = (file: string): string => readFileSync(new URL(`conformance/${file}`, import.meta.url), 'utf8')
const scenarios = parseFeature(read('kafka-protocol-binding.feature'))
const cases = [...parseCases(read('v1.yaml')), ...parseCases(read('v1_minimum.yaml'))]

function step(scenario: Scenario, text: string): Scenario['steps'][number] {
  const found = scenario.steps.find((candidate) => candidate.text.startsWith(text))
  if (!found) throw new Error(`The scenario has no step "${text}"`)
  return found
}

function table(scenario: Scenario, text: string): Record<string, string> {
  return Object.fromEntries(step(scenario, text).rows.slice(1))
}

describe('the Kafka protocol binding', () => {
  it('has the three scenarios that were copied', () => {
    expect(scenarios.map((scenario) => scenario.name)).toEqual([
      'Binary content mode',
      'Structured content mode (application/cloudevents+json)',
      'Structured content mode (application/cloudevents+json; charset=utf-8)',
    ])
  })

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    const value = step(scenario, 'a Kafka message with payload').doc
    const result = readCloudEvent({ headers: table(scenario, 'Kafka headers'), value })
    if (!result.ok) throw new Error(result.reason)
    expect(Object.fromEntries(result.attributes)).toEqual(table(scenario, 'the attributes are'))
    expect(result.data).toEqual(JSON.parse(step(scenario, 'the data is equal to').doc))
  })
})

/** What a client puts on the wire: the package leaves data as it is, and a log takes text. */
function onTheWire(message: Message): Parameters<typeof readCloudEvent>[0] {
  const { headers, value } = { value: message.body, ...message }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const present = Object.entries(headers).filter(([, header]) => header !== undefined)
  return { headers: Object.fromEntries(present.map(([name, header]) => [name, String(header)])), value: text }
}

describe('an event of the conformance files, written by the cloudevents package', () => {
  it('there are eight of them', () => {
    expect(cases.map((row) => row.attributes['id'])).toEqual([
      '4321-4321-4321',
      '4321-4321-4321',
      ...[1, 2, 3, 4, 5, 6].map((number) => `conformance-000${number}`),
    ])
  })

  it.each(cases.map((row, index) => [index, row] as const))('is read as the same event: %i', (_index, row) => {
    const { specversion: _always, ...attributes } = row.attributes
    const isJson = (attributes['datacontenttype'] ?? 'application/json').startsWith('application/json')
    const data: unknown = isJson ? JSON.parse(row.data) : row.data
    const event = new CloudEvent({
      datacontenttype: 'application/json',
      ...attributes,
      ...row.extensions,
      // The package does not encode JSON strings itself.
      data: typeof data === 'string' && isJson ? row.data : data,
      source: attributes['source'] ?? '/conformance',
      type: attributes['type'] ?? '',
    })
    const written = row.mode === 'structured' ? Kafka.structured(event) : Kafka.binary(event)
    const result = readCloudEvent(onTheWire(written))
    if (!result.ok) throw new Error(result.reason)
    expect(Object.fromEntries(result.attributes)).toMatchObject({ ...expected(row), ...row.extensions })
    expect(result.data).toEqual(data)
  })
})

/** In structured mode the package writes a time with milliseconds. */
function expected({ attributes, mode }: ConformanceCase): Record<string, string> {
  const { time, ...others } = attributes
  if (time === undefined) return others
  return { ...others, time: mode === 'structured' ? new Date(time).toISOString() : time }
}
