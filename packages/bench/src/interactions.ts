import { randomUUID } from 'node:crypto'
import { EVENT_NAMES } from './events.js'
import { analyze, copy, type People, profileIdOf, rows } from './people.js'

const COLUMNS = 'workspace_id, message_id, profile_id, kind, name, occurred_at, received_at, skew_ms, position, doc'

/** Gives everybody so many events by COPY, past the API, so that there is a past to look at. */
export async function loadInteractions(url: string, people: People, each: number): Promise<void> {
  const lines = (workspace: string, index: number): string => linesOf(workspace, index, { first: index * each, each })
  await copy(url, `interaction (${COLUMNS})`, rows(people, lines))
  await analyze(url)
}

/** Gives one person a long past: as many events as items of other services, in turn by their time. */
export async function loadTimeline(url: string, workspace: string, { index, items }: { index: number; items: number }) {
  const half = items / 2
  await copy(url, `interaction (${COLUMNS})`, [linesOf(workspace, index, { first: FAR, each: half })])
  const lines = Array.from({ length: half }, (_, number) => {
    const data = JSON.stringify({ messageId: randomUUID(), channel: 'email', template: 'welcome', topic: 'offers' })
    const cells = [workspace, profileIdOf(workspace, index), momentOf(index, number), randomUUID(), 'message']
    return `${[...cells, 'messaging', 'messaging.message_delivered.v1', data].join('\t')}\n`
  })
  await copy(url, 'timeline_item (workspace_id, profile_id, occurred_at, item_id, kind, service, type, data)', lines)
  await analyze(url)
}

// Behind the positions of everybody else.
const FAR = 1_000_000_000
const FIRST = Date.UTC(2026, 9, 2)
const HOUR_MS = 3_600_000

const momentOf = (index: number, number: number): string =>
  new Date(FIRST + ((index + number) % (24 * 28)) * HOUR_MS + number).toISOString()

function linesOf(workspace: string, index: number, { first, each }: { first: number; each: number }): string {
  const properties = { orderId: `o${index}`, revenue: 12.5, currency: 'EUR', note: 'x'.repeat(120) }
  const identifiers = [{ type: 'user_id', value: `u${index}` }]
  const trace = { identifiers: [], segmentsEntered: [], segmentsLeft: [], warnings: [] }
  const doc = JSON.stringify({ properties, context: {}, identifiers, traits: null, trace })
  return Array.from({ length: each }, (_, number) => {
    const name = EVENT_NAMES[number % EVENT_NAMES.length] ?? ''
    const at = momentOf(index, number)
    const columns = [workspace, randomUUID(), profileIdOf(workspace, index), 'track', name, at, at, '0']
    return `${[...columns, String(first + number), doc].join('\t')}\n`
  }).join('')
}
