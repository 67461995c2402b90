import { randomUUID } from 'node:crypto'
import { defineEvent } from '@polyphon/contracts'
import { eventually, type FreshDatabase } from '@polyphon/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { z } from 'zod'
import { openCopies } from '../src/copies/progress.js'
import type { Database } from '../src/db/database.js'
import type { Tx } from '../src/db/tx.js'
import { type Consumer, type ConsumerOptions, startConsumer } from '../src/events/consumer.js'
import type { Handler, Received } from '../src/events/handler.js'
import type { ConsumeOutcome } from '../src/events/read-chunk.js'
import type { EventLog, OutgoingRecord } from '../src/log/log.js'
import {
  embeddedServer,
  eventRecord,
  type LogServer,
  newGroup,
  noOutages,
  openDatabase,
  query,
  quiet,
  serviceDatabase,
} from './harness.js'

export const topic = 'polyphon.profile'
const data = z.object({ thing: z.string(), number: z.number().int() })
const shared = { topic, summary: 'For tests.', data, personal: [], example: { thing: 'x', number: 1 } } as const
const key = ({ thing }: z.output<typeof data>): string => thing
export const happened = defineEvent({ type: 'profile.test_happened.v1', ...shared, key })
export const followed = defineEvent({ type: 'profile.test_followed.v1', ...shared, key })
export const workspaces = [randomUUID(), randomUUID()] as const

export interface Effect {
  readonly workspace_id: string
  readonly thing: string
  readonly number: number
}

export interface Letter {
  readonly id: string
  readonly error_class: string
  readonly error_code: string
  readonly workspace_id: string | null
  readonly attempts: number
  readonly reason: string
}

type Counts = Record<ConsumeOutcome, number>

/** A service database with an isolated table of effects, an embedded log, and consumers that end with each test. */
export interface ConsumerFixture {
  database: FreshDatabase
  server: LogServer
  db: Database
  log: EventLog
  group: string
  counts: Counts
  start(handlers: readonly Handler[], more?: Partial<ConsumerOptions>): Promise<Consumer>
  stop(): Promise<void>
  send(...events: readonly Sent[]): Promise<void>
  effects(): Promise<Effect[]>
  letters(): Promise<Letter[]>
  /** Resolves when the group has read everything and so many records are accounted for. */
  settled(count: number): Promise<void>
}

export function useConsumers(): ConsumerFixture {
  const consumers: Consumer[] = []
  const at = methods({} as ConsumerFixture, consumers)
  beforeAll(async () => {
    at.server = await embeddedServer()
    at.database = await serviceDatabase()
    await query(
      at.database.ownerUrl,
      `create table effect (id bigint generated always as identity, workspace_id uuid not null, thing text, number integer);
       alter table effect enable row level security;
       create policy own on effect
         using (workspace_id = current_workspace()) with check (workspace_id = current_workspace());
       grant all on effect to public;
       grant usage on all sequences in schema public to public`,
    )
  })
  beforeEach(async () => {
    at.db = openDatabase(at.database.url)
    at.log = await at.server.open()
    await at.log.createTopics([{ name: topic, compacted: false, retentionMs: 3_600_000 }])
    at.group = newGroup()
    at.counts = { applied: 0, seen_before: 0, ignored: 0, newer: 0, dead: 0, retried: 0, missed: 0 }
  })
  afterEach(async () => {
    await at.stop()
    await at.server.remake(at.log, topic)
    await at.log.close()
    await at.db.close()
    await query(at.database.ownerUrl, 'truncate effect, outbox, inbox, dead_letter, consumer_offset, log_gap')
  })
  afterAll(async () => {
    await at.database.drop()
    await at.server.stop()
  })
  return at
}

function methods(at: ConsumerFixture, consumers: Consumer[]): ConsumerFixture {
  return Object.assign(at, {
    start: async (handlers: readonly Handler[], more: Partial<ConsumerOptions> = {}): Promise<Consumer> => {
      const consumer = await startConsumer({
        db: at.db,
        log: at.log,
        service: 'profile',
        group: at.group,
        handlers,
        logger: quiet,
        outages: noOutages,
        firstPauseMs: 1,
        onOutcome: (_group, outcome, count) => {
          at.counts[outcome] += count
        },
        ...more,
      })
      consumers.push(consumer)
      return consumer
    },
    stop: async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.stop()))
    },
    send: (...events: readonly Sent[]) => at.log.send(events.map(recordOf)),
    effects: () =>
      query<Effect & Row>(at.database.ownerUrl, 'select workspace_id, thing, number from effect order by id'),
    letters: () =>
      query<Letter & Row>(
        at.database.ownerUrl,
        'select id, error_class, error_code, workspace_id, attempts, reason from dead_letter order by id',
      ),
    settled: (count: number) =>
      eventually(async () => {
        const copies = openCopies(at.log, null)
        const ends = await copies.ends([topic])
        expect(ends.length).toBeGreaterThan(0)
        expect(await at.db.transact(null, (tx) => copies.haveRead(tx, at.group, ends))).toBe(true)
        const { applied, seen_before: seenBefore, ignored, newer, dead } = at.counts
        expect(applied + seenBefore + ignored + newer + dead).toBeGreaterThanOrEqual(count)
      }),
  })
}

type Row = Record<string, unknown>

export interface Sent {
  readonly workspace: string
  readonly thing: string
  readonly number: number
  readonly id?: string
  readonly correlationId?: string
  /** Another kind of event than the one that happened. */
  readonly type?: string
}

/** The record that the relay would send for such an event. */
export const recordOf = ({ type = happened.type, thing, number, ...sent }: Sent): OutgoingRecord =>
  eventRecord({ topic, type }, { ...sent, about: thing, data: { thing, number } })

export async function effect(tx: Tx, event: Received<typeof happened>): Promise<void> {
  await tx.query('insert into effect (workspace_id, thing, number) values ($1, $2, $3)', [
    tx.workspaceId,
    event.data.thing,
    event.data.number,
  ])
}
