import { type Language, words } from './language.js'
import { type Body, type Chart, type ChartGroup, headingOf, labelOf, shorten } from './parts.js'
import { type Axis, axisOf, formatValue } from './scale.js'
import { COLOURS } from './style.js'
import { element, escapeXml, round } from './xml.js'

const LEFT = 80
const LENGTH = 650
const HEIGHT = 260
const LEGEND_ROW = 20

interface Point {
  readonly at: Date
  readonly value: number
  readonly low: number
  readonly high: number
}

/** All points of one group, whatever others have the same label. */
interface Series {
  readonly label: string
  readonly points: readonly Point[]
}

interface Plane {
  x(at: Date): number
  y(value: number): number
}

/** One line for each series, with its interval as a band; broken where buckets have nothing in them. */
export function drawLines(chart: Chart, language: Language): Body {
  const series = seriesOf(chart.groups, language)
  const shown = series.slice(0, COLOURS)
  const points = shown.flatMap((line) => line.points)
  const axis = axisOf(
    points.flatMap(({ low, high, value }) => [low, high, value]),
    chart,
    HEIGHT,
  )
  const plane = planeOf(points, axis)
  const hidden = series.length - shown.length
  const legend = [
    ...(chart.columns.length === 0 ? [] : shown.map(({ label }) => label)),
    ...(hidden > 0 ? [words[language].more(hidden)] : []),
  ]
  const heading = chart.columns.length === 0 ? 0 : LEGEND_ROW
  return {
    xml: [
      ...axis.ticks.flatMap((tick) => drawTick(plane, tick, formatValue(tick, chart.unit, language))),
      ...drawDates(points, plane, chart, language),
      ...shown.map((line, index) => drawSeries(line, plane, index, chart)),
      ...(heading === 0 ? [] : [drawHeading(chart)]),
      ...legend.flatMap((label, index) => drawLegend(label, index, heading)),
    ].join(''),
    height: HEIGHT + 50 + heading + legend.length * LEGEND_ROW,
  }
}

function seriesOf(groups: readonly ChartGroup[], language: Language): readonly Series[] {
  const series = new Map<string, { readonly label: string; readonly points: Point[] }>()
  for (const { by, at, value, interval } of groups) {
    if (at === undefined || value === null) continue
    const key = JSON.stringify(Object.values(by))
    const point = { at, value, low: interval?.low ?? value, high: interval?.high ?? value }
    const line = series.get(key)
    if (line === undefined) series.set(key, { label: labelOf(by, language), points: [point] })
    else line.points.push(point)
  }
  return [...series.values()]
}

/** The stretches of a line in which every bucket has something in it. */
function stretchesOf(points: readonly Point[], { endOf }: Chart): readonly (readonly Point[])[] {
  const stretches: Point[][] = []
  for (const point of points) {
    const stretch = stretches.at(-1)
    const last = stretch?.at(-1)
    if (stretch === undefined || last === undefined || point.at > endOf(last.at)) stretches.push([point])
    else stretch.push(point)
  }
  return stretches
}

function planeOf(points: readonly Point[], axis: Axis): Plane {
  const times = points.map(({ at }) => at.getTime())
  const first = times.reduce((left, right) => Math.min(left, right), Number.POSITIVE_INFINITY)
  const span = times.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY) - first
  return {
    // A single moment stands in the middle.
    x: (at) => LEFT + (span === 0 ? LENGTH / 2 : ((at.getTime() - first) / span) * LENGTH),
    y: (value) => 10 + HEIGHT - axis.at(value),
  }
}

function drawTick({ y }: Plane, tick: number, text: string): readonly string[] {
  return [
    element('line', { class: 'grid', x1: LEFT, y1: y(tick), x2: LEFT + LENGTH, y2: y(tick) }),
    element('text', { class: 'quiet', x: LEFT - 8, y: y(tick) + 4, 'text-anchor': 'end' }, escapeXml(text)),
  ]
}

function drawDates(points: readonly Point[], plane: Plane, chart: Chart, language: Language): readonly string[] {
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    timeZone: chart.timeZone,
    dateStyle: 'medium',
    ...(chart.every === 'PT1H' ? { timeStyle: 'short' } : {}),
  })
  const ordered = points.map(({ at }) => at).toSorted((left, right) => left.getTime() - right.getTime())
  const first = ordered[0]
  const last = ordered.at(-1)
  if (first === undefined || last === undefined) return []
  const text = (at: Date, anchor: string): string =>
    element(
      'text',
      { class: 'quiet', x: plane.x(at), y: HEIGHT + 32, 'text-anchor': anchor },
      escapeXml(format.format(at)),
    )
  return first.getTime() === last.getTime() ? [text(first, 'middle')] : [text(first, 'start'), text(last, 'end')]
}

function drawSeries({ label, points }: Series, plane: Plane, colour: number, chart: Chart): string {
  const dots = points.map(({ at, value }) =>
    element('circle', {
      class: `fill${colour}`,
      cx: plane.x(at),
      cy: plane.y(value),
      r: points.length > 60 ? 1.5 : 3,
    }),
  )
  return element(
    'g',
    {},
    ...(label === '' ? [] : [element('title', {}, escapeXml(label))]),
    ...stretchesOf(points, chart).flatMap((stretch) => drawStretch(stretch, plane, colour)),
    ...dots,
  )
}

function drawStretch(points: readonly Point[], { x, y }: Plane, colour: number): readonly string[] {
  const at = (point: Point, value: number): string => `${round(x(point.at))},${round(y(value))}`
  const upper = points.map((point) => at(point, point.high))
  const lower = points.toReversed().map((point) => at(point, point.low))
  const middle = points.map((point) => at(point, point.value))
  return [
    element('polygon', { class: `band fill${colour}`, points: [...upper, ...lower].join(' ') }),
    element('polyline', { class: `line line${colour}`, points: middle.join(' ') }),
  ]
}

const drawHeading = (chart: Chart): string =>
  element('text', { class: 'quiet', x: LEFT, y: HEIGHT + 56 }, escapeXml(shorten(headingOf(chart))))

function drawLegend(label: string, index: number, heading: number): readonly string[] {
  const y = HEIGHT + 56 + heading + index * LEGEND_ROW
  return [
    ...(index < COLOURS ? [element('rect', { class: `fill${index}`, x: LEFT, y: y - 10, width: 12, height: 12 })] : []),
    element('text', { class: 'label', x: LEFT + 20, y }, escapeXml(shorten(label))),
  ]
}
