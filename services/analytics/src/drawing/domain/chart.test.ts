import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../../test/xml.js'
import { drawChart } from './chart.js'
import { toCsv } from './csv.js'
import type { Chart, ChartGroup } from './parts.js'
import { axisOf } from './scale.js'

const chart = (groups: readonly ChartGroup[], changes: Partial<Chart> = {}): Chart => ({
  title: { de: 'Größe', en: 'Size' },
  unit: 'score',
  method: 't',
  every: null,
  timeZone: 'Europe/Berlin',
  columns: ['name'],
  groups,
  ...changes,
})
const group = (changes: Partial<ChartGroup> = {}): ChartGroup => ({
  by: { name: 'a' },
  value: 1,
  n: 1,
  interval: null,
  method: 't',
  ...changes,
})

// No metric tells values apart that differ by less than a billionth.
const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Math.round(value * 1e9) / 1e9)
const anyGroup = fc.record({
  by: fc.record({ name: fc.string({ unit: 'binary' }) }),
  at: fc.date({ min: new Date('1900-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
  value: fc.option(number),
  n: fc.nat(),
  interval: fc.option(fc.record({ low: number, high: number, level: fc.constant(0.95) })),
  method: fc.constant('t' as const),
})

describe('a drawing', () => {
  it('is well-formed and holds only numbers, whatever is drawn', () => {
    const form = fc.record({
      unit: fc.constantFrom('count' as const, 'share' as const, 'points' as const, 'score' as const),
      every: fc.constantFrom(null, 'PT1H' as const, 'P1M' as const),
    })
    fc.assert(
      fc.property(
        fc.array(anyGroup, { maxLength: 50 }),
        form,
        fc.constantFrom('de', 'en'),
        (groups, changes, language) => {
          const svg = drawChart(chart(groups, changes), language)
          expect(readXml(svg).name).toBe('svg')
          expect(svg.replaceAll(/<(title|desc|text)[^>]*>[^<]*/g, '')).not.toMatch(/NaN|Infinity|undefined/)
        },
      ),
    )
  })

  it('names what it leaves out', () => {
    const many = Array.from({ length: 45 }, (_, index) => group({ by: { name: `Größe ${index}` } }))
    expect(drawChart(chart(many), 'de')).toContain('und 5 weitere')
    const lines = many.map((drawn) => ({ ...drawn, at: new Date(0) }))
    expect(drawChart(chart(lines, { every: 'P1D' }), 'en')).toContain('and 39 more')
  })

  it('says when there is nothing to draw', () => {
    expect(drawChart(chart([group({ value: null, n: 0 })]), 'de')).toContain('Keine Daten')
  })
})

describe('an axis', () => {
  it('holds zero and every value between its ends', () => {
    fc.assert(
      fc.property(fc.array(number), fc.constantFrom('count' as const, 'share' as const), (values, unit) => {
        const { low, high, at, ticks } = axisOf(values, unit, 100)
        for (const value of [0, ...values]) {
          expect(at(value)).toBeGreaterThanOrEqual(-1e-6)
          expect(at(value)).toBeLessThanOrEqual(100 + 1e-6)
        }
        expect(high).toBeGreaterThan(low)
        expect(ticks.length).toBeLessThanOrEqual(9)
      }),
    )
  })
})

describe('a table', () => {
  it('holds nothing that a spreadsheet would take for a formula', () => {
    const text = toCsv(chart([group({ by: { name: '=HYPERLINK("http://e","x")' } }), group({ by: { name: '-1+1' } })]))
    expect(text).toContain('"\'=HYPERLINK(""http://e"",""x"")"')
    expect(text).toContain("'-1+1")
  })

  it('can be read back, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (names) => {
        const text = toCsv(chart(names.map((name) => group({ by: { name } }))))
        const rows = [...text.matchAll(/(?:^|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*)),1,1,,,,t(?=\r\n)/g)]
        expect(rows.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)).toEqual(
          names.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)),
        )
      }),
    )
  })
})
