import { type AskedKind, historyName, type Need, type Occurrence, readHistoryName } from '@polyphon/conditions'
import type { Tx } from '@polyphon/service-kit'

/** What has to be known of a person's past: by the name of a history, which occurrences are enough. */
export interface OccurrenceRequest {
  readonly profileId: string
  readonly needs: ReadonlyMap<string, readonly Need[]>
}

interface OccurrenceRow {
  profile_id: string
  name: string
  /** Which kinds were asked for. */
  kind: AskedKind
  message_id: string
  /** A bigint: the driver hands it over as text. */
  position: string
  occurred_at: Date
  /** Null where only the number of them counts. */
  properties: Record<string, unknown> | null
  /** The account that it was about, as it was sent. */
  group_key: string | null
}

type History = ReadonlyMap<string, readonly Occurrence[]>

/**
 * Reads what people did, by profile and history, newest first and
 * in the order of arrival within a millisecond: all that the needs name and what is dated in the
 * future. What absorbed ids did is theirs too. One statement for everybody.
 */
export async function readOccurrences(
  tx: Tx,
  requests: readonly OccurrenceRequest[],
): Promise<ReadonlyMap<string, History>> {
  const wanted = requests.flatMap((request) => wantedOf(request, tx.now))
  if (wanted.length === 0) return new Map()
  const { rows } = await tx.query<OccurrenceRow>(
    // Nothing happens after it was received: months that were over before `since` hold nothing that is wanted.
    `with wanted as (
       select "profileId" as profile_id, name, kind, coalesce(since, '-infinity') as since, latest
         from json_to_recordset($3) as w ("profileId" uuid, name text, kind text, since timestamptz, latest integer)),
     own as (
       select distinct profile_id, profile_id as id from wanted
       union all
       select a.canonical_id, a.old_id from profile_alias a
        where a.workspace_id = $1 and a.canonical_id in (select profile_id from wanted))
     select wanted.profile_id, wanted.name, wanted.kind, found.message_id, found.position, found.occurred_at, found.properties, found.group_key
       from wanted join own on own.profile_id = wanted.profile_id
      cross join lateral (
        (select message_id, position, occurred_at, case when wanted.latest is null then doc -> 'properties' end as properties,
                case when wanted.latest is null then doc -> 'context' ->> 'groupId' end as group_key
           from interaction
          where workspace_id = $1 and profile_id = own.id and name = wanted.name
            and (wanted.kind = 'any' or kind = wanted.kind) and occurred_at <= $2
            and occurred_at > wanted.since and received_at > wanted.since
          order by occurred_at desc, position desc limit wanted.latest)
        union all
        (select message_id, position, occurred_at, case when wanted.latest is null then doc -> 'properties' end,
                case when wanted.latest is null then doc -> 'context' ->> 'groupId' end
           from interaction
          where workspace_id = $1 and profile_id = own.id and name = wanted.name
            and (wanted.kind = 'any' or kind = wanted.kind) and occurred_at > $2
            and received_at > $2)) found`,
    [tx.workspaceId, tx.now, JSON.stringify(wanted)],
  )
  return historiesOf(rows)
}

interface Wanted {
  readonly profileId: string
  readonly name: string
  readonly kind: AskedKind
  readonly since: Date | null
  readonly latest: number | null
}

function wantedOf({ profileId, needs }: OccurrenceRequest, now: Date): readonly Wanted[] {
  return [...needs].flatMap(([history, needsOfHistory]) =>
    needsOfHistory.map(({ latest, withinMs }) => ({
      profileId,
      ...readHistoryName(history),
      since: withinMs === undefined ? null : new Date(now.getTime() - withinMs),
      latest: latest ?? null,
    })),
  )
}

function historiesOf(rows: readonly OccurrenceRow[]): ReadonlyMap<string, History> {
  // The same occurrence may have been requested twice, once without its properties.
  const byProfile = new Map<string, Map<string, Map<string, Occurrence>>>()
  for (const row of rows) {
    const history = historyName({ did: row.name, kind: row.kind })
    const byName = byProfile.get(row.profile_id) ?? new Map<string, Map<string, Occurrence>>()
    const byMessage = byName.get(history) ?? new Map<string, Occurrence>()
    const known = byMessage.get(row.message_id)
    const properties = row.properties ?? known?.properties ?? {}
    const group = row.group_key?.normalize() ?? known?.group
    byMessage.set(row.message_id, {
      at: row.occurred_at,
      properties,
      messageId: row.message_id,
      position: Number(row.position),
      ...(group === undefined ? {} : { group }),
    })
    byName.set(history, byMessage)
    byProfile.set(row.profile_id, byName)
  }
  const newestFirst = (found: ReadonlyMap<string, Occurrence>): readonly Occurrence[] =>
    [...found.values()].toSorted(
      (left, right) => right.at.getTime() - left.at.getTime() || (right.position ?? 0) - (left.position ?? 0),
    )
  return new Map(
    [...byProfile].map(([profileId, byName]) => [
      profileId,
      new Map([...byName].map(([name, found]) => [name, newestFirst(found)])),
    ]),
  )
}
