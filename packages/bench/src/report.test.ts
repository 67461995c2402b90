import { describe, expect, it } from 'vitest'
import { tableOf, toJson } from './report.js'
import type { Measured } from './scenario.js'

const ingest: Measured = {
  name: 'ingest',
  value: 5_432.1,
  unit: 'events/s',
  floor: 10_000,
  ratio: 0.543,
  target: '≥ 40 % of group commit',
  met: true,
  cpuMicros: { node: 101.4, postgres: 55.55, kafka: 3 },
  spread: { median: 0.543, least: 0.5, most: 0.61 },
  notes: ['p50 12 ms', 'p99 30 ms'],
}
const start: Measured = {
  ...ingest,
  name: 'start',
  value: 3.1234,
  unit: 's',
  floor: null,
  ratio: null,
  met: null,
  cpuMicros: null,
}

describe('the table', () => {
  it('has a line for each measurement, with a dash for what does not apply', () => {
    const [, , first, second] = tableOf([ingest, { ...start, spread: { median: 3, least: 2.96, most: 3.3 } }]).split(
      '\n',
    )
    expect(first).toBe(
      '| ingest | 5,432 events/s | 10,000 | 54 % | 50 %–61 % | ≥ 40 % of group commit | yes | 101 + 55.5 + 3 | p50 12 ms; p99 30 ms |',
    )
    expect(second).toMatch(/^\| start \| 3\.12 s \| – \| – \| 2\.96–3\.3 \| .* \| – \| – \|/)
  })
})

describe('the JSON', () => {
  it('has what was measured by its name', () => {
    expect(toJson([ingest])['ingest']).toMatchObject({ value: 5_432.1, floor: 10_000, ratio: 0.543, met: true })
  })
})
