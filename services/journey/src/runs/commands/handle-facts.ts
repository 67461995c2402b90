import { followAliases, type Tx } from '@polyphon/service-kit'
import type { Trigger } from '../../definitions/domain/definition.js'
import { holdJourneys } from '../../definitions/store/journeys.js'
import type { Library, ReadVersion } from '../../definitions/store/library.js'
import { readMentionedEvents, readTriggers, type TriggerRow } from '../../definitions/store/triggers.js'
import { triggerPulledBy } from '../domain/decide-entry.js'
import type { HeardFact } from '../domain/profile-fact.js'
import type { HeardEvent, PersonFacts } from '../domain/run.js'
import {
  type Beginning,
  closeScene,
  enter,
  openScene,
  play,
  prepareRun,
  runsOf,
  type Scene,
} from '../steps/run-session.js'
import { type NewOccurrence, saveOccurrences } from '../store/occurrences.js'
import { lockOpenRuns } from '../store/runs.js'

/** A fact with the transaction that knows what it came from. */
export interface Told {
  readonly fact: HeardFact
  readonly tx: Tx
}

/** One that is new here, with its place in the order of arrival. */
interface FreshlyTold extends Told {
  readonly position: number
}

interface Hearing {
  readonly scene: Scene
  /** By kind and name of what starts them. */
  readonly startable: ReadonlyMap<string, readonly ReadVersion[]>
}

/**
 * Lets facts about people do what they do to journeys, in their order: move runs, end them, begin them. Whatever no
 * journey mentions costs one look-up for the whole chunk; what was heard before is not heard again.
 */
export async function hearFacts(tx: Tx, told: readonly Told[], library: Library): Promise<void> {
  const concerning = await concerningAny(tx, await withCanonicalIds(tx, told))
  const fresh = await onlyFresh(tx, concerning)
  if (fresh.length === 0) return
  const runs = await lockOpenRuns(tx, [...new Set(fresh.map(({ fact }) => fact.profileId))])
  const startable = await readStartable(tx, fresh, library)
  if (runs.length === 0 && startable.size === 0) return
  const candidates = fresh.flatMap(({ fact }) =>
    (startable.get(triggerName(fact)) ?? []).map((version) => ({
      journey: version.published.key,
      profileId: fact.profileId,
      triggerKey: occurrenceId(fact),
      version,
    })),
  )
  const parked = runs
    .filter(({ run }) => run.status === 'parked')
    .map(({ run }) => ({ journey: run.journey, profileId: run.profileId, key: run.journey, number: run.version }))
  const waiting = await Promise.all(
    parked.map(async ({ key, number, ...one }) => ({ ...one, version: await library.version(tx, key, number) })),
  )
  const ids = fresh.flatMap(({ fact }) => occurrenceId(fact) ?? [])
  const scene = await openScene(tx, library, { runs, candidates: [...candidates, ...waiting], fresh: ids })
  for (const one of fresh) await hear(one, { scene, startable })
  await closeScene(tx, scene)
}

async function withCanonicalIds(tx: Tx, told: readonly Told[]): Promise<readonly Told[]> {
  if (told.length === 0) return []
  const ids = await followAliases(
    tx,
    told.map(({ fact }) => fact.profileId),
  )
  return told.map(({ fact, tx: caused }) => ({
    tx: caused,
    fact: { ...fact, profileId: ids.get(fact.profileId) ?? fact.profileId },
  }))
}

async function concerningAny(tx: Tx, told: readonly Told[]): Promise<readonly Told[]> {
  const names = new Set(told.flatMap(({ fact }) => (fact.kind === 'interaction' ? [fact.event.name] : [])))
  const mentioned = await readMentionedEvents(tx, [...names])
  const segments = told.flatMap(({ fact }) => (fact.kind === 'segment' ? (triggerOf(fact) ?? []) : []))
  const triggers = new Set((await readTriggers(tx, segments)).map(({ kind, name }) => `${kind} ${name}`))
  return told.filter(({ fact }) => {
    if (fact.kind === 'interaction') return mentioned.has(fact.event.name)
    return fact.kind === 'person' || triggers.has(triggerName(fact))
  })
}

const occurrenceId = (fact: HeardFact): string | undefined => {
  if (fact.kind === 'interaction') return fact.event.messageId
  return fact.kind === 'segment' ? fact.eventId : undefined
}

async function onlyFresh(tx: Tx, told: readonly Told[]): Promise<readonly FreshlyTold[]> {
  const occurrences = told.flatMap(({ fact }): readonly NewOccurrence[] => {
    if (fact.kind === 'person') return []
    const { profileId } = fact
    return fact.kind === 'interaction'
      ? [{ profileId, ...fact.event }]
      : [{ profileId, messageId: fact.eventId, name: null, occurredAt: fact.occurredAt, properties: {} }]
  })
  // A chunk may hold the same event twice; only the first of them is new.
  const first = new Map(occurrences.toReversed().map((one) => [one.messageId, one]))
  const fresh = new Map(
    await saveOccurrences(
      tx,
      occurrences.filter((one) => first.get(one.messageId) === one),
    ),
  )
  return told.flatMap((one): readonly FreshlyTold[] => {
    const id = occurrenceId(one.fact)
    if (id === undefined) return [{ ...one, position: 0 }]
    const position = fresh.get(id)
    fresh.delete(id)
    return position === undefined ? [] : [{ ...one, position }]
  })
}

