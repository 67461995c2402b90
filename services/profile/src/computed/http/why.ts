import { Id, Key, type Route, route } from '@polyphon/service-kit'
import { Moment } from '@polyphon/values'
import { z } from 'zod'
import { REASONS } from '../domain/working.js'
import { explainComputedTrait } from '../queries/explain-computed-trait.js'
import { explainSegment } from '../queries/explain-segment.js'

const scope = 'profile:read'
const iso = (moment: Date | null | undefined): string | null => moment?.toISOString() ?? null
const params = z.object({ profileId: Id, key: Key })

const Explanation = z
  .object({
    holds: z.boolean(),
    until: Moment.nullable().describe('When this may change if nothing else happens'),
    purpose: z
      .object({ name: z.string(), allowed: z.boolean(), because: z.string() })
      .describe(
        'Whether the person allows what the segment is for; if not, its condition is not looked at and has no leaves',
      ),
    leaves: z.array(
      z.object({
        path: z.string().describe('JSON pointer into the condition'),
        holds: z.boolean(),
        because: z.string(),
      }),
    ),
  })
  .meta({ id: 'SegmentExplanation' })

const ComputedExplanation = z
  .object({
    value: z.unknown().describe('What they have now; null where they have no value'),
    reason: z.enum(REASONS).describe('Why they have it, or none'),
    because: z.string().describe('The same in words'),
    purpose: z
      .object({ name: z.string(), allowed: z.boolean(), because: z.string() })
      .describe('Whether the person allows what it is for; if not, nothing of their past is looked at'),
    events: z.int().describe('How many events count'),
    values: z.int().describe('How many values these have'),
    since: Moment.nullable().describe('Behind which moment events count; null for all that ever happened'),
    oldest: Moment.nullable().describe('When the oldest of them happened'),
    newest: Moment.nullable().describe('When the newest of them happened'),
    until: Moment.nullable().describe('When this may change if nothing else happens'),
  })
  .meta({ id: 'ComputedTraitExplanation' })

const explainSegmentRoute = route({
  operationId: 'explainSegment',
  method: 'get',
  path: '/v1/profiles/:profileId/segments/:key/why',
  summary: 'Why a person is in a segment, or is not',
  tag: 'segments',
  access: { who: 'key', scope, staff: 'people' },
  scans: true,
  params,
  responses: { 200: Explanation },
  handle: async (tx, { params: question }) => {
    const { holds, until, purpose, leaves } = await explainSegment(tx, question)
    return { status: 200, body: { holds, until: iso(until), purpose, leaves: [...leaves] } }
  },
})

const explainComputedTraitRoute = route({
  operationId: 'explainComputedTrait',
  method: 'get',
  path: '/v1/profiles/:profileId/computed-traits/:key/why',
  summary: 'Why a person has a computed trait, or has none',
  description:
    'From how many events of which time it was worked out. `reason` says why there is no value: `restricted`, `not_allowed` (the purpose), `nothing_counts`, `no_values`, `too_many_values`, `out_of_range`, `archived`; `under_way` where it is being worked out for everybody and has not come to this person.',
  tag: 'computed traits',
  access: { who: 'key', scope, staff: 'people' },
  scans: true,
  params,
  responses: { 200: ComputedExplanation },
  handle: async (tx, { params: question }) => {
    const { value, purpose, reason, because, events, values, ...moments } = await explainComputedTrait(tx, question)
    const { since, oldest, newest, until } = moments
    return {
      status: 200,
      body: {
        value: value ?? null,
        reason,
        because,
        purpose,
        events,
        values,
        since: iso(since),
        oldest: iso(oldest),
        newest: iso(newest),
        until: iso(until),
      },
    }
  },
})

export const whyRoutes: readonly Route[] = [explainSegmentRoute, explainComputedTraitRoute]
