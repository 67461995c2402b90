import { randomUUID } from 'node:crypto'
import { EVENT_NAMES } from '../events.js'
import { type Comparison, sideBySide } from '../measure/side-by-side.js'
import { analyze, copy, loadPeople, type People, profileIdOf, rows } from '../people.js'
import type { BenchOptions, Measured, Scenario } from '../scenario.js'
import { type Setting, withFloor } from '../setting.js'

const PEOPLE = 100_000
const EVENTS_OF_A_PERSON = 5
const CONNECTIONS = 32
const TARGET = 0.5

/** What frontends ask most: a profile by its id, the context of the person in front, the first page of a timeline. */
export const read: Scenario = {
  name: 'read',
  measure: (options) => withFloor({ ...options, only: ['profile'] }, (setting) => measure(setting, options)),
}

async function measure(setting: Setting, options: BenchOptions): Promise<readonly Measured[]> {
  const { servers, stack, floor } = setting
  const people = { workspace: stack.facts.workspace, count: PEOPLE }
  const url = servers.postgres.url('polyphon_profile')
  await loadPeople(url, people)
  await loadEvents(url, people)
  const anybody = (): string => profileIdOf(people.workspace, Math.floor(Math.random() * PEOPLE))
  const compare = (
    name: string,
    next: () => { readonly path: string; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Measured> => {
    const comparison: Comparison = {
      name,
      unit: 'answers/s',
      method: 'GET',
      connections: CONNECTIONS,
      events: 1,
      servers,
      stack,
      ours: () => ({ name, url: stack.url('profile'), next }),
      floors: () => [{ name: 'select by key', url: floor.url, next: () => ({ path: `/select/${anybody()}` }) }],
      target: TARGET,
    }
    return sideBySide(comparison, options)
  }
  const tokens = await makeTokens(setting, anybody)
  return [
    await compare('read', () => ({ path: `/v1/profiles/${anybody()}` })),
    await compare('read-context', () => {
      const token = tokens[Math.floor(Math.random() * tokens.length)] ?? ''
      const headers = { authorization: `Bearer ${stack.facts.publishableKey}`, 'polyphon-person': token }
      return { path: '/v1/context', headers }
    }),
    await compare('read-timeline', () => ({ path: `/v1/profiles/${anybody()}/timeline` })),
  ]
}

async function makeTokens({ stack }: Setting, anybody: () => string): Promise<readonly string[]> {
  const tokens: string[] = []
  for (let count = 0; count < 100; count += 1) {
    const body = { profileId: anybody(), ttlSeconds: 3_600 }
    tokens.push((await stack.must('profile', 'POST /v1/person-tokens', { body })).body.token)
  }
  return tokens
}

/** Gives everybody a few events, so that a timeline has something to show. */
async function loadEvents(url: string, people: People): Promise<void> {
  const columns = 'workspace_id, message_id, profile_id, kind, name, occurred_at, received_at, skew_ms, position, doc'
  await copy(url, `interaction (${columns})`, rows(people, eventLines))
  await analyze(url)
}

function eventLines(workspace: string, index: number): string {
  const properties = { orderId: `o${index}`, revenue: 12.5, currency: 'EUR', note: 'x'.repeat(120) }
  const identifiers = [{ type: 'user_id', value: `u${index}` }]
  const trace = { identifiers: [], segmentsEntered: [], segmentsLeft: [], warnings: [] }
  const doc = JSON.stringify({ properties, context: {}, identifiers, traits: null, trace })
  return Array.from({ length: EVENTS_OF_A_PERSON }, (_, number) => {
    const name = EVENT_NAMES[number % EVENT_NAMES.length] ?? ''
    const at = new Date(Date.UTC(2026, 9, 1 + number, index % 24)).toISOString()
    const columns = [workspace, randomUUID(), profileIdOf(workspace, index), 'track', name, at, at, '0']
    return `${[...columns, String(index * EVENTS_OF_A_PERSON + number), doc].join('\t')}\n`
  }).join('')
}
