import { channel } from 'node:diagnostics_channel'
import pg from 'pg'
import type { PoolState } from '../telemetry/pool-metrics.js'
import { AppError } from '../values/errors.js'
import { isUuid } from '../values/ids.js'
import { isAway, isFatal, isReadTimeout, isUnavailable, READ_TIMEOUT_MS, sqlStateOf } from '../values/unavailable.js'
import { connectionTo, type DatabaseAddress } from './address.js'
import { type Audited, type AuditRow, insertRow } from './audited.js'
import { type Clocks, openClocks } from './clocks.js'
import { type OutboxRow, type Outgoing, takeOutgoing } from './outgoing.js'
import { openPlanLives } from './plan-lives.js'
import { sessionOptions } from './session-defaults.js'
import { statementName } from './statement-names.js'
import type { Origin, Tx, TxMoment } from './tx.js'
import { openWaitingLine, type WaitingLine } from './waiting-line.js'

export interface DatabaseOptions extends DatabaseAddress {
  readonly pool: number
  /** Connections of their own for what scans, and how long one of its statements may take. */
  readonly scans: { readonly pool: number; readonly limitMs: number }
  /** The server's time. */
  readonly now: () => Date
  readonly newId: () => string
  /** Called after each commit with the lanes of the outbox that have something to publish. */
  readonly onOutgoing?: (lanes: readonly number[]) => void
  /** Called after each commit that has made something true which streams tell, with the types of its events. */
  readonly onStreamed?: (types: readonly string[]) => void
  /** Called after each commit for each event that it has made true. */
  readonly onAppended?: (type: string, reason: string | null) => void
  /** Called after each commit with the moment at which the nearest of the timers of a kind that it set falls due. */
  readonly onTimer?: (dueAt: Date, kind: string) => void
  /** Called when this process has learned that a workspace has moved its clock. */
  readonly onClockMoved?: () => void
  /** Called after each commit that has written to the audit log. */
  readonly onAudited?: () => void
  /** Called with each try that failed because the server is away, or lets nobody in. */
  readonly onAway?: (error: unknown) => void
  /** Called with each answer of the server. */
  readonly onAnswer?: () => void
}

export interface TransactOptions {
  readonly origin?: Origin
  readonly readOnly?: boolean
  /**
   * Only reads, but much: on connections of its own and for a limited time, so that whatever it costs nobody else waits for
   * it. Refused as `question_too_costly` (422) when a statement takes too long, `questions_busy` (503) when others do.
   */
  readonly scans?: boolean
  /** What the audit log says of it, written with the commit; never where it is read-only. */
  readonly audit?: Audited | null
}

// Serialisation failure and deadlock: PostgreSQL asks for the whole transaction again.
const AGAIN = new Set(['40001', '40P01'])
const TRIES = 5
const CANCELED = '57014'
// The scans of one page that asks for many things wait for each other.
const SCAN_WAIT_MS = 10_000

/**
 * Every statement as it is sent, as its text, while somebody listens: what the suites run is held to the rules for a
 * database of several machines (`tests/statements.ts`).
 */
const sent = channel('polyphon.statement')

// The default waits for ever; a caller is better served by a 503 that says so. For a turn, and then for a new connection.
const CONNECT_MS = 5_000
// One scan has one processor, and no time is spent on compiling what runs once.
const SCANNING = { max_parallel_workers_per_gather: '0', jit: 'off' }

/** The connections of one service to its own database. */
export class Database {
  /** Who has moved their clock, as this process knows it: what time it is in a workspace follows from that. */
  readonly clocks: Clocks
  readonly #pool: pg.Pool
  readonly #scanPool: pg.Pool
  /** Who waits for a connection: in the pool itself everybody would wait for whoever asks for most. */
  readonly #line: WaitingLine
  readonly #scanLine: WaitingLine
  readonly #options: DatabaseOptions
  readonly #planLives = openPlanLives()

