import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const CITIES = ['Berlin', 'Hamburg', 'München', 'Köln', 'Zürich', 'Wien', 'Leeds', 'Bristol', 'Austin', 'Montréal']
const PLANS = ['free', 'basic', 'pro', 'team', 'enterprise']
const LOCALES = ['de-DE', 'de-AT', 'de-CH', 'en-GB', 'en-US']
const FIRST_DAY = Date.parse('2025-01-01T00:00:00Z')
const DAY_MS = 86_400_000
const DAYS = 600

export const userIdOf = (index: number): string => `u${index}`
export const anonymousIdOf = (index: number): string => `a${index}`

/** A version 7 id that is always the same for the same person of a workspace, ordered by the day they came. */
export function profileIdOf(workspace: string, index: number): string {
  const at = (FIRST_DAY + (index % DAYS) * DAY_MS).toString(16).padStart(12, '0')
  const rest = createHash('md5').update(`${workspace} ${index}`).digest('hex')
  return `${at.slice(0, 8)}-${at.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6, 18)}`
}

export interface People {
  readonly workspace: string
  readonly count: number
}

/** Everybody was here half an hour ago, as in the middle of a busy day. */
const LAST_SEEN = new Date(Date.now() - 1_800_000)

/** Brings people into the tables of profile by COPY, past the API, as if they had come one by one. Answers people a second. */
export async function loadPeople(url: string, people: People): Promise<number> {
  const startedAt = performance.now()
  await Promise.all([
    copy(
      url,
      'profile (workspace_id, profile_id, revision, traits, trait_times, observed, created_at, updated_at)',
      rows(people, profileLine),
    ),
    copy(url, 'identifier (workspace_id, type, value, profile_id)', rows(people, identifierLines)),
    copy(
      url,
      'profile_identifier (workspace_id, profile_id, type, value, first_seen_at, last_seen_at)',
      rows(people, linkLines),
    ),
  ])
  const perSecond = people.count / ((performance.now() - startedAt) / 1000)
  await analyze(url)
  return perSecond
}

/** Statistics, as autovacuum would gather them a minute later. */
export async function analyze(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

/** Copies lines in PostgreSQL's text format into a table, on a connection of its own. */
export async function copy(url: string, table: string, lines: Iterable<string>): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await pipeline(Readable.from(lines), client.query(copyFrom(`copy ${table} from stdin`)))
  } finally {
    await client.end()
  }
}

const LINES_AT_ONCE = 500

/** The lines of all people, many in one piece of the stream. */
export function* rows(
  { workspace, count }: People,
  line: (workspace: string, index: number) => string,
): Iterable<string> {
  for (let start = 0; start < count; start += LINES_AT_ONCE) {
    let text = ''
    for (let index = start; index < Math.min(count, start + LINES_AT_ONCE); index += 1) text += line(workspace, index)
    yield text
  }
}

const OBSERVED = JSON.stringify({ locale: { value: 'de-DE', at: LAST_SEEN.getTime() } })

const pick = <T>(from: readonly T[], index: number): T | undefined => from[index % from.length]
const dayOf = (index: number): string => new Date(FIRST_DAY + (index % DAYS) * DAY_MS).toISOString()

function profileLine(workspace: string, index: number): string {
  const traits = {
    email: `u${index}@example.test`,
    firstName: `Jörg${index % 97}`,
    plan: pick(PLANS, index * 7),
    city: pick(CITIES, index * 3),
    locale: pick(LOCALES, index),
    visits: index % 211,
    lifetimeValue: (index % 5_003) / 2,
    signedUpAt: dayOf(index),
  }
  const times = Object.fromEntries(Object.keys(traits).map((name) => [name, FIRST_DAY + (index % DAYS) * DAY_MS]))
  const cells = [workspace, profileIdOf(workspace, index), '1', JSON.stringify(traits), JSON.stringify(times), OBSERVED]
  return `${[...cells, dayOf(index), dayOf(index)].join('\t')}\n`
}

const identifiersOf = (index: number) => [
  ['user_id', userIdOf(index)],
  ['anonymous_id', anonymousIdOf(index)],
  ['email', `u${index}@example.test`],
]

function identifierLines(workspace: string, index: number): string {
  const id = profileIdOf(workspace, index)
  return identifiersOf(index)
    .map((identifier) => `${[workspace, ...identifier, id].join('\t')}\n`)
    .join('')
}

function linkLines(workspace: string, index: number): string {
  const id = profileIdOf(workspace, index)
  const day = dayOf(index)
  return identifiersOf(index)
    .map((identifier) => `${[workspace, id, ...identifier, day, LAST_SEEN.toISOString()].join('\t')}\n`)
    .join('')
}
