import type { Tx } from '@polyphon/service-kit'
import type { PastRuns } from '../domain/decide-entry.js'

export interface Candidate {
  readonly journey: string
  readonly profileId: string
}

export const candidateKey = ({ journey, profileId }: Candidate): string => `${journey} ${profileId}`

/** Locks the entry of people into journeys, so that two events at once cannot both let somebody in. */
export async function lockEntries(tx: Tx, candidates: readonly Candidate[]): Promise<ReadonlyMap<string, PastRuns>> {
  const wanted = [...new Map(candidates.map((candidate) => [candidateKey(candidate), candidate])).values()]
  if (wanted.length === 0) return new Map()
  const journeys = wanted.map(({ journey }) => journey)
  const profileIds = wanted.map(({ profileId }) => profileId)
  await tx.query(
    `insert into entry (workspace_id, journey, profile_id, tried_at)
     select $1, journey, profile_id, $4 from unnest($2::text[], $3::uuid[]) as given (journey, profile_id)
      order by profile_id, journey
     on conflict (workspace_id, journey, profile_id) do update set tried_at = excluded.tried_at
     returning 1`,
    [tx.workspaceId, journeys, profileIds, tx.now],
  )
  const { rows } = await tx.query<{
    journey: string
    profile_id: string
    entered: number
    running: number
    last_at: Date | null
  }>(
    `select journey, profile_id, count(*)::int as entered, count(*) filter (where status = 'running')::int as running,
            max(coalesce(ended_at, started_at)) as last_at
       from run where workspace_id = $1 and has_entered
        and (journey, profile_id) in (select * from unnest($2::text[], $3::uuid[])) group by journey, profile_id`,
    [tx.workspaceId, journeys, profileIds],
  )
  const past = new Map<string, PastRuns>(
    wanted.map((candidate) => [candidateKey(candidate), { entered: 0, running: 0, lastAt: null }]),
  )
  for (const row of rows)
    past.set(candidateKey({ journey: row.journey, profileId: row.profile_id }), {
      entered: row.entered,
      running: row.running,
      lastAt: row.last_at,
    })
  return past
}

export interface Refusal extends Candidate {
  readonly code: string
  readonly because: string
}

/** Keeps why somebody was not let into a journey, the latest reason only. */
export async function saveRefusals(tx: Tx, refusals: readonly Refusal[]): Promise<void> {
  const latest = [...new Map(refusals.map((refusal) => [candidateKey(refusal), refusal])).values()]
  if (latest.length === 0) return
  await tx.query(
    `update entry set refused_code = given.code, refused_because = given.because, refused_at = $3
       from json_to_recordset($2) as given (journey text, "profileId" uuid, code text, because text)
      where entry.workspace_id = $1 and entry.journey = given.journey and entry.profile_id = given."profileId"`,
    [tx.workspaceId, JSON.stringify(latest), tx.now],
  )
}

/** Why somebody was last not let in; null if they never were refused. */
export async function readRefusal(
  tx: Tx,
  candidate: Candidate,
): Promise<{ readonly at: Date; readonly code: string; readonly because: string } | null> {
  const { rows } = await tx.query<{ refused_at: Date; refused_code: string; refused_because: string }>(
    `select refused_at, refused_code, refused_because from entry
      where workspace_id = $1 and journey = $2 and profile_id = $3 and refused_at is not null`,
    [tx.workspaceId, candidate.journey, candidate.profileId],
  )
  const [row] = rows
  return row === undefined ? null : { at: row.refused_at, code: row.refused_code, because: row.refused_because }
}
