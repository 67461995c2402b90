import { Id, listOf, type Route, route } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { requireAssigned } from '../../people/steps/require-assigned.js'
import type { StatedBy, TraitStated } from '../domain/trait-history.js'
import { type HistoryEntry, listTraitHistory, traitHistoryList } from '../queries/list-trait-history.js'

const Value = z.unknown().meta({ description: 'Any JSON; null where the trait was removed' })

const Source = z
  .object({
    kind: z
      .enum(['event', 'request', 'computed', 'unknown'])
      .describe('`unknown`: nothing that is kept says it any more, or ever did'),
    messageId: z.string().nullable().describe('Of an event: `getEventTrace` shows it'),
    requestId: z
      .string()
      .nullable()
      .describe('Of a request, by which `listAudit` says who made it, or of a row of an import'),
    profileId: z.string().nullable().describe('The id that the person had then, or that was named'),
    occurredAt: Moment.nullable().describe('When it happened; the newest counts, whatever became known first'),
  })
  .meta({ id: 'TraitSource' })

const TraitEntry = z
  .object({
    id: z.string().describe('Tells it from the others of its trait, and stays'),
    value: Value,
    from: Moment.nullable().describe('Since when it was known; null: for longer than anything that is kept says'),
    to: Moment.nullable().describe('Until when; the same as `from` where it never held, null where it still does'),
    source: Source,
    lostTo: z
      .object({ value: Value, source: Source })
      .nullable()
      .describe('What it lost to, as that had happened later'),
    merge: z
      .object({
        survivorId: z.string(),
        absorbedId: z.string(),
        because: z.string().nullable().describe('The message or the request that brought it about'),
      })
      .nullable()
      .describe('Where it came to be known by a merge'),
  })
  .meta({ id: 'TraitEntry' })

const TraitHistory = listOf(TraitEntry)
  .extend({
    completeSince: Moment.nullable().describe(
      'From when on nothing is missing: older events may have been dropped by the retention of the workspace, older requests were not kept. Null: since the person is known',
    ),
  })
  .meta({ id: 'TraitEntryList' })

type EntryView = z.input<typeof TraitEntry>

const idsOf = (
  by: StatedBy,
): { kind: 'event' | 'request' | 'unknown'; messageId: string | null; requestId: string | null } => {
  if (by === null) return { kind: 'unknown', messageId: null, requestId: null }
  return 'messageId' in by
    ? { kind: 'event', messageId: by.messageId, requestId: null }
    : { kind: 'request', messageId: null, requestId: by.requestId }
}

const sourceOf = ({ by, profileId, occurredAt }: TraitStated): z.input<typeof Source> => ({
  ...idsOf(by),
  profileId,
  occurredAt: momentOf(occurredAt),
})

const momentOf = (ms: number): string => new Date(ms).toISOString()

const orNull = (ms: number | null): string | null => (ms === null ? null : momentOf(ms))

const COMPUTED = { kind: 'computed', messageId: null, requestId: null, profileId: null, occurredAt: null } as const

function toView(entry: HistoryEntry): EntryView {
  if ('computed' in entry)
    return { id: 'computed', value: entry.computed, from: null, to: null, source: COMPUTED, lostTo: null, merge: null }
  const { value, from, to, stated, lostTo, merge, standing } = entry
  return {
    id: standing.join(' ').trimEnd(),
    value,
    from: orNull(from),
    to: orNull(to),
    source: sourceOf(stated),
    lostTo: lostTo === null ? null : { value: lostTo.value, source: sourceOf(lostTo) },
    merge:
      merge === null ? null : { survivorId: merge.survivorId, absorbedId: merge.absorbedId, because: merge.because },
  }
}

export const traitHistoryRoutes = (deps: ProfileDeps): readonly Route[] => [
  route({
    operationId: 'listTraitHistory',
    method: 'get',
    path: '/v1/profiles/:profileId/traits/:name/history',
    summary: 'What a trait of a person was known to be, newest first, and what said so',
    description:
      'Each value that became known, from when until when it was known, and its source; one that never held, as something newer was known already, says what it lost to. What only says again what is known is no entry. The id of somebody who was merged answers what they were until then, and the survivor since. Of somebody who was split off it answers what is theirs, also of the time while they were taken for one with another. Of a computed trait the value of now is known, and what was stated under its name.',
    tag: 'profiles',
    access: { who: 'key', scope: 'profile:read', staff: 'people', remit: 'assigned' },
    params: z.object({ profileId: Id, name: z.string().min(1).max(1_000) }),
    query: traitHistoryList.query,
    responses: { 200: TraitHistory },
    handle: async (tx, { params, query, remit }) => {
      await requireAssigned(tx, params.profileId, remit)
      const operator = deps.settings.RETENTION_DAYS
      const { completeSince, ...page } = await listTraitHistory(tx, query, { ...params, operator, show: toView })
      return { status: 200, body: { ...page, completeSince: completeSince?.toISOString() ?? null } }
    },
  }),
]