  constructor(options: DatabaseOptions) {
    this.#options = options
    this.clocks = openClocks(options.onClockMoved)
    const { pool, scans } = options
    this.#pool = this.#openPool(pool, sessionOptions())
    this.#scanPool = this.#openPool(
      scans.pool,
      sessionOptions({ ...SCANNING, statement_timeout: String(scans.limitMs) }),
    )
    this.#line = openWaitingLine({
      limit: pool,
      limitPerWorkspace: mostOfOneWorkspace(pool),
      waitMs: CONNECT_MS,
      refusal: () => unavailable(),
    })
    // One workspace has at most half of the connections, so that it alone never keeps all others waiting.
    const limitPerWorkspace = Math.ceil(scans.pool / 2)
    this.#scanLine = openWaitingLine({
      limit: scans.pool,
      limitPerWorkspace,
      waitMs: SCAN_WAIT_MS,
      refusal: tooManyQuestions,
    })
  }

  #openPool(max: number, session: string): pg.Pool {
    const pool = new pg.Pool({
      max,
      // What need not wait for an answer is sent together: the begin with the first statement, the commit with the last.
      pipeline: true,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: READ_TIMEOUT_MS,
      options: session,
      ...connectionTo(this.#options),
    })
    // Without listeners these end the process. What was idle is opened anew when it is needed, and what is checked out, which
    // the pool does not see, fails its statement: whether the server is away is known then.
    pool.on('error', ignore)
    pool.on('connect', (client) => client.on('error', ignore))
    return pool
  }

  /** Runs work in one transaction of one workspace; `null` is for the kit's own tables, where no workspace's rows show. */
  async transact<T>(
    workspaceId: string | null,
    work: (tx: Tx) => Promise<T>,
    options: TransactOptions = {},
  ): Promise<T> {
    if (workspaceId !== null && !isUuid(workspaceId)) throw new Error('A workspace id is a UUID in lower case.')
    if (options.scans === true) return this.#scan(workspaceId ?? '', work, options)
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(workspaceId ?? '', work, options)
      } catch (error) {
        if (attempt >= TRIES || !AGAIN.has(sqlStateOf(error))) throw this.#refusing(error)
      }
    }
  }

  async #scan<T>(workspaceId: string, work: (tx: Tx) => Promise<T>, options: TransactOptions): Promise<T> {
    try {
      return await this.#once(workspaceId, work, { ...options, readOnly: true })
    } catch (error) {
      if (sqlStateOf(error) === CANCELED) throw tooCostly(this.#options.scans.limitMs, error)
      throw this.#refusing(error)
    }
  }

  #refusing(error: unknown): unknown {
    // What the work itself was refused with may be caused by another server that is away.
    if (!(error instanceof AppError) && isAway(error)) this.#options.onAway?.(error)
    return asUnavailable(error)
  }

  /** What time it is at the server. */
  async serverTime(): Promise<Date> {
    try {
      const { rows } = await this.#pool.query<{ now: Date }>('select clock_timestamp() as now')
      const [row] = rows
      if (row === undefined) throw new Error('The database does not say what time it is.')
      return row.now
    } catch (error) {
      throw this.#refusing(error)
    }
  }

  /** What time it is in a workspace, for what happens outside of a transaction. */
  nowOf(workspaceId: string): Date {
    return ahead(this.#options.now(), this.clocks.offsetOf(workspaceId))
  }

  /** What the pools of connections look like at this moment, for metrics. */
  pools(): readonly PoolState[] {
    const { pool: most, scans } = this.#options
    return [
      poolState('main', { pool: this.#pool, line: this.#line, most }),
      poolState('scans', { pool: this.#scanPool, line: this.#scanLine, most: scans.pool }),
    ]
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#scanPool.end()])
  }

  async #once<T>(workspaceId: string, work: (tx: Tx) => Promise<T>, options: TransactOptions): Promise<T> {
    const isScan = options.scans === true
    const leave = await (isScan ? this.#scanLine : this.#line).take(workspaceId)
    try {
      return await this.#with(isScan ? this.#scanPool : this.#pool, workspaceId, work, options)
    } finally {
      leave()
    }
  }

  async #with<T>(
    pool: pg.Pool,
    workspaceId: string,
    work: (tx: Tx) => Promise<T>,
    options: TransactOptions,
  ): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      const begun = beginIn(client, {
        ending: this.#planLives.endingSql(client),
        workspaceId,
        readOnly: options.readOnly,
      })
      const { tx, committed } = this.#open(client, workspaceId, options.origin ?? {})
      const result = await (options.readOnly === true ? beside(begun, () => work(tx)) : begun.then(() => work(tx)))
      // Put together first: with a commit behind it, what cannot be published would be true all the same.
      const outgoing = takeOutgoing(tx)
      const audited = rowOf(options)
      await commit(client, outgoing, audited)
      this.#options.onAnswer?.()
      if (audited !== null) this.#audited(options)
      if (outgoing !== null) this.#announce(outgoing)
      for (const then of committed) then()
      return result
    } catch (error) {
      // A server that said nothing for so long will not take a rollback either; it ends the transaction with the connection.
      if (isReadTimeout(error)) broken = error
      else
        await client.query('rollback').catch((cause: Error) => {
          broken = cause
        })
      throw error
    } finally {
      client.release(broken)
    }
  }

  #audited({ audit }: TransactOptions): void {
    audit?.written()
    this.#options.onAudited?.()
  }

  #announce({ lanes, isStreamed, events }: Outgoing): void {
    const { onOutgoing, onStreamed, onAppended } = this.#options
    onOutgoing?.(lanes)
    if (isStreamed) onStreamed?.(events.map(({ type }) => type))
    for (const { type, reason = null } of events) onAppended?.(type, reason)
  }

  #open(client: pg.PoolClient, workspaceId: string, origin: Origin): { tx: Tx; committed: (() => void)[] } {
    const committed: (() => void)[] = []
    const outgoing: OutboxRow[] = []
    const serverNow = this.#options.now()
    const momentOf = (workspace: string): TxMoment => {
      const offsetMs = this.clocks.offsetOf(workspace)
      return { now: ahead(serverNow, offsetMs), offsetMs }
    }
    const seenFrom = (workspace: string, cause: Origin, { now, offsetMs } = momentOf(workspace)): Tx => ({
      workspaceId: workspace,
      now,
      serverNow,
      soon: (ms) => ahead(serverNow, offsetMs + ms),
      origin: cause,
      outgoing,
      newId: this.#options.newId,
      query: (text, values) => run(client, text, values),
      afterCommit: (then) => void committed.push(then),
      timersChanged: (dueAt, kind) => void committed.push(() => this.#options.onTimer?.(ahead(dueAt, -offsetMs), kind)),
      enter: async (other, otherCause = cause, moment = momentOf(other)) => {
        // Not waited for: should it fail, so does every statement behind it, as the transaction is over then.
        client.query(entering(other)).catch(() => undefined)
        return seenFrom(other, otherCause, moment)
      },
      savepoint: async (inner) => {
        const appended = outgoing.length
        const planned = committed.length
        await client.query('savepoint inner_work')
        try {
          const result = await inner()
          await client.query('release savepoint inner_work')
          return result
        } catch (error) {
          await client.query('rollback to savepoint inner_work; release savepoint inner_work')
          outgoing.length = appended
          committed.length = planned
          throw error
        }
      },
    })
    return { tx: seenFrom(workspaceId, origin), committed }
  }
}