const triggerName = (fact: HeardFact): string => {
  const row = triggerOf(fact)
  return row === null ? '' : `${row.kind} ${row.name}`
}

function triggerOf(fact: HeardFact): TriggerRow | null {
  if (fact.kind === 'interaction') return { kind: 'event', name: fact.event.name }
  return fact.kind === 'segment' ? { kind: fact.change, name: fact.segment } : null
}

async function readStartable(
  tx: Tx,
  told: readonly Told[],
  library: Library,
): Promise<ReadonlyMap<string, readonly ReadVersion[]>> {
  const rows = await readTriggers(
    tx,
    told.flatMap(({ fact }) => triggerOf(fact) ?? []),
  )
  // Held first: what is live now stays live until these runs are stored.
  const states = await holdJourneys(tx, [...new Set(rows.map(({ key }) => key))])
  const startable = new Map<string, readonly ReadVersion[]>()
  for (const { kind, name, key } of rows) {
    const state = states.find((one) => one.key === key && one.status === 'live')
    if (state === undefined) continue
    const version = await library.version(tx, key, state.version)
    const label = `${kind} ${name}`
    startable.set(label, [...(startable.get(label) ?? []), version])
  }
  return startable
}

async function hear({ fact, tx, position }: FreshlyTold, hearing: Hearing): Promise<void> {
  const { scene, startable } = hearing
  const versions = startable.get(triggerName(fact)) ?? []
  switch (fact.kind) {
    case 'interaction':
      scene.people.hear({ ...fact, position })
      for (const { run, version } of runsOf(scene, fact.profileId)) {
        if (version.interest.events.has(fact.event.name))
          await play(tx, scene, run.runId, { kind: 'event', event: fact.event })
      }
      for (const version of versions) await startByEvent(tx, scene, { fact, version })
      return
    case 'segment':
      for (const version of versions) await startBySegment(tx, scene, { fact, version })
      return
    case 'person':
      for (const { run, version } of runsOf(scene, fact.profileId)) {
        const person = scene.people.find(fact.profileId)
        if (run.status !== 'parked') await play(tx, scene, run.runId, { kind: 'person', because: fact.because })
        else if (person !== null) await enter(tx, scene, { person, version, run, event: null, occurredAt: null }, true)
      }
  }
}

interface Start<Kind extends HeardFact['kind']> {
  readonly fact: Extract<HeardFact, { kind: Kind }>
  readonly version: ReadVersion
}

async function startByEvent(tx: Tx, scene: Scene, { fact, version }: Start<'interaction'>): Promise<void> {
  const { event, profileId, learnedAt } = fact
  // Facts come in order, so the copy is never older than the event; should it be missing, the event itself says enough.
  const person = scene.people.find(profileId) ?? scene.people.stranger(profileId)
  const trigger = triggerPulledBy(version.published, person, event, tx.now)
  if (trigger === undefined) return
  const given = {
    published: version.published,
    profileId,
    event,
    occurredAt: new Date(event.occurredAt),
    data: {},
    triggerKey: event.messageId,
    trigger: {
      type: 'event',
      event: event.name,
      messageId: event.messageId,
    },
    correlateBy: trigger.correlateBy,
    learnedAt: new Date(learnedAt),
  } satisfies Beginning
  await start(tx, scene, { person, version, event, given })
}

async function startBySegment(tx: Tx, scene: Scene, { fact, version }: Start<'segment'>): Promise<void> {
  const { profileId, segment, eventId, occurredAt, learnedAt } = fact
  const on: Extract<Trigger, { type: 'segment' }>['on'] = fact.change === 'segment_entered' ? 'enter' : 'exit'
  const isPulled = version.published.journey.entry.triggers.some(
    (one) => one.type === 'segment' && one.segment === segment && one.on === on,
  )
  if (!isPulled) return
  const person = scene.people.find(profileId) ?? scene.people.stranger(profileId)
  const given = {
    published: version.published,
    profileId,
    event: null,
    occurredAt: new Date(occurredAt),
    data: {},
    triggerKey: eventId,
    trigger: {
      type: 'segment',
      segment,
    },
    learnedAt: new Date(learnedAt),
  } satisfies Beginning
  await start(tx, scene, { person, version, event: null, given })
}

interface Attempted {
  readonly person: PersonFacts
  readonly version: ReadVersion
  readonly event: HeardEvent | null
  readonly given: Beginning
}

async function start(tx: Tx, scene: Scene, { person, version, event, given }: Attempted): Promise<void> {
  const run = prepareRun(tx, given)
  await enter(tx, scene, { person, version, run, event, occurredAt: given.occurredAt }, false)
}
