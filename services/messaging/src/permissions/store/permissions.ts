import type { Tx } from '@polyphon/service-kit'
import type { DecisionProof } from '@polyphon/values'
import type { Permission } from '../domain/permission.js'
import type { Decided } from '../domain/refold-permissions.js'

interface PermissionRow {
  profile_id: string
  channel: string
  topic: string
  state: Permission['state']
  occurred_at: Date
  entry_id: string
}

const toPermission = (row: PermissionRow): Permission => ({
  channel: row.channel,
  topic: row.topic,
  state: row.state,
  occurredAt: row.occurred_at,
  entryId: row.entry_id,
})

async function ensureContacts(tx: Tx, profileIds: readonly string[]): Promise<void> {
  await tx.query(
    `insert into contact (workspace_id, profile_id) select $1, id from unnest($2::uuid[]) as id order by id
     on conflict do nothing
     returning 1`,
    [tx.workspaceId, profileIds],
  )
}

/** Holds these people's permissions as they are until the transaction ends: a change waits, another reader does not. */
export async function holdContacts(tx: Tx, profileIds: readonly string[]): Promise<void> {
  const ids = [...new Set(profileIds)].toSorted()
  const hold = async (): Promise<number> => {
    const { rowCount } = await tx.query(
      `select from contact where workspace_id = $1 and profile_id = any ($2) order by profile_id for share`,
      [tx.workspaceId, ids],
    )
    return rowCount ?? 0
  }
  if (ids.length === 0 || (await hold()) === ids.length) return
  await ensureContacts(tx, ids)
  await hold()
}

/** Waits for every claim that reads these people's permissions, and keeps others out until the transaction ends. */
export async function lockContacts(tx: Tx, profileIds: readonly string[]): Promise<void> {
  const ids = [...new Set(profileIds)].toSorted()
  await ensureContacts(tx, ids)
  await tx.query(
    'select from contact where workspace_id = $1 and profile_id = any ($2) order by profile_id for update',
    [tx.workspaceId, ids],
  )
}

/** What holds for a person, by channel and topic. */
export async function readPermissions(tx: Tx, profileId: string): Promise<readonly Permission[]> {
  const { rows } = await tx.query<PermissionRow>(
    `select profile_id, channel, topic, state, occurred_at, entry_id from permission
      where workspace_id = $1 and profile_id = $2 order by channel, topic`,
    [tx.workspaceId, profileId],
  )
  return rows.map(toPermission)
}

/** What holds for several people and topics, keyed by `profileId channel topic`. */
export async function readPermissionStates(
  tx: Tx,
  profileIds: readonly string[],
  topics: readonly string[],
): Promise<ReadonlyMap<string, Permission['state']>> {
  const { rows } = await tx.query<PermissionRow>(
    `select profile_id, channel, topic, state, occurred_at, entry_id from permission
      where workspace_id = $1 and profile_id = any ($2) and topic = any ($3)`,
    [tx.workspaceId, profileIds, topics],
  )
  return new Map(rows.map((row) => [`${row.profile_id} ${row.channel} ${row.topic}`, row.state]))
}

export async function savePermission(tx: Tx, profileId: string, permission: Permission): Promise<void> {
  await tx.query(
    `insert into permission (workspace_id, profile_id, channel, topic, state, occurred_at, entry_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (workspace_id, profile_id, channel, topic)
     do update set state = excluded.state, occurred_at = excluded.occurred_at, entry_id = excluded.entry_id`,
    [
      tx.workspaceId,
      profileId,
      permission.channel,
      permission.topic,
      permission.state,
      permission.occurredAt,
      permission.entryId,
    ],
  )
}

export async function removePermissions(tx: Tx, profileId: string): Promise<void> {
  await tx.query('delete from permission where workspace_id = $1 and profile_id = $2', [tx.workspaceId, profileId])
}

export interface PermissionEntry extends Permission {
  /** The id that the decision was given for, before any merge. */
  readonly givenFor: string
  readonly proof: DecisionProof
  readonly noticeHash: string
  /** `api`, `person`, `unsubscribe` */
  readonly source: string
  readonly recordedAt: Date
}

