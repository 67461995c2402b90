import { loadInteractions } from '../interactions.js'
import { type Comparison, sideBySide } from '../measure/side-by-side.js'
import { loadPeople, profileIdOf } from '../people.js'
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
  await loadInteractions(url, people, EVENTS_OF_A_PERSON)
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
