import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { acceptGaps, type FoundGap, wordsOf } from '../events/gaps.js'
import type { Deps } from './deps.js'
import { type Route, route } from './route.js'

const GapView = z.object({
  consumerGroup: z.string(),
  topic: z.string(),
  partition: z.int(),
  reason: z.enum(['deleted', 'made_anew', 'cut_off']),
  from: z.string().describe('The first offset that is missing'),
  to: z.string().nullable().describe('The first one that is there again; null where that cannot be known'),
  readUntil: Moment.nullable().describe('When the group had applied last what stood before'),
  foundAt: Moment,
  detail: z.string(),
})

const AcceptedGaps = z.object({ accepted: z.array(GapView) }).meta({ id: 'AcceptedGaps' })

const Accepted = z.strictObject({
  consumerGroup: z.string().min(1).max(200).optional(),
  topic: z.string().min(1).max(249).optional(),
  partition: z.int().min(0).optional(),
  foundUntil: Timestamp.optional().describe('Only gaps that were found until then'),
})

/** What the operator says about records that the log no longer has. */
export function offsetRoutes(deps: Deps): readonly Route[] {
  return [
    route({
      operationId: 'acceptGap',
      method: 'post',
      path: '/v1/offsets/accept',
      tag: 'offsets',
      access: { who: 'admin' },
      summary: 'Accept that records of the log are missing here, so that the service is ready again',
      description:
        'While `/readyz` names `offsets`, a consumer group has found that the log no longer holds what it had not read: it reads on behind the gap, and what the gap held is missing in this service. With `{}` all gaps are accepted, otherwise those that fit every member given. Answers what was accepted, which is nothing when it had been before.',
      body: Accepted,
      responses: { 200: AcceptedGaps },
      example: { topic: 'polyphon.journey', partition: 3 },
      handle: async (tx, { body }) => {
        const { consumerGroup: group, foundUntil, ...rest } = body
        const until = foundUntil === undefined ? {} : { foundUntil: new Date(foundUntil) }
        const accepted = await acceptGaps(tx, { group, ...rest, ...until })
        tx.afterCommit(() =>
          deps.logger.warn({ event: 'offsets.gap_accepted', ...body, count: accepted.length }, 'gaps accepted by call'),
        )
        return { status: 200, body: { accepted: accepted.map(toGapView) } }
      },
    }),
  ]
}

const toGapView = (gap: FoundGap): z.input<typeof GapView> => ({
  consumerGroup: gap.group,
  topic: gap.topic,
  partition: gap.partition,
  reason: gap.reason,
  from: String(gap.from),
  to: gap.to === null ? null : String(gap.to),
  readUntil: gap.readUntil?.toISOString() ?? null,
  foundAt: gap.foundAt.toISOString(),
  detail: wordsOf(gap),
})