export async function insertPermissionEntry(tx: Tx, profileId: string, entry: PermissionEntry): Promise<void> {
  await tx.query(
    `insert into permission_entry (workspace_id, profile_id, entry_id, given_for, channel, topic, state, proof,
       notice_hash, source, occurred_at, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.workspaceId,
      profileId,
      entry.entryId,
      entry.givenFor,
      entry.channel,
      entry.topic,
      entry.state,
      JSON.stringify(entry.proof),
      entry.noticeHash,
      entry.source,
      entry.occurredAt,
      entry.recordedAt,
    ],
  )
}

interface EntryRow extends PermissionRow {
  given_for: string
  proof: Omit<DecisionProof, 'occurredAt'> & { occurredAt: string }
  notice_hash: string
  source: string
  recorded_at: Date
}

/** What somebody has decided, in the order in which it was recorded. */
export async function readRecordsOf(tx: Tx, profileId: string): Promise<readonly Decided[]> {
  const { rows } = await tx.query<PermissionRow & Pick<EntryRow, 'given_for' | 'source' | 'recorded_at'>>(
    `select profile_id, channel, topic, state, occurred_at, entry_id, coalesce(given_for, profile_id) as given_for, source,
            recorded_at
       from permission_entry where workspace_id = $1 and profile_id = $2 order by recorded_at, entry_id`,
    [tx.workspaceId, profileId],
  )
  return rows.map((row) => ({
    ...toPermission(row),
    givenFor: row.given_for,
    source: row.source,
    recordedAt: row.recorded_at,
  }))
}

/** A record of the ledger beside what holds now for its channel and topic. */
export interface PermissionRecord {
  readonly permission: Permission
  readonly entry: PermissionEntry
}

/** A position in the ledger of one person. */
export interface LedgerPosition {
  readonly channel: string
  readonly topic: string
  readonly entryId: string
}

interface RecordRow extends EntryRow {
  current_state: Permission['state']
  current_occurred_at: Date
  current_entry_id: string
}

/** The ledger of one person by channel and topic, the newest record of each first. */
export async function readPermissionRecords(
  tx: Tx,
  {
    profileId,
    filter,
    after,
    limit,
  }: {
    readonly profileId: string
    readonly filter: Readonly<Partial<Record<'channel' | 'topic' | 'state', string | undefined>>>
    readonly after: LedgerPosition | null
    readonly limit: number
  },
): Promise<readonly PermissionRecord[]> {
  const { rows } = await tx.query<RecordRow>(
    `select profile_id, channel, topic, e.state, e.occurred_at, e.entry_id, e.given_for, e.proof, e.notice_hash,
            e.source, e.recorded_at, p.state as current_state, p.occurred_at as current_occurred_at,
            p.entry_id as current_entry_id
       from permission p join permission_entry e using (workspace_id, profile_id, channel, topic)
      where workspace_id = $1 and profile_id = $2
        and ($3::text is null or (channel, topic) > ($3, $4::text)
             or (channel = $3 and topic = $4 and e.entry_id < $5::uuid))
        and ($7::text is null or channel = $7) and ($8::text is null or topic = $8)
        and ($9::text is null or p.state = $9)
      order by channel, topic, e.entry_id desc limit $6`,
    [
      tx.workspaceId,
      profileId,
      after?.channel ?? null,
      after?.topic ?? null,
      after?.entryId ?? null,
      limit,
      filter.channel ?? null,
      filter.topic ?? null,
      filter.state ?? null,
    ],
  )
  return rows.map((row) => ({
    permission: toPermission({
      ...row,
      state: row.current_state,
      occurred_at: row.current_occurred_at,
      entry_id: row.current_entry_id,
    }),
    entry: {
      ...toPermission(row),
      givenFor: row.given_for,
      proof: { ...row.proof, occurredAt: new Date(row.proof.occurredAt) },
      noticeHash: row.notice_hash,
      source: row.source,
      recordedAt: row.recorded_at,
    },
  }))
}

/** What a decision is about. */
export type DecidedAbout = Pick<Permission, 'channel' | 'topic'>

/** Every channel and topic that anybody has decided about, as they are stored. */
export async function readStoredNames(tx: Tx): Promise<readonly DecidedAbout[]> {
  const { rows } = await tx.query<DecidedAbout>(
    'select distinct channel, topic from permission where workspace_id = $1',
    [tx.workspaceId],
  )
  return rows
}

/** Some of those who have decided about these, in the order of their ids. */
export async function readDecided(tx: Tx, about: readonly DecidedAbout[], limit: number): Promise<readonly string[]> {
  const { rows } = await tx.query<{ profile_id: string }>(
    `select distinct profile_id from permission
       join json_to_recordset($2) as about (channel text, topic text) using (channel, topic)
      where workspace_id = $1 order by profile_id limit $3`,
    [tx.workspaceId, JSON.stringify(about), limit],
  )
  return rows.map(({ profile_id: profileId }) => profileId)
}

export async function removePermission(tx: Tx, profileId: string, { channel, topic }: DecidedAbout): Promise<void> {
  await tx.query('delete from permission where workspace_id = $1 and profile_id = $2 and channel = $3 and topic = $4', [
    tx.workspaceId,
    profileId,
    channel,
    topic,
  ])
}

/** Puts the records of one spelling beside those of its name; their proofs stay as they are. */
export async function renameEntries(
  tx: Tx,
  profileId: string,
  { from, to }: { readonly from: DecidedAbout; readonly to: DecidedAbout },
): Promise<void> {
  await tx.query(
    `update permission_entry set channel = $5, topic = $6
      where workspace_id = $1 and profile_id = $2 and channel = $3 and topic = $4`,
    [tx.workspaceId, profileId, from.channel, from.topic, to.channel, to.topic],
  )
}