const rowOf = ({ audit, readOnly }: TransactOptions): AuditRow | null =>
  readOnly === true ? null : (audit?.row() ?? null)

const ahead = (moment: Date, ms: number): Date => (ms === 0 ? moment : new Date(moment.getTime() + ms))

// The rest is for others, however long those of one workspace hold theirs: they may all wait for one row.
const mostOfOneWorkspace = (pool: number): number => pool - Math.floor(pool / 4)

function poolState(
  name: string,
  { pool, line, most }: { readonly pool: pg.Pool; readonly line: WaitingLine; readonly most: number },
): PoolState {
  const { totalCount, idleCount, waitingCount } = pool
  return { name, used: totalCount - idleCount, idle: idleCount, most, waiting: line.waiting() + waitingCount }
}

/**
 * Works without waiting for the begin, whose failure counts more than whatever follows from it. For who changes nothing:
 * statements behind a begin that failed stand alone, see nobody's rows, and would stay.
 */
async function beside<T>(begun: Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const [begin, result] = await Promise.allSettled([begun, work()])
  if (begin.status === 'rejected') throw begin.reason
  if (result.status === 'rejected') throw result.reason
  return result.value
}

async function commit(client: pg.PoolClient, outgoing: Outgoing | null, audited: AuditRow | null): Promise<void> {
  const writing = outgoing === null ? undefined : run(client, outgoing.text, outgoing.values)
  // Whoever made a workspace has entered it, and what the operator does stands elsewhere.
  const auditing = audited === null ? undefined : writeRow(client, audited)
  const [{ command }] = await Promise.all([client.query('commit'), writing, auditing])
  // A statement whose failure somebody swallowed has undone everything.
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back.')
}

async function writeRow(client: pg.PoolClient, row: AuditRow): Promise<void> {
  const { text, values } = insertRow(row)
  await Promise.all([run(client, entering(row.workspaceId), undefined), run(client, text, values)])
}

interface Beginning {
  /** What comes before; empty mostly. */
  readonly ending: string
  readonly workspaceId: string
  readonly readOnly: boolean | undefined
}

// Statements of their own, sent together: of several in one text, a database of several machines hands on none.
async function beginIn(client: pg.PoolClient, { ending, workspaceId, readOnly = false }: Beginning): Promise<void> {
  const statements = [ending, readOnly ? 'begin read only' : 'begin', entering(workspaceId)]
  await Promise.all(statements.filter((text) => text !== '').map((text) => run(client, text, undefined)))
}

/** Shows a transaction the rows of one workspace, or of none. `set local` reaches every machine of a database that has several. */
function entering(workspaceId: string): string {
  if (workspaceId !== '' && !isUuid(workspaceId)) throw new Error('A workspace id is a UUID in lower case.')
  return `set local app.workspace_id = '${workspaceId}'`
}

function run<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
): Promise<pg.QueryResult<Row>> {
  if (sent.hasSubscribers) sent.publish(text)
  if (values === undefined || values.length === 0) return client.query<Row>(text)
  const name = statementName(text)
  return client.query<Row>({ text, values: [...values], ...(name === undefined ? {} : { name }) })
}

function tooCostly(limitMs: number, cause: unknown): AppError {
  const detail = `To answer this takes longer than ${limitMs / 1000} s. Ask for less: a shorter time, fewer steps or conditions.`
  return new AppError('unprocessable', 'question_too_costly', detail, { cause })
}

function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error
  return isFatal(error) || isUnavailable(error) ? unavailable(error) : error
}

const ignore = (): void => undefined

const unavailable = (cause?: unknown): AppError =>
  new AppError('unavailable', 'database_unavailable', 'The database does not answer at the moment.', {
    ...(cause === undefined ? {} : { cause }),
    retryAfterSeconds: 2,
  })

const tooManyQuestions = (): AppError =>
  new AppError('unavailable', 'questions_busy', 'Other questions that read much are being answered.', {
    retryAfterSeconds: 2,
  })
