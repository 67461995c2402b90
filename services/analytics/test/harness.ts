import {
  type DataOf,
  type EventDefinition,
  encodeEvent,
  feedbackGiven,
  interactionRecorded,
  type MessageFact,
  messageDelivered,
  messageSent,
  profileChanged,
  recordKey,
  topicNames,
} from '@polyphon/contracts'
import { uuidv7 } from '@polyphon/service-kit'
import { type OutgoingRecord } from '@polyphon/service-kit/runtime'
import { eventually, startTestService, type TestService } from '@polyphon/testkit'
import { expect } from 'vitest'
import type { z } from 'zod'
import type { AnalyticsTools, analyticsSettings } from '../src/config.js'
import { analyticsService } from '../src/service.js'

export type Analytics = TestService<z.output<typeof analyticsSettings>, AnalyticsTools>

export const startAnalytics = (env: Readonly<Record<string, string>> = {}): Promise<Analytics> =>
  startTestService(analyticsService, { env })

/** An event that is not published yet, so that a test can publish it twice or later. */
export interface SampleEvent {
  readonly id: string
  recordOf(workspace: string): OutgoingRecord
}

export function sampleEvent<D extends EventDefinition>(definition: D, data: DataOf<D>): SampleEvent {
  const id = uuidv7()
  const { type, topic } = definition
  const source = `/polyphon/${type.split('.', 1)[0] ?? ''}`
  const time = new Date().toISOString()
  return {
    id,
    recordOf: (workspace) => {
      const key = recordKey(workspace, definition.key(data))
      const { headers, value } = encodeEvent({ id, source, type, time, workspace, key, data })
      return { topic, key, headers: { ...headers }, value }
    },
  }
}

const AT_ONCE = 500

/** Publishes events in their order, without waiting until they are consumed. */
export async function publishOnly(
  service: Analytics,
  events: readonly SampleEvent[],
  workspaceId: string,
): Promise<void> {
  for (let next = 0; next < events.length; next += AT_ONCE)
    await service.log.send(events.slice(next, next + AT_ONCE).map((event) => event.recordOf(workspaceId)))
}

/** Publishes all of them and waits until analytics has counted each once. */
export async function publishAll(
  service: Analytics,
  events: readonly SampleEvent[],
  workspace = service.workspace,
): Promise<void> {
  await publishOnly(service, events, workspace.id)
  await recorded(service, events, workspace.id)
}

async function recorded(service: Analytics, events: readonly SampleEvent[], workspaceId: string): Promise<void> {
  const ids = [...new Set(events.map(({ id }) => id))]
  await eventually(async () => {
    const { rows } = await service.deps.db.transact(workspaceId, (tx) =>
      tx.query<{ count: string }>('select count(*) as count from fact where workspace_id = $1 and event_id = any($2)', [
        workspaceId,
        ids,
      ]),
    )
    expect(Number(rows[0]?.count)).toBe(ids.length)
  })
}

/** Publishes who somebody is, or into whom they were merged, and waits until analytics knows. */
export async function introduce(
  service: Analytics,
  data: DataOf<typeof profileChanged>,
  workspace = service.workspace,
): Promise<void> {
  await service.publish(profileChanged, workspace.id, data, { topics: [topicNames.people] })
  await eventually(async () => {
    const { rows } = await service.deps.db.transact(workspace.id, (tx) =>
      tx.query(
        `select from person where workspace_id = $1 and profile_id = $2 and revision >= $3
         union all select from profile_alias where workspace_id = $1 and old_id = $2 and revision >= $3`,
        [workspace.id, data.profileId, data.revision],
      ),
    )
    expect(rows.length).toBe(1)
  })
}

export const snapshot = (profileId: string, locale: string | null, revision = 1): DataOf<typeof profileChanged> => ({
  profileId,
  revision,
  locale,
  traits: {},
  identifiers: [],
  segments: [],
  accounts: [],
  timeZone: null,
  absorbedIds: [],
})

export function interaction(changes: Partial<DataOf<typeof interactionRecorded>> = {}): SampleEvent {
  return sampleEvent(interactionRecorded, {
    messageId: uuidv7(),
    profileId: uuidv7(),
    profileRevision: 1,
    kind: 'track',
    name: 'Order Completed',
    properties: {},
    identifiers: [],
    context: {},
    channel: 'web',
    occurredAt: '2026-03-10T10:00:00.000Z',
    receivedAt: '2026-03-10T10:00:01.000Z',
    ...changes,
  })
}

type Answer = DataOf<typeof feedbackGiven>
type Score = Answer['scores'][number]

export const score = (value: number, changes: Partial<Score> = {}): Score => ({
  question: 'satisfaction',
  kind: 'csat',
  value,
  scale: { min: 1, max: 5 },
  ...changes,
})

export function answer(scores: readonly Score[], changes: Partial<Answer> = {}): SampleEvent {
  return sampleEvent(feedbackGiven, {
    answerId: uuidv7(),
    survey: 'delivery',
    version: 1,
    scores,
    texts: [],
    properties: {},
    complete: true,
    occurredAt: '2026-03-10T12:00:00.000Z',
    ...changes,
  })
}

export function message(state: 'sent' | 'delivered', changes: Partial<MessageFact> = {}): SampleEvent {
  return sampleEvent(state === 'sent' ? messageSent : messageDelivered, {
    messageId: uuidv7(),
    profileId: uuidv7(),
    channel: 'email',
    class: 'service',
    topic: 'orders',
    template: 'parcel-arrived',
    locale: 'de',
    occurredAt: '2026-03-10T11:00:00.000Z',
    ...changes,
  })
}

interface Group {
  readonly by: Record<string, string>
  readonly at?: string
  readonly value: number | null
  readonly n: number
  readonly count?: number
  readonly interval: { readonly low: number; readonly high: number; readonly level: number } | null
  readonly method: string
}

/** Asks for a metric and expects an answer. */
export async function ask(
  service: Analytics,
  question: string,
  workspace = service.workspace,
): Promise<readonly Group[]> {
  const { status, body, text } = await service.call(`GET /v1/metrics/${question}`, { key: workspace.secretKey })
  expect({ status, text }).toMatchObject({ status: 200 })
  return body.groups
}
