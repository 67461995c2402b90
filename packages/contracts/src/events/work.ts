import { SERVICES, type ServiceName } from '@polyphon/values'
import { z } from 'zod'
import { defineEvent, type EventDefinition } from '../define-event.js'
import { Owner } from '../owner.js'
import { topicNames } from '../topics.js'
import { Id, list, Timestamp, Version } from '../values.js'
import { anna, at, thread } from './example-values.js'
import { owner } from './owner-example.js'

/** How things are that somebody of the firm has to do. */
export const WORK_STATES = ['open', 'acknowledged', 'done', 'canceled'] as const
export type WorkState = (typeof WORK_STATES)[number]

/** What kinds of things there are to do. */
export const WORK_KINDS = [
  'task',
  'case',
  'conversation',
  'call_back',
  'promise',
  'insight',
  'change_request',
  'improvement',
  'merge_candidate',
] as const
export type WorkKind = (typeof WORK_KINDS)[number]

/** How many owners of before are kept with a piece of work: the newest. */
export const LONGEST_HANDOVER = 50

/** What somebody of the firm has to do; one shape in all services. */
export const Work = z.object({
  workId: Id,
  version: Version.describe('Grows with each change: of two events about the same work the higher one counts.'),
  kind: z
    .string()
    .min(1)
    .describe(WORK_KINDS.map((kind) => `\`${kind}\``).join(', ')),
  service: z.enum(SERVICES).describe('Who opened it and answers `acknowledgeWork`, `completeWork`, `reassignWork`.'),
  owner: Owner,
  state: z.enum(WORK_STATES),
  openedAt: Timestamp,
  dueAt: Timestamp.nullable(),
  acknowledgedAt: Timestamp.optional().describe('When somebody first took it on.'),
  overdueAt: Timestamp.optional().describe('When it was found to be late.'),
  doneAt: Timestamp.optional(),
  canceledAt: Timestamp.optional(),
  profileId: Id.nullable().optional(),
  why: z.string().describe('Why there is something to do.'),
  href: z.string().min(1).describe('Leads to it, at its service.'),
  handOvers: z.int().min(0).describe('How often it has had another owner.'),
  formerOwners: list(Owner.extend({ until: Timestamp })).describe(
    `Whose it was before, the latest last; of more than ${LONGEST_HANDOVER} the latest.`,
  ),
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
    alsoIn: [topicNames.work(service)],
    summary: happened[what],
    data: Work,
    personal: ['why'],
    key: (data) => data.profileId ?? data.workId,
    example: {
      workId,
      version: 1,
      kind: 'task',
      service,
      owner,
      state: what === 'work_done' ? 'done' : what === 'work_canceled' ? 'canceled' : 'open',
      openedAt: at,
      dueAt: thread.tomorrow,
      profileId: anna,
      why: 'a parcel that is late',
      href: `/v1/work/${workId}`,
      handOvers: 0,
      formerOwners: [],
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
