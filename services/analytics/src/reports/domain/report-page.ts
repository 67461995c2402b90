import { drawInline } from '../../drawing/domain/chart.js'
import { type Language, words } from '../../drawing/domain/language.js'
import { type Chart, type ChartGroup, headingOf, labelOf } from '../../drawing/domain/parts.js'
import { formatValue } from '../../drawing/domain/scale.js'
import { element, escapeXml } from '../../drawing/domain/xml.js'
import { chartOf } from '../../metrics/domain/chart-of.js'
import type { Report, Section } from './report.js'

interface PageWords {
  readonly period: (from: string | null, to: string | null) => string
  readonly state: (at: string) => string
  readonly value: string
  readonly interval: string
  readonly of: string
  readonly numbers: string
  readonly leftOut: (count: number) => string
  readonly noAnswers: string
}

const pageWords: Readonly<Record<Language, PageWords>> = {
  de: {
    period: (from, to) => periodOf({ from, to }, { from: 'ab', to: 'vor', always: 'Gesamter Zeitraum' }),
    state: (at) => `Stand: ${at}`,
    value: 'Wert',
    interval: words.de.interval,
    of: 'n',
    numbers: 'Zahlen',
    leftOut: (count) =>
      count === 1 ? 'Eine weitere Frage ist hier nicht gezeigt.' : `${count} weitere Fragen sind hier nicht gezeigt.`,
    noAnswers: 'Noch hat niemand geantwortet.',
  },
  en: {
    period: (from, to) => periodOf({ from, to }, { from: 'from', to: 'before', always: 'All of the time' }),
    state: (at) => `As of ${at}`,
    value: 'Value',
    interval: words.en.interval,
    of: 'n',
    numbers: 'Numbers',
    leftOut: (count) =>
      count === 1 ? 'One more question is not shown here.' : `${count} more questions are not shown here.`,
    noAnswers: 'Nobody has answered yet.',
  },
}

function periodOf(
  { from, to }: { readonly from: string | null; readonly to: string | null },
  named: { readonly from: string; readonly to: string; readonly always: string },
): string {
  const parts = [...(from === null ? [] : [`${named.from} ${from}`]), ...(to === null ? [] : [`${named.to} ${to}`])]
  return parts.length === 0 ? named.always : parts.join(', ')
}

/** What a page says of a report, as HTML, in one language: headings, drawings, and each drawing's numbers as a table. */
export function drawReport(report: Report, language: Language): string {
  const {
    text: { from, to },
    timeZone,
  } = report
  const { period, state, leftOut, noAnswers } = pageWords[language]
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const moment = (at: Date | undefined): string | null => (at === undefined ? null : time.format(at))
  const hasAnswers = report.sections.some(({ about }) => about !== null)
  return [
    element('h1', {}, escapeXml(report.title[language])),
    paragraph(`${period(moment(from), moment(to))} (${timeZone})`),
    ...report.sections.map((section, index) => drawSection(section, { language, id: `part-${index}`, time })),
    ...(hasAnswers ? [] : [paragraph(noAnswers)]),
    ...(report.leftOut === 0 ? [] : [paragraph(leftOut(report.leftOut))]),
    paragraph(state(time.format(report.at))),
  ].join('')
}

const paragraph = (text: string): string => element('p', {}, escapeXml(text))

interface Drawing {
  readonly language: Language
  /** Different for each drawing of a page. */
  readonly id: string
  readonly time: Intl.DateTimeFormat
}

function drawSection({ title, answers }: Section, drawing: Drawing): string {
  const charts = answers.map(chartOf)
  // Single numbers are not worth a drawing each.
  const whole = charts.filter(isOneNumber)
  const drawn = charts.filter((chart) => !isOneNumber(chart))
  return element(
    'section',
    { 'aria-labelledby': drawing.id },
    element('h2', { id: drawing.id }, escapeXml(title[drawing.language])),
    ...(whole.length === 0 ? [] : [tableOfWholes(whole, drawing.language)]),
    ...drawn.map((chart, index) => drawFigure(chart, { ...drawing, id: `${drawing.id}-${index}` })),
  )
}

const isOneNumber = ({ groups, columns, every }: Chart): boolean =>
  columns.length === 0 && every === null && groups.length === 1

function tableOfWholes(charts: readonly Chart[], language: Language): string {
  const rows = charts.map(({ title, unit, groups: [group] }) => [
    escapeXml(title[language]),
    ...(group === undefined ? ['', '', ''] : numbersOf(group, unit, language)),
  ])
  return table(pageWords[language].numbers, ['', ...headingsOf(language)], rows)
}

function drawFigure(chart: Chart, { language, id, time }: Drawing): string {
  const rows = chart.groups.map((group) => [
    escapeXml(nameOf(group, language, time)),
    ...numbersOf(group, chart.unit, language),
  ])
  const name = `${chart.title[language]}: ${pageWords[language].numbers}`
  return element(
    'figure',
    {},
    drawInline(chart, language, id),
    element(
      'details',
      {},
      element('summary', {}, escapeXml(name)),
      table(name, [headingOf(chart), ...headingsOf(language)], rows),
    ),
  )
}

const nameOf = (group: ChartGroup, language: Language, time: Intl.DateTimeFormat): string =>
  [group.at === undefined ? '' : time.format(group.at), labelOf(group.by, language)]
    .filter((part) => part !== '')
    .join(' · ')

const headingsOf = (language: Language): readonly string[] => {
  const { value, interval, of } = pageWords[language]
  return [value, interval, of]
}

function numbersOf({ value, interval, n }: ChartGroup, unit: Chart['unit'], language: Language): readonly string[] {
  const format = (number: number): string => formatValue(number, unit, language)
  const range = interval === null ? '–' : `${format(interval.low)} – ${format(interval.high)}`
  return [value === null ? words[language].nothing : format(value), range, formatValue(n, 'count', language)].map(
    escapeXml,
  )
}

/** On a narrow screen a table is moved aside, by keys as well, and no word in it is cut. */
const table = (name: string, headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  element(
    'div',
    { class: 'wide', role: 'group', tabindex: 0, 'aria-label': name },
    element(
      'table',
      {},
      element('thead', {}, row(headings.map((text) => cell('th', { scope: 'col' }, escapeXml(text))))),
      element(
        'tbody',
        {},
        ...rows.map(([first = '', ...numbers]) =>
          row([cell('th', { scope: 'row' }, first), ...numbers.map((number) => cell('td', {}, number))]),
        ),
      ),
    ),
  )

const row = (cells: readonly string[]): string => element('tr', {}, ...cells)

// HTML knows no elements that close themselves, as XML does; an empty cell is one with nothing in it. And a heading
// without words is none.
function cell(name: 'td' | 'th', attributes: { readonly scope?: string }, inside: string): string {
  return inside === '' ? '<td></td>' : element(name, attributes, inside)
}
