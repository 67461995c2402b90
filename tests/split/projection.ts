import { services } from '@polyphon/local-stack'
import pg from 'pg'
import { SERVICES, type TestStack } from '../stack.js'

/**
 * What is nothing to whether somebody was ever merged: what was published or carried out of it, and that it was.
 */
const NOT_COMPARED: Readonly<Record<string, string>> = {
  identity_ledger: 'says that they were merged and split',
  profile_alias: 'the same',
  outbox: 'what is on its way',
  recent_event: 'what was published lately',
  audit_entry: 'who has changed what',
  audit_waiting: 'the same',
  idempotency: 'what was answered',
  timer: 'what is due',
  contact: 'what is locked for somebody',
  entry: 'what is locked for somebody and a journey; of two last refusals a merge keeps one',
}

/** A merge and a split say what holds then. */
const WITHOUT_CHANGES = `type not like 'profile.%' and type <> 'messaging.permission_changed.v1'`

/** Rows that say what was published of somebody, or follows from the merge, not what is known of them. */
const ROWS: Readonly<Record<string, string>> = {
  'analytics.fact': WITHOUT_CHANGES,
  'profile.timeline_item': WITHOUT_CHANGES,
  'profile.consent_entry': `source <> 'merge'`,
}

/** Columns that count changes, or say when and by what something came to be. */
const LEFT_OUT = new Set([
  'workspace_id',
  'bucket',
  'origin_id',
  'revision',
  'identity_version',
  'position',
  'written_at',
  'absorbed_ids',
  'because',
  'taken_at',
  'checks',
  'token_hash',
])

/**
 * Copies hear of a decision that changes nothing only where something else is published; an answer has the language that
 * feedback knew of its person by then, which a snapshot on its way may say otherwise.
 */
const HINTS: Readonly<Record<string, readonly string[]>> = {
  'journey.permission': ['occurred_at'],
  'feedback.permission': ['occurred_at'],
  'feedback.answer': ['locale'],
  'analytics.fact': ['locale'],
  'analytics.answer_fact': ['locale'],
  'analytics.score_fact': ['locale'],
  'profile.timeline_item': ['locale'],
}

export interface Projection {
  /** Everything that the services keep of somebody, table by table, without ids, revisions and times of change. */
  keptOf(workspaceId: string, profileId: string): Promise<Kept>
  /** Whether everything was published that a workspace has to say. */
  hasPublished(workspaceId: string): Promise<boolean>
  close(): Promise<void>
}

export function openProjection(stack: TestStack): Projection {
  const open = SERVICES.map((name) => ({
    name,
    pool: new pg.Pool({ connectionString: stack.databaseUrl(name), max: 3 }),
    tables: services.find((service) => service.name === name)?.personal.tables ?? [],
  }))
  return {
    keptOf: async (workspaceId, profileId) => {
      const kept: Record<string, readonly string[]> = {}
      for (const { name, pool, tables } of open)
        for (const table of tables.filter((each) => !(each.name in NOT_COMPARED))) {
          const persons = Object.keys(table.persons ?? {}).map((column) => `${column} = $2`)
          if (persons.length === 0) continue
          const { rows } = await pool.query<{ row: Record<string, unknown> }>(
            `select to_jsonb(it) as row from ${table.name} it where workspace_id = $1 and (${persons.join(' or ')})
                and ${ROWS[`${name}.${table.name}`] ?? 'true'}`,
            [workspaceId, profileId],
          )
          if (rows.length > 0)
            kept[`${name}.${table.name}`] = rows
              .map(({ row }) => plain(row, HINTS[`${name}.${table.name}`] ?? []))
              .toSorted()
        }
      return kept
    },
    hasPublished: async (workspaceId) => {
      const found = await Promise.all(
        open.map(({ pool }) => pool.query('select from outbox where workspace_id = $1 limit 1', [workspaceId])),
      )
      return found.every(({ rows }) => rows.length === 0)
    },
    close: async () => {
      await Promise.all(open.map(({ pool }) => pool.end()))
    },
  }
}

const plain = (row: Record<string, unknown>, hints: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(row).flatMap(([column, value]) => (LEFT_OUT.has(column) ? [] : [[column, withoutIds(value)]])),
    ),
    // In documents, too.
    (name, value: unknown) => (hints.includes(name) ? undefined : value),
  )

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gu
/** The steps of a history are of 2025. */
const NOW = /20(?:2[6-9]|[3-9]\d)-\d\d-\d\d[T ][\d:.]+(?:Z|\+00:00|\+00)?/gu
const FIRST = Date.UTC(2026, 0, 1)

function withoutIds(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(ID, '#').replaceAll(NOW, '@')
  // Of traits the moments are compared; those of sightings (`at`) are noted by the hour, by whichever came first.
  if (typeof value === 'number') return value >= FIRST ? '@' : value
  if (Array.isArray(value)) return value.map(withoutIds)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(
    ([name, each]) => [name.replaceAll(ID, '#'), name === 'at' ? '@' : withoutIds(each)] as const,
  )
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)))
}

/** What one has and the other has not, table by table. */
export function differences(is: Kept, was: Kept): readonly string[] {
  return [...new Set([...Object.keys(is), ...Object.keys(was)])].flatMap((table) => {
    const right = [...(was[table] ?? [])]
    const left = (is[table] ?? []).filter((row) => {
      const at = right.indexOf(row)
      if (at >= 0) right.splice(at, 1)
      return at < 0
    })
    return [...left.map((row) => `+ ${table} ${row}`), ...right.map((row) => `- ${table} ${row}`)]
  })
}

type Kept = Readonly<Record<string, readonly string[]>>
