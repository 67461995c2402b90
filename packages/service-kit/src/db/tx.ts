import type { QueryResult, QueryResultRow } from 'pg'
import type { OutboxRow } from './outgoing.js'

/** What caused this transaction; travels along in every event it appends. */
export interface Origin {
  readonly correlationId?: string
  readonly causationId?: string
  readonly traceparent?: string
  readonly tracestate?: string
}

/** At which moment of the workspace's own time something happens that is made up for. */
export interface TxMoment {
  readonly now: Date
  /** By how much the workspace's clock is ahead of the server's. */
  readonly offsetMs: number
}

/**
 * An open transaction: the only thing that commands, queries and store functions are given to reach the database.
 * It happens at one moment (`now`) and in one workspace; row-level security hides every other one.
 */
export interface Tx {
  readonly workspaceId: string
  /**
   * What time it is in the workspace: whatever happens to people and in journeys happens then. In a live workspace it is the
   * server's time; a test workspace may be ahead of that, and a timer that a move of its clock has passed runs at its own time.
   */
  readonly now: Date
  /** What time it is at the server: for credentials, leases, days that are counted, and what the kit keeps of its own. */
  readonly serverNow: Date
  /** The moment of the workspace's time at which so many milliseconds will really have passed: for whoever looks again. */
  soon(ms: number): Date
  readonly origin: Origin
  newId(): string
  query<Row extends QueryResultRow = QueryResultRow>(
    text: string,
    values?: readonly unknown[],
  ): Promise<QueryResult<Row>>
  /** Runs once the transaction is committed, never if it is rolled back. */
  afterCommit(work: () => void): void
  /** Wakes the timers of this process after the commit, should the given moment be nearer than what they wait for. */
  timersChanged(dueAt: Date, kind: string): void
  /**
   * The same transaction seen from another workspace: from here on row-level security shows that one's rows only.
   * For the kit (consumers, timers) and for making a workspace; a command never changes sides.
   */
  enter(workspaceId: string, origin?: Origin, moment?: TxMoment): Promise<Tx>
  /** Runs work that may fail without taking the transaction along; what it appended is forgotten with it. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** Events waiting for the commit, in the order in which they were appended. Written by `outbox.append` only. */
  readonly outgoing: OutboxRow[]
}
