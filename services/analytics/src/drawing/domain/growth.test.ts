import { expectSlowGrowth, type Hostile } from '@polyphon/testkit/growth'
import { describe, it } from 'vitest'
import type { Granularity } from '../../facts/domain/period.js'
import { textsOf } from '../../facts/domain/texts.js'
import { drawChart } from './chart.js'
import { toCsv } from './csv.js'
import type { Chart, ChartGroup } from './parts.js'

const groupOf = (label: string, at: number): ChartGroup => ({
  by: { 'property.größe': label },
  at: new Date(at * 86_400_000),
  value: 0.5,
  n: 2,
  interval: { low: 0.1, high: 0.9, level: 0.95 },
  method: 'wilson',
})
const chartOf = (every: Granularity | null, groups: readonly ChartGroup[]): Chart => ({
  title: { de: 'Maß', en: 'Measure' },
  unit: 'share',
  method: 'wilson',
  every,
  timeZone: 'Europe/Berlin',
  endOf: (at) => new Date(at.getTime() + 86_400_000),
  range: { min: 0, max: 1 },
  columns: ['property.größe'],
  groups,
})

describe('the work that an answer makes', () => {
  it('grows no faster than a label', async () => {
    const draw = (label: string): void => {
      for (const every of [null, 'P1D'] as const) {
        const chart = chartOf(every, [groupOf(label, 0), groupOf('', 1)])
        drawChart(chart, 'de')
        toCsv(chart)
      }
    }
    const labels = ['<', '"', '\r\n', '=', '😀', '\ud83d', '\0'].map((unit): [string, Hostile] => [
      unit,
      (bytes) => unit.repeat(bytes / unit.length),
    ])
    await expectSlowGrowth(draw, new Map(labels))
  }, 120_000)

  it('grows no faster than the groups', async () => {
    const groups = new Map<string, Hostile>([
      ['of one moment each', (bytes) => 'x,'.repeat(bytes / 200)],
      ['of one series', (bytes) => ','.repeat(bytes / 100)],
      ['of many series', (bytes) => Array.from({ length: bytes / 200 }, (_, index) => `"${index}"`).join(',')],
    ])
    const draw = (text: string): void => {
      const all = text.split(',').map(groupOf)
      for (const every of [null, 'P1D'] as const) drawChart(chartOf(every, all), 'en')
      toCsv(chartOf('P1D', all))
    }
    await expectSlowGrowth(draw, groups)
  }, 120_000)

  it('grows no faster than the properties that came along', async () => {
    const many: Hostile = (bytes) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: bytes / 12 }, (_, index) => [`p${index}`, 'ü'])))
    await expectSlowGrowth((text) => textsOf(JSON.parse(text)), new Map([['many', many]]))
    await expectSlowGrowth((text) => textsOf({ a: text, [text]: 1 }))
  }, 120_000)
})
