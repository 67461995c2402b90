import type { Tx } from '@polyphon/service-kit'
import { readWorkspace } from '@polyphon/service-kit/access'
import { groupBy, settingsOf } from '@polyphon/values'
import { holdStamp } from '../../segments/store/segment-stamp.js'
import type { ComputedContent, ComputedSet, ComputedTrait } from '../domain/computed-trait.js'

interface Row {
  key: string
  version: number
  archived_at: Date | null
  definition: ComputedContent
}

const SELECT = `select t.key, t.version, t.archived_at, v.definition
   from computed_trait t
   join computed_trait_version v on v.workspace_id = t.workspace_id and v.key = t.key and v.version = t.version
  where t.workspace_id = $1`

const toTrait = ({ key, version, archived_at: archivedAt, definition }: Row): ComputedTrait => ({
  ...definition,
  key,
  version,
  isArchived: archivedAt !== null,
})

interface Compiled {
  readonly stamp: string
  readonly set: ComputedSet
}

const NONE: ComputedSet = { traits: [], byEvent: new Map(), rules: {}, timeZone: 'UTC', weekStart: 1 }

// A stamp is never used twice, so an entry is right as long as its stamp is.
const compiled = new Map<string, Compiled>()
const MOST_WORKSPACES = 1_000

/**
 * The computed traits of the workspace, held as they are until the end of the transaction, together with its segments:
 * whoever publishes one waits for everybody who is being looked at.
 */
export async function holdComputedSet(tx: Tx): Promise<ComputedSet> {
  const stamp = await holdStamp(tx)
  if (stamp === null) return NONE
  const known = compiled.get(tx.workspaceId)
  if (known?.stamp === stamp) return known.set
  const set = await readComputedSet(tx)
  if (compiled.size >= MOST_WORKSPACES) compiled.clear()
  compiled.set(tx.workspaceId, { stamp, set })
  return set
}

/** The same as they are now, for whoever only looks. */
export async function readComputedSet(tx: Tx): Promise<ComputedSet> {
  const { rows } = await tx.query<Row>(`${SELECT} order by t.key`, [tx.workspaceId])
  if (rows.length === 0) return NONE
  const workspace = await readWorkspace(tx, tx.workspaceId)
  if (workspace === null) throw new Error('A transaction belongs to a workspace that does not exist.')
  const { purposes: rules, weekStart } = settingsOf(workspace)
  const traits = rows.map(toTrait)
  return { traits, byEvent: groupBy(traits, ({ event }) => event), rules, timeZone: workspace.timeZone, weekStart }
}

/** A computed trait in its newest version; null where none was published. */
export async function readComputedTrait(tx: Tx, key: string): Promise<ComputedTrait | null> {
  const { rows } = await tx.query<Row>(`${SELECT} and t.key = $2`, [tx.workspaceId, key])
  return rows[0] === undefined ? null : toTrait(rows[0])
}

/** Keys of the computed traits in use. */
export async function readComputedKeys(tx: Tx): Promise<readonly string[]> {
  const { rows } = await tx.query<{ key: string }>(
    'select key from computed_trait where workspace_id = $1 and version > 0 and archived_at is null order by key',
    [tx.workspaceId],
  )
  return rows.map(({ key }) => key)
}

/** What these computed traits are worked out for, by key. */
export async function readComputedPurposes(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map()
  const { rows } = await tx.query<Row>(`${SELECT} and t.key = any($2)`, [tx.workspaceId, keys])
  return new Map(rows.map(({ key, definition }) => [key, definition.purpose]))
}

/** Those of these people who may have a value: they have one, or did what it looks at. */
export async function findConcerned(
  tx: Tx,
  { key, event }: ComputedTrait,
  profileIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select p.profile_id from profile p
      where p.workspace_id = $1 and p.profile_id = any($2)
        and (p.computed ? $3 or exists (
          select from interaction i
           where i.workspace_id = $1 and i.kind = 'track' and i.name = $4
             and i.profile_id = any(array(
               select p.profile_id union all
               select a.old_id from profile_alias a where a.workspace_id = $1 and a.canonical_id = p.profile_id))))
      order by p.profile_id`,
    [tx.workspaceId, profileIds, key, event],
  )
  return rows.map((row) => row.profile_id)
}
