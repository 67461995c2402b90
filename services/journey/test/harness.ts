import { randomUUID } from 'node:crypto'
import { type DataOf, interactionRecorded, type MessageFact, profileChanged, topicNames } from '@polyphon/contracts'
import { type Call, eventually, startTestService, type TestService } from '@polyphon/testkit'
import type { JourneyTools } from '../src/config.js'
import { journeyService } from '../src/service.js'

export type Journey = TestService<unknown, JourneyTools>

/** The service with its clock stopped at the given moment. */
export const startJourney = async (at?: Date): Promise<Journey> =>
  startTestService(journeyService, at === undefined ? {} : { at })

type Steps = Readonly<Record<string, unknown>>

/** A journey that is started by an event; everything can be overridden. */
export const journeyOf = (steps: Steps, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  schema: 'polyphon.journey/1',
  class: 'service',
  entry: {
    triggers: [{ type: 'event', event: 'Order Delivered' }],
    reentry: { mode: 'always', concurrent: 100 },
  },
  exit: { rules: [] },
  start: Object.keys(steps)[0],
  steps,
  ...more,
})

export const send = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  type: 'send',
  template: 'danke',
  topic: 'orders',
  channels: ['email'],
  next: null,
  ...more,
})

export async function putJourney(service: Journey, key: string, definition: unknown): Promise<Call> {
  const answer = await service.call(`PUT /v1/journeys/${key}`, { body: definition })
  if (answer.status >= 300) throw new Error(`${key} was refused: ${answer.text}`)
  return answer
}

type Snapshot = Exclude<DataOf<typeof profileChanged>, { mergedInto: string }>

/** Publishes a person as profile does: among the facts and as a snapshot. Returns the profileId. */
export async function publishPerson(
  service: Journey,
  more: Partial<Snapshot> = {},
  topics?: readonly string[],
): Promise<string> {
  const profileId = more.profileId ?? randomUUID()
  await service.publish(
    profileChanged,
    service.workspace.id,
    {
      profileId,
      revision: 1,
      traits: { firstName: 'Jürgen', city: 'Köln' },
      identifiers: [{ type: 'email', value: 'juergen.groß@example.test' }],
      segments: [],
      accounts: [],
      locale: 'de',
      timeZone: 'Europe/Berlin',
      absorbedIds: [],
      ...more,
    },
    topics === undefined ? {} : { topics },
  )
  return profileId
}

export interface Interaction {
  readonly name: string
  readonly kind?: 'track' | 'page' | 'screen'
  readonly properties?: Readonly<Record<string, unknown>>
  readonly messageId?: string
  readonly occurredAt?: string
  readonly id?: string
  readonly workspace?: string
}

/** Publishes something that a person did; returns its messageId. */
export async function publishInteraction(service: Journey, profileId: string, given: Interaction): Promise<string> {
  const { messageId = randomUUID(), occurredAt = service.deps.now().toISOString() } = given
  await service.publish(
    interactionRecorded,
    given.workspace ?? service.workspace.id,
    {
      messageId,
      profileId,
      profileRevision: 1,
      kind: given.kind ?? 'track',
      name: given.name,
      properties: given.properties ?? {},
      identifiers: [],
      context: {},
      channel: 'web',
      occurredAt,
      receivedAt: occurredAt,
    },
    given.id === undefined ? {} : { id: given.id },
  )
  return messageId
}

/** Waits until journey has handled everything that profile has published so far. */
export async function untilHandled(service: Journey): Promise<void> {
  const ends = await service.deps.copies.ends([topicNames.facts('profile'), topicNames.people])
  const factEnds = ends.filter(({ topic }) => topic === topicNames.facts('profile'))
  const peopleEnds = ends.filter(({ topic }) => topic === topicNames.people)
  await eventually(async () => {
    const read = await service.deps.db.transact(null, async (tx) => [
      await service.deps.copies.haveRead(tx, 'journey.stimuli', factEnds),
      await service.deps.copies.haveRead(tx, 'journey.people', peopleEnds),
    ])
    if (!read.every(Boolean)) throw new Error('not everything has been handled yet')
  })
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
export async function runsOf(service: Journey, key: string, query = ''): Promise<any[]> {
  const { body } = await service.call(`GET /v1/journeys/${key}/runs${query}`)
  return body.items
}

/** Waits until a person has a run of which something holds, and returns it with its trace. */
export async function runWhere(
  service: Journey,
  key: string,
  profileId: string,
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
  holds: (run: any) => boolean = () => true,
  // oxlint-disable-next-line typescript/no-explicit-any -- answers of every shape
): Promise<any> {
  return eventually(async () => {
    const runs = await runsOf(service, key, `?profileId=${profileId}`)
    const found = runs.find(holds)
    if (found === undefined) throw new Error(`no such run among ${JSON.stringify(runs)}`)
    return (await service.call(`GET /v1/runs/${found.id}`)).body
  })
}

/** An entry for `journeyOf`: this event starts it, as often as it happens. */
export const startedBy = (
  event: string,
  more: Readonly<Record<string, unknown>> = {},
  reentry: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  entry: {
    triggers: [{ type: 'event', event, ...more }, { type: 'api' }],
    reentry: { mode: 'always', concurrent: 100, ...reentry },
  },
})

/** What messaging publishes of the message of an order. */
export const receiptOf = (orderId: string, profileId: string, reason?: string): MessageFact => ({
  messageId: randomUUID(),
  orderId,
  runId: orderId.split(':')[0] ?? '',
  profileId,
  channel: 'email',
  class: 'service',
  topic: 'orders',
  template: 'danke',
  occurredAt: new Date().toISOString(),
  ...(reason === undefined ? {} : { reason }),
})

/** For putting what comes in any order into one. */
export const byText = (left: string, right: string): number => (left < right ? -1 : Number(left > right))

export const HOUR_MS = 3_600_000

/** Moves a stopped clock on and runs what falls due. */
export async function advanceClock(service: Journey, ms: number): Promise<void> {
  await service.advanceTo(new Date(service.deps.now().getTime() + ms))
}
