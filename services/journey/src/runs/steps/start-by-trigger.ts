import type { Tx } from '@polyphon/service-kit'
import type { Trigger } from '../../definitions/domain/definition.js'
import type { ReadVersion } from '../../definitions/store/library.js'
import type { HandledEvent, RunTrigger } from '../../kinds/domain/run.js'
import { triggerFiredBy } from '../domain/decide-entry.js'
import type { ProfileFact } from '../domain/profile-fact.js'
import { enterJourney, prepareRun } from './enter-journey.js'
import type { RunSession } from './run-session.js'

interface Start<Kind extends ProfileFact['kind']> {
  readonly fact: Extract<ProfileFact, { kind: Kind }>
  readonly version: ReadVersion
}

/** Starts a run if an interaction fires a trigger of the journey and its person may enter. */
export async function startByEvent(tx: Tx, session: RunSession, start: Start<'interaction'>): Promise<void> {
  const { version, fact } = start
  const { event, profileId, learnedAt, chainDepth } = fact
  // Facts come in order, so the copy is never older than the event; should it be missing, the event itself says enough.
  const person = session.people.find(profileId) ?? session.people.unknownPerson(profileId)
  const trigger = triggerFiredBy(version.published, person, event, tx.now)
  if (trigger === undefined) return
  const occurredAt = new Date(event.occurredAt)
  const run = prepareRun(tx, {
    published: version.published,
    profileId,
    event,
    occurredAt,
    data: {},
    triggerKey: event.messageId,
    trigger: triggeredBy(event),
    correlateBy: trigger.correlateBy,
    chainDepth,
    learnedAt: new Date(learnedAt),
  })
  await enterJourney(tx, session, { person, version, run, event, occurredAt }, false)
}

const triggeredBy = ({ name, kind, messageId }: HandledEvent): RunTrigger => ({
  type: 'event',
  event: name,
  ...(kind === 'track' ? {} : { kind }),
  messageId,
})

/** Starts a run if entering or leaving a segment fires a trigger of the journey and the person may enter. */
export async function startBySegment(tx: Tx, session: RunSession, start: Start<'segment'>): Promise<void> {
  const { version, fact } = start
  const { profileId, segment, eventId, learnedAt, chainDepth } = fact
  const on: Extract<Trigger, { type: 'segment' }>['on'] = fact.change === 'segment_entered' ? 'enter' : 'exit'
  const isFired = version.published.journey.entry.triggers.some(
    (trigger) => trigger.type === 'segment' && trigger.segment === segment && trigger.on === on,
  )
  if (!isFired) return
  const person = session.people.find(profileId) ?? session.people.unknownPerson(profileId)
  const occurredAt = new Date(fact.occurredAt)
  const run = prepareRun(tx, {
    published: version.published,
    profileId,
    event: null,
    occurredAt,
    data: {},
    triggerKey: eventId,
    trigger: { type: 'segment', segment },
    chainDepth,
    learnedAt: new Date(learnedAt),
  })
  await enterJourney(tx, session, { person, version, run, event: null, occurredAt }, false)
}
