import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readXml } from '../../../test/xml.js'
import { drawChart } from './chart.js'
import { toCsv } from './csv.js'
import type { Chart, ChartGroup } from './parts.js'
import { axisOf } from './scale.js'

const DAY_MS = 86_400_000

const chart = (groups: readonly ChartGroup[], changes: Partial<Chart> = {}): Chart => ({
  title: { de: 'Größe', en: 'Size' },
  unit: 'score',
  method: 't',
  every: null,
  timeZone: 'Europe/Berlin',
  endOf: (at) => new Date(at.getTime() + DAY_MS),
  range: null,
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

  const pointsOf = (svg: string): readonly number[] =>
    [...svg.matchAll(/<polyline [^>]*points="([^"]*)"/g)].map(([, points = '']) => points.split(' ').length)
  const onDay = (day: number, changes: Partial<ChartGroup> = {}): ChartGroup =>
    group({ at: new Date(day * DAY_MS), ...changes })

  it('has a line for each group, also where two read alike', () => {
    const columns = ['a', 'b']
    const pairs = [
      { a: '', b: 'x' },
      { a: 'not given', b: 'x' },
      { a: 'a', b: 'b · c' },
      { a: 'a · b', b: 'c' },
    ]
    const svg = drawChart(
      chart(
        pairs.flatMap((by) => [1, 2].map((day) => onDay(day, { by }))),
        { every: 'P1D', columns },
      ),
      'en',
    )
    expect(pointsOf(svg)).toEqual([2, 2, 2, 2])
    for (const label of ['not given · x', '“not given” · x', 'a · “b · c”', '“a · b” · c'])
      expect(svg).toContain(`<title>${label}</title>`)
  })

  it('breaks a line where buckets have nothing in them', () => {
    const svg = drawChart(
      chart(
        [1, 2, 9, 10, 20].map((day) => onDay(day)),
        { every: 'P1D' },
      ),
      'en',
    )
    expect(pointsOf(svg)).toEqual([2, 2, 1])
    expect([...svg.matchAll(/<circle/g)]).toHaveLength(5)
  })

  it('names what its groups are told apart by, also aloud and where there is one group only', () => {
    for (const every of [null, 'P1D'] as const) {
      const svg = drawChart(chart([onDay(1)], { every, columns: ['property.Größe'] }), 'de')
      expect(svg).toMatch(/<text class="quiet"[^>]*>property\.Größe<\/text>/)
      expect(svg).toContain('>nach property.Größe: ')
      expect(svg).toMatch(/<text class="label"[^>]*>a<\/text>/)
    }
    expect(drawChart(chart([group({ by: {} })], { columns: [] }), 'de')).not.toContain('nach')
  })

  it('has ids of its own on a page with others', () => {
    const idsOf = (svg: string): readonly string[] => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id)
    const first = idsOf(drawChart(chart([group()]), 'de', 'a'))
    const other = idsOf(drawChart(chart([group()]), 'de', 'b'))
    expect(new Set([...first, ...other]).size).toBe(4)
    expect(drawChart(chart([group()]), 'de', 'a')).toContain(`aria-labelledby="${first.join(' ')}"`)
  })

  it('writes what is rounded to zero without a sign', () => {
    for (const unit of ['score', 'points', 'share', 'count'] as const)
      expect(drawChart(chart([group({ value: -0.00001 }), group({ value: -0 })], { unit }), 'en')).not.toMatch(/[-−]0/)
    expect(drawChart(chart([group({ value: -0.5 })]), 'en')).toContain('>-0.50<')
  })

  it('cuts no letter of a long label in two', () => {
    const family = '👨‍👩‍👧‍👦'
    const svg = drawChart(chart([group({ by: { name: family.repeat(40) } })]), 'en')
    expect(svg).toContain(`>${family.repeat(29)}…</text>`)
    expect(drawChart(chart([group({ by: { name: family.repeat(30) } })]), 'en')).toContain(
      `>${family.repeat(30)}</text>`,
    )
    expect(drawChart(chart([group({ by: { name: `e${'\u0301'.repeat(2_000)}` } })]), 'en')).toContain('>…</text>')
  })

  it('says when there is nothing to draw', () => {
    expect(drawChart(chart([group({ value: null, n: 0 })]), 'de')).toContain('Keine Daten')
  })
})

