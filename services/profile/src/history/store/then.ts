import { segmentEntered } from '@polyphon/contracts'
import type { Tx } from '@polyphon/service-kit'
import { canonicalZone, type Identifier, readLocale } from '@polyphon/values'

/** An identifier that was linked to somebody. */
export interface LinkedAt extends Identifier {
  /** The id that the person had then. */
  readonly profileId: string
  readonly at: Date
}

/** When identifiers came to be linked to people under these ids; of each and each id the first time. */
export async function readLinkTimes(tx: Tx, profileIds: readonly string[]): Promise<readonly LinkedAt[]> {
  const { rows } = await tx.query<{ type: string; value: string; profile_id: string; at: Date }>(
    `select type, value, profile_id, min(at) as at from identity_ledger
      where workspace_id = $1 and profile_id = any ($2) and kind = 'link'
      group by type, value, profile_id`,
    [tx.workspaceId, profileIds],
  )
  return rows.map(({ profile_id: profileId, ...row }) => ({ ...row, profileId }))
}

/**
 * Of each segment that people under these ids have entered or left between two moments what they did first: whoever left it was
 * in it before, whoever entered it was not.
 */
export async function readFirstTurns(
  tx: Tx,
  profileIds: readonly string[],
  { after, before }: { readonly after: Date; readonly before: Date | null },
): Promise<readonly { readonly segment: string; readonly isEntry: boolean }[]> {
  const { rows } = await tx.query<{ segment: string; type: string }>(
    `select distinct on (data ->> 'segment') data ->> 'segment' as segment, type
       from timeline_item
      where workspace_id = $1 and profile_id = any ($2) and kind = 'segment'
        and occurred_at > $3 and ($4::timestamptz is null or occurred_at < $4::timestamptz)
      order by data ->> 'segment', occurred_at, position`,
    [tx.workspaceId, profileIds, after, before],
  )
  return rows.map(({ segment, type }) => ({ segment, isEntry: type === segmentEntered.type }))
}

const PAGE = 100

/** What devices report, by the name that it has in the context of an event, and how it is read. */
const REPORTED = { locale: readLocale, timezone: canonicalZone } as const

/** What a device under one of these ids had reported last, by what was known at a moment; null where none had. */
export async function readReported(
  tx: Tx,
  profileIds: readonly string[],
  { name, at }: { readonly name: keyof typeof REPORTED; readonly at: Date },
): Promise<string | null> {
  let behind: readonly [string, string] | null = null
  for (;;) {
    const { rows }: { rows: { value: unknown; at_text: string; position: string }[] } = await tx.query(
      `select doc -> 'context' -> $4::text as value, occurred_at::text as at_text, position from interaction
        where workspace_id = $1 and profile_id = any ($2) and received_at <= $3 and occurred_at <= $3
          and (doc -> 'context' -> $4::text) is not null
          and ($5::timestamptz is null or (occurred_at, position) < ($5::timestamptz, $6::bigint))
        order by occurred_at desc, position desc limit $7`,
      [tx.workspaceId, profileIds, at, name, behind?.[0] ?? null, behind?.[1] ?? null, PAGE],
    )
    for (const { value } of rows) {
      const read = REPORTED[name](value)
      if (read !== null) return read
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return null
    behind = [last.at_text, last.position]
  }
}
