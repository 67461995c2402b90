import { type ServiceName } from '@polyphon/values'
import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Id, Timestamp } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner } from './owner-example.js'

/** What somebody of the firm has to do; one shape in all services. */
export const Work = z.object({
  workId: Id,
  kind: z
    .string()
    .min(1)
    .describe(
      '`task`, `case`, `conversation`, `call_back`, `promise`, `insight`, `change_request`, `improvement` or `merge_candidate`',
    ),
  service: z.string().min(1).describe('Who opened it and answers `acknowledgeWork`, `completeWork`, `reassignWork`.'),
  owner: Owner,
  state: z.enum(['open', 'acknowledged', 'done', 'canceled']),
  openedAt: Timestamp,
  dueAt: Timestamp.nullable(),
  acknowledgedAt: Timestamp.optional(),
  doneAt: Timestamp.optional(),
  profileId: Id.nullable().optional(),
  why: z.string().describe('Why there is something to do.'),
  href: z.string().min(1).describe('Leads to it, at its service.'),
})

const happened = {
  work_opened: 'There is something to do.',
  work_acknowledged: 'Somebody has taken it on.',
  work_done: 'It is done.',
  work_overdue: 'It is not done in time.',
  work_escalated: 'It was handed up, because it was not done in time.',
  work_reassigned: 'It has another owner.',
  work_canceled: 'There is nothing to do any more.',
} as const
type Happened = keyof typeof happened

const workId = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a80'

function workFact<S extends ServiceName, H extends Happened>(
  service: S,
  what: H,
): EventDefinition<`${S}.${H}.v1`, typeof Work> {
  return defineEvent({
    type: `${service}.${what}.v1`,
    topic: topicNames.facts(service),
    planned: true,
    summary: happened[what],
    data: Work,
    personal: [],
    key: (data) => data.profileId ?? data.workId,
    example: {
      workId,
      kind: 'task',
      service,
      owner,
      state: what === 'work_done' ? 'done' : what === 'work_canceled' ? 'canceled' : 'open',
      openedAt: at,
      dueAt: thread.tomorrow,
      profileId: anna,
      why: 'a parcel that is late',
      href: `/v1/work/${workId}`,
    },
  })
}

const workFacts = <S extends ServiceName>(service: S) => ({
  opened: workFact(service, 'work_opened'),
  acknowledged: workFact(service, 'work_acknowledged'),
  done: workFact(service, 'work_done'),
  overdue: workFact(service, 'work_overdue'),
  escalated: workFact(service, 'work_escalated'),
  reassigned: workFact(service, 'work_reassigned'),
  canceled: workFact(service, 'work_canceled'),
})

/** What is published of the work that each service owns. */
export const work = {
  profile: workFacts('profile'),
  journey: workFacts('journey'),
  messaging: workFacts('messaging'),
  feedback: workFacts('feedback'),
  analytics: workFacts('analytics'),
} as const
