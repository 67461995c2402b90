import { type TopicName, topicNames } from '@polyphon/contracts'
import { Moment, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import { acceptGaps, type FoundGap, wordsOf } from '../events/gaps.js'
import type { Replay, Replayed } from '../events/replay.js'
import type { ServiceName } from '../values/service-name.js'
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

const FROM_FORM = 'must be `beginning` or a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end'

const From = z
  .string()
  .transform((text, context) => {
    if (text === 'beginning') return text
    const { data: at } = Timestamp.safeParse(text)
    if (at !== undefined) return at
    context.addIssue({ code: 'custom', message: FROM_FORM, input: text })
    return z.NEVER
  })
  .describe(
    '`beginning`, or a date and time with `Z` or an offset: records that were written to the log from then on. Go back further than you think, as they are written a moment after what they tell of',
  )
  .meta({ type: 'string' })

const ReplayOrdered = z.strictObject({
  topic: z.string().min(1).max(249),
  from: From,
  allowRepeats: z
    .boolean()
    .default(false)
    .describe('Also facts that are so old that they may not be recognised any more, and then happen again'),
  dryRun: z.boolean().default(false).describe('Only say what would be'),
})

const ReplayView = z.object({
  consumerGroup: z.string(),
  partition: z.int(),
  was: z.string().describe('The first offset that it had not read'),
  begins: z.string().describe('Where it begins again; the same as `was` where it stays'),
})
const ReplayedTopic = z
  .object({ topic: z.string(), dryRun: z.boolean(), partitions: z.array(ReplayView) })
  .meta({ id: 'ReplayedTopic' })

/** What the operator says about records that the log no longer has, and about those that are to be read again. */
export function offsetRoutes(service: ServiceName, deps: Deps, replay: Replay): readonly Route[] {
  return [acceptRoute(deps), replayRoute(service, replay)]
}

function acceptRoute(deps: Deps): Route {
  return route({
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
  })
}

// All but profile keep a copy of workspaces.
const exampleTopic = (service: ServiceName): TopicName =>
  service === 'profile' ? topicNames.facts('messaging') : topicNames.workspaces

function replayRoute(service: ServiceName, replay: Replay): Route {
  return route({
    operationId: 'replayTopic',
    method: 'post',
    path: '/v1/offsets/replay',
    tag: 'offsets',
    access: { who: 'admin' },
    summary: 'Have this service read a topic again, from a moment on',
    description:
      'Moves all consumer groups of this service that read the topic back, in one transaction; whoever reads goes back within five seconds. What was applied is not applied again, by what each event left behind; what was lost here comes back. A group never goes forward: a partition in which it has not read as far as `from` stays, and where that holds of all of them the call is refused. Facts that are older than a week may not be recognised any more and need `allowRepeats`; state may be read from its beginning at any time.',
    idempotencyKey: 'required',
    body: ReplayOrdered,
    responses: { 200: ReplayedTopic },
    example: { topic: exampleTopic(service), from: 'beginning', dryRun: true },
    handleOutside: async ({ body, audit }) => {
      const from = body.from === 'beginning' ? body.from : new Date(body.from)
      const partitions = await replay({ ...body, from }, audit)
      return { status: 200, body: { topic: body.topic, dryRun: body.dryRun, partitions: partitions.map(toReplayView) } }
    },
  })
}

const toReplayView = ({ group, partition, was, begins }: Replayed): z.input<typeof ReplayView> => ({
  consumerGroup: group,
  partition,
  was: String(was),
  begins: String(begins),
})

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
