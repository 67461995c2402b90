import { escapeText, htmlPage } from '@polyphon/service-kit/pages'

/** An entry of the timeline, as `listTimeline` answers it. */
export interface Entry {
  readonly occurredAt: string
  readonly service: string
  readonly type: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** What happened to one person, newest first, as a page: when, where, what, and the plain facts of it. */
export function drawTimeline(profileId: string, entries: readonly Entry[]): string {
  const rows = entries.map(({ occurredAt, service, type, data = {} }) => {
    const what = typeof data['name'] === 'string' && data['name'] !== '' ? data['name'] : wordsOf(type)
    return `<tr><td>${escapeText(occurredAt.slice(0, 16).replace('T', ' '))}</td><td>${escapeText(service)}</td><th scope="row">${escapeText(what)}</th><td>${escapeText(factsOf(data))}</td></tr>`
  })
  const content = `<h1>One customer</h1><p>${escapeText(profileId)}, times in UTC</p><div class="wide" role="group" aria-label="What happened" tabindex="0"><table><thead><tr><th scope="col">when</th><th scope="col">service</th><th scope="col">what</th><th scope="col">facts</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  return htmlPage({ language: 'en', title: 'One customer', content })
}

/** `messaging.message_sent.v1` as people say it: message sent. */
const wordsOf = (type: string): string => (type.split('.')[1] ?? type).replaceAll('_', ' ')

const MOST_FACTS = 6
// What the other columns say.
const ELSEWHERE = ['name', 'occurredAt', 'receivedAt']

function factsOf(data: NonNullable<Entry['data']>): string {
  const properties = data['properties']
  const all = { ...data, ...(typeof properties === 'object' ? properties : {}) }
  return Object.entries(all)
    .filter(([name, value]) => !name.endsWith('Id') && !ELSEWHERE.includes(name) && isPlain(value))
    .slice(0, MOST_FACTS)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')
}

const isPlain = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '')
