import type { QueryResult, QueryResultRow } from 'pg'
import type { OutboxRow } from './outgoing.js'

/** What caused this transaction; travels along in every event it appends. */
export interface Origin {
  readonly correlationId?: string
  readonly causationId?: string
  readonly traceparent?: string
  readonly tracestate?: string
}

/**
 * An open transaction: the only thing that commands, queries and store functions are given to reach the database.
 * It happens at one moment (`now`) and in one workspace; row-level security hides every other one.
 */
export interface Tx {
  readonly workspaceId: string
  readonly now: Date
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
  enter(workspaceId: string, origin?: Origin): Promise<Tx>
  /** Runs work that may fail without taking the transaction along; what it appended is forgotten with it. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
  /** Events waiting for the commit, in the order in which they were appended. Written by `outbox.append` only. */
  readonly outgoing: OutboxRow[]
}