describe('an axis', () => {
  it.each([
    ['score', { min: 1, max: 5 }, [3.7], [0, 1, 2, 3, 4, 5]],
    ['score', { min: 1, max: 7 }, [2], [0, 2, 4, 7]],
    ['score', { min: -1, max: 1 }, [0.3], [-1, -0.5, 0, 0.5, 1]],
    ['share', { min: 0, max: 1 }, [0.97], [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['share', { min: 0, max: 1 }, [0.42], [0, 0.1, 0.2, 0.3, 0.4, 0.5]],
    ['points', { min: -100, max: 100 }, [-95, 60], [-100, -50, 0, 50, 100]],
    ['count', null, [3], [0, 1, 2, 3]],
    ['count', null, [17], [0, 5, 10, 15, 20]],
  ] as const)(
    'of a %s begins at zero and ends at a round number, never behind its scale',
    (unit, range, values, ends) => {
      const { ticks, low, high } = axisOf(values, { unit, range }, 100)
      expect(ticks.map((tick) => Math.round(tick * 100) / 100)).toEqual(ends)
      expect([low, high]).toEqual([ticks[0], ticks.at(-1)])
    },
  )

  it('holds zero and every value between its ends', () => {
    fc.assert(
      fc.property(fc.array(number), fc.constantFrom('count' as const, 'share' as const), (values, unit) => {
        const { low, high, at, ticks } = axisOf(values, { unit, range: null }, 100)
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

const isGuarded = (name: string): boolean =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(name) && !/^[+-]\d+([.,]\d+)*([eE][+-]?\d+)?$/.test(name)

describe('a table', () => {
  it('leaves numbers as they are', () => {
    const numbers = ['-5', '-0.25', '-1,5', '+491701234567', '-1e9']
    const text = toCsv(chart(numbers.map((name) => group({ by: { name }, value: -2 }))))
    expect(text).not.toContain("'")
    expect(text).toContain('"-1,5",-2,')
  })

  it('guards whatever begins like a formula', () => {
    for (const name of ['=1+1', '@sum', '-2+3', '+49 30 123456', '\t=1', '\r=1', '\n=1', '＝1+1', '-'])
      expect(toCsv(chart([group({ by: { name } })]))).toContain(`'${name}`)
    expect(toCsv(chart([group({ by: { name: "'already" } })]))).toContain("\r\n'already,")
  })

  it('says how many of the n, and in which zone its buckets begin', () => {
    const text = toCsv(chart([group({ at: new Date(0), value: 0.5, n: 4, count: 2 })], { every: 'P1D' }))
    expect(text).toBe(
      'name,at,value,n,low,high,level,method,count,timeZone\r\na,1970-01-01T00:00:00.000Z,0.5,4,,,,t,2,Europe/Berlin\r\n',
    )
  })

  it('begins with a byte order mark where one is wanted', () => {
    expect(toCsv(chart([]), { isMarked: true })).toBe('\ufeffname,value,n,low,high,level,method,count\r\n')
  })

  it('holds nothing that a spreadsheet would take for a formula', () => {
    const text = toCsv(chart([group({ by: { name: '=HYPERLINK("http://e","x")' } }), group({ by: { name: '-1+1' } })]))
    expect(text).toContain('"\'=HYPERLINK(""http://e"",""x"")"')
    expect(text).toContain("'-1+1")
  })

  it('can be read back, whatever the names are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (names) => {
        const text = toCsv(chart(names.map((name) => group({ by: { name } }))))
        const rows = [...text.matchAll(/(?:^|\r\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*)),1,1,,,,t,(?=\r\n)/g)]
        expect(rows.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain)).toEqual(
          names.map((name) => (isGuarded(name) ? `'${name}` : name)),
        )
      }),
    )
  })
})
