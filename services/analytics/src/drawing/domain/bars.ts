import { type Language, words } from './language.js'
import { type Body, type Chart, type ChartGroup, headingOf, labelOf, shorten } from './parts.js'
import { type Axis, axisOf, formatValue } from './scale.js'
import { element, escapeXml } from './xml.js'

const LEFT = 230
const LENGTH = 380
const ROW = 28
const HEADING = 22
const MOST = 40

/** One bar for each group, from zero, with its interval as a whisker; above their labels stands what those are. */
export function drawBars(chart: Chart, language: Language): Body {
  const { unit, groups, columns } = chart
  const shown = groups.slice(0, MOST)
  const axis = axisOf(
    shown.flatMap(({ value, interval }) => [value ?? 0, interval?.low ?? 0, interval?.high ?? 0]),
    chart,
    LENGTH,
  )
  const top = columns.length === 0 ? 0 : HEADING
  const bottom = top + shown.length * ROW
  const hidden = groups.length - shown.length
  const more = words[language].more(hidden)
  return {
    xml: [
      ...axis.ticks.flatMap((tick) => drawTick(axis, tick, bottom, formatValue(tick, unit, language))),
      ...(top === 0 ? [] : [drawHeading(chart)]),
      ...shown.map((group, index) => drawBar(axis, group, top + index * ROW, { chart, language })),
      ...(hidden > 0 ? [element('text', { class: 'quiet', x: 20, y: bottom + 20 }, escapeXml(more))] : []),
    ].join(''),
    height: bottom + 40,
  }
}

const drawHeading = (chart: Chart): string =>
  element('text', { class: 'quiet', x: LEFT - 10, y: 12, 'text-anchor': 'end' }, escapeXml(shorten(headingOf(chart))))

function drawTick(axis: Axis, tick: number, bottom: number, text: string): readonly string[] {
  const x = LEFT + axis.at(tick)
  return [
    element('line', { class: 'grid', x1: x, y1: 0, x2: x, y2: bottom }),
    element('text', { class: 'quiet', x, y: bottom + 20, 'text-anchor': 'middle' }, escapeXml(text)),
  ]
}

function drawBar(
  axis: Axis,
  { by, value, interval, n }: ChartGroup,
  y: number,
  { chart, language }: { readonly chart: Chart; readonly language: Language },
): string {
  const label = labelOf(by, language)
  const format = (number: number): string => formatValue(number, chart.unit, language)
  const text = value === null ? words[language].nothing : format(value)
  const range = interval === null ? '' : ` (${format(interval.low)} – ${format(interval.high)})`
  const zero = axis.at(0)
  const end = axis.at(value ?? 0)
  const middle = y + ROW / 2
  const size = { x: LEFT + Math.min(zero, end), y: y + 5, width: Math.abs(end - zero), height: ROW - 10 }
  return element(
    'g',
    {},
    element('title', {}, escapeXml(`${label === '' ? '' : `${label}: `}${text}${range}, n = ${n}`)),
    element('text', { class: 'label', x: LEFT - 10, y: middle + 4, 'text-anchor': 'end' }, escapeXml(shorten(label))),
    element('rect', { class: 'fill0', ...size }),
    ...(interval === null ? [] : whisker(LEFT + axis.at(interval.low), LEFT + axis.at(interval.high), middle)),
    element('text', { class: 'label', x: LEFT + LENGTH + 14, y: middle + 4 }, escapeXml(text)),
  )
}

function whisker(from: number, to: number, y: number): readonly string[] {
  const line = (x1: number, x2: number, y1: number, y2: number): string =>
    element('line', { class: 'error', x1, y1, x2, y2 })
  return [line(from, to, y, y), line(from, from, y - 4, y + 4), line(to, to, y - 4, y + 4)]
}
