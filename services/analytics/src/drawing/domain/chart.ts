import { drawBars } from './bars.js'
import { type Language, words } from './language.js'
import { drawLines } from './lines.js'
import { type Body, type Chart, type ChartGroup, headingOf, labelOf } from './parts.js'
import { formatValue } from './scale.js'
import { STYLE } from './style.js'
import { element, escapeXml } from './xml.js'

const WIDTH = 760
const HEADING = 64

/**
 * Draws groups as bars, or as lines over time, with their intervals. By its id a drawing is read aloud with its own words,
 * also beside others on a page.
 */
export const drawChart = (chart: Chart, language: Language, id = 'polyphon'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${drawInline(chart, language, id)}\n`

/** The same as a part of a page. */
export function drawInline(chart: Chart, language: Language, id: string): string {
  const title = chart.title[language]
  const { every, method } = chart
  const notes = [
    ...(every === null ? [] : [words[language].every[every]]),
    ...(method === 'count' ? [] : [words[language].interval]),
  ]
  const { xml, height } = bodyOf(chart, language)
  const description = describe(chart, language)
  const total = HEADING + height
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'polyphon',
      role: 'img',
      'aria-labelledby': `${id}-title ${id}-desc`,
      'xml:lang': language,
      viewBox: `0 0 ${WIDTH} ${total}`,
      width: WIDTH,
      height: total,
    },
    element('title', { id: `${id}-title` }, escapeXml(title)),
    element('desc', { id: `${id}-desc` }, escapeXml(description)),
    element('style', {}, STYLE),
    element('rect', { class: 'paper', x: 0, y: 0, width: WIDTH, height: total }),
    element('text', { class: 'title', x: 20, y: 30 }, escapeXml(title)),
    element('text', { class: 'quiet', x: 20, y: 49 }, escapeXml(notes.join(' · '))),
    element('g', { transform: `translate(0 ${HEADING})` }, xml),
  )
}

function bodyOf(chart: Chart, language: Language): Body {
  if (chart.groups.every(({ value }) => value === null))
    return { xml: element('text', { class: 'label', x: 20, y: 24 }, escapeXml(words[language].nothing)), height: 48 }
  return chart.every === null ? drawBars(chart, language) : drawLines(chart, language)
}

const MOST_LISTED = 12

/** What is read aloud: by what, then the values themselves while they are few, else how many there are and their range. */
function describe(chart: Chart, language: Language): string {
  const heading = headingOf(chart)
  const numbers = describeNumbers(chart, language)
  return heading === '' ? numbers : `${words[language].by(heading)}: ${numbers}`
}

function describeNumbers({ groups, unit, every, timeZone }: Chart, language: Language): string {
  const known = groups.flatMap((group) => (group.value === null ? [] : [{ ...group, value: group.value }]))
  if (known.length === 0) return words[language].nothing
  const format = (value: number): string => formatValue(value, unit, language)
  if (known.length > MOST_LISTED || every !== null) {
    const values = known.map(({ value }) => value).toSorted((left, right) => left - right)
    const range = `${format(values[0] ?? 0)} – ${format(values.at(-1) ?? 0)}`
    const time = every === null ? '' : `, ${words[language].every[every]} (${timeZone})`
    return `${words[language].groups(known.length)}${time}: ${range}`
  }
  return known.map(({ by, value }) => `${nameOf(by, language)}${format(value)}`).join('; ')
}

const nameOf = (by: ChartGroup['by'], language: Language): string =>
  Object.keys(by).length === 0 ? '' : `${labelOf(by, language)}: `
