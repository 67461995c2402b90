import { LANES, laneOf } from '../src/events/outbox.js'

/** One atomic step after the other; between two steps anything may happen to the process or to its connection. */
export type Process = Generator<undefined, void, undefined>

/** A connection to the database. When it ends, its locks are free and what it has not committed never was. */
export interface Session {
  isAlive: boolean
  readonly changes: (() => void)[]
}

export interface Row {
  readonly lane: number
  readonly id: number
  readonly key: string
  readonly event: string
}

export class ConnectionLost extends Error {}

/** Locks that last until the end of a transaction, and changes that come true together at its commit. */
export class Database {
  /** Given out when a row is inserted, which is before anybody else can see it. */
  lastId = 0
  readonly outbox: Row[] = []
  /** The log's next offset of each partition, as the consumers' effects stand. */
  readonly checkpoints = new Map<number, number>()
  /** How far a relay that keeps a cursor has come in each lane. */
  readonly cursors = new Map<number, number>()
  /** What was committed, in the order of the commits. */
  readonly published: Row[] = []
  /** What consumers did, in order. */
  readonly effects: Row[] = []
  readonly #locks = new Map<string, Session>()

  /** Takes a lock, or answers false where another session holds it. */
  tryLock(session: Session, name: string): boolean {
    assertAlive(session)
    const holder = this.#locks.get(name)
    if (holder !== undefined && holder !== session) return false
    this.#locks.set(name, session)
    return true
  }

  /** The outbox as a statement of this session sees it, in the order of the ids. */
  waiting(session: Session): readonly Row[] {
    assertAlive(session)
    return this.outbox.toSorted((left, right) => left.id - right.id)
  }

  /** How far the consumers' effects have come in a partition. */
  checkpoint(session: Session, partition: number): number {
    assertAlive(session)
    return this.checkpoints.get(partition) ?? 0
  }

  commit(session: Session): void {
    assertAlive(session)
    for (const change of session.changes.splice(0)) change()
    this.#unlock(session)
  }

  /** Ends a connection, as the server does with one that is idle too long, and as the death of a process does. */
  end(session: Session): void {
    session.isAlive = false
    session.changes.length = 0
    this.#unlock(session)
  }

  #unlock(session: Session): void {
    for (const [name, holder] of this.#locks) if (holder === session) this.#locks.delete(name)
  }
}

function assertAlive(session: Session): void {
  if (!session.isAlive) throw new ConnectionLost()
}

const PARTITIONS = 2

/** The event log: what it has taken it keeps, in the order in which it took it. */
export class Log {
  readonly partitions: readonly Row[][] = Array.from({ length: PARTITIONS }, () => [])
  readonly committed: number[] = Array.from({ length: PARTITIONS }, () => 0)

  append(row: Row): void {
    this.partitions[laneOf(`partition of ${row.key}`) % PARTITIONS]?.push(row)
  }

  /** A consumer that is behind may take the group back: the log does not mind. */
  commit(partition: number, next: number): void {
    this.committed[partition] = next
  }
}

export interface World {
  readonly database: Database
  readonly log: Log
}

/** Aggregates of which some share a lane, as with any number of keys some must. */
export const KEYS = crowdedKeys()
const LANES_IN_USE = [...new Set(KEYS.map(laneOf))]

function crowdedKeys(): readonly string[] {
  const keys = Array.from({ length: LANES * 4 }, (_, index) => `profile-${index}`)
  const inLane = (lane: number): readonly string[] => keys.filter((key) => laneOf(key) === lane).slice(0, 2)
  return [...inLane(laneOf('profile-0')), ...inLane((laneOf('profile-0') + 1) % LANES)]
}

const MOST_ROWS = 3

export interface Work {
  readonly name: string
  /** Of each command: the aggregates that it changes and tells of. */
  readonly commands: readonly (readonly string[])[]
  /** Whether it locks the aggregates first. */
  readonly locks: boolean
  next: number
}

/** Commands one after the other; each locks its aggregates in order, tells of each, and commits or gives up. */
export function* write({ database }: World, session: Session, work: Work): Process {
  while (work.next < work.commands.length) {
    const command = work.next
    work.next += 1
    const keys = (work.commands[command] ?? []).toSorted()
    for (const key of work.locks ? keys : []) while (!database.tryLock(session, `aggregate ${key}`)) yield
    for (const key of keys) {
      database.lastId += 1
      const row = { lane: laneOf(key), id: database.lastId, key, event: `${work.name}.${command}.${key}` }
      session.changes.push(() => void (database.outbox.push(row), database.published.push(row)))
      yield
    }
    database.commit(session)
    yield
  }
}

export type Working = (world: World, session: Session) => Process

/** Locks the lanes that are free, sends what they hold in order, and deletes exactly that with the end of the locks. */
export function* relayByLane({ database, log }: World, session: Session): Process {
  for (;;) {
    const lanes = LANES_IN_USE.filter((lane) => database.tryLock(session, `lane ${lane}`))
    yield
    const inLanes = database.waiting(session).filter(({ lane }) => lanes.includes(lane))
    const rows = inLanes.slice(0, MOST_ROWS)
    yield
    yield* send(log, rows)
    session.changes.push(() => remove(database, rows))
    database.commit(session)
    yield
  }
}

/** The planted fault: rows are taken for seen up to the highest id, whatever is committed later with a lower one. */
export function* relayPastLastId({ database, log }: World, session: Session): Process {
  for (;;) {
    const lanes = LANES_IN_USE.filter((lane) => database.tryLock(session, `lane ${lane}`))
    yield
    const inLanes = database.waiting(session).filter(({ lane }) => lanes.includes(lane))
    const rows = inLanes.filter(({ lane, id }) => id > (database.cursors.get(lane) ?? 0)).slice(0, MOST_ROWS)
    yield
    yield* send(log, rows)
    session.changes.push(() => {
      for (const { lane, id } of rows) database.cursors.set(lane, id)
    })
    database.commit(session)
    yield
  }
}

/** The planted fault: each row is locked for itself, so that two relays send the rows of one key side by side. */
export function* relayByRow({ database, log }: World, session: Session): Process {
  for (;;) {
    const rows: Row[] = []
    for (const row of database.waiting(session))
      if (rows.length < MOST_ROWS && database.tryLock(session, `row ${row.id}`)) rows.push(row)
    yield
    yield* send(log, rows)
    session.changes.push(() => remove(database, rows))
    database.commit(session)
    yield
  }
}

// The log knows nothing of database sessions: who has lost theirs without noticing still sends.
function* send(log: Log, rows: readonly Row[]): Process {
  for (const row of rows) {
    log.append(row)
    yield
  }
}

function remove(database: Database, rows: readonly Row[]): void {
  const ids = new Set(rows.map(({ id }) => id))
  database.outbox.splice(0, database.outbox.length, ...database.outbox.filter(({ id }) => !ids.has(id)))
}

interface Chunk {
  readonly partition: number
  readonly from: number
  readonly rows: readonly Row[]
  readonly next: number
}

/**
 * Reads every partition from the group's place on, as if nobody else did: after a rebalance that went unnoticed several
 * consumers do.
 */
function* chunksOf(log: Log): Generator<Chunk | undefined, void, undefined> {
  const checkpoints = [...log.committed]
  for (;;) {
    for (const [partition, records] of log.partitions.entries()) {
      const from = checkpoints[partition] ?? 0
      const rows = records.slice(from, from + MOST_ROWS)
      const next = from + rows.length
      yield rows.length === 0 ? undefined : { partition, from, rows, next }
      checkpoints[partition] = next
    }
  }
}

/** Place, effects and the new place are one transaction, and only then the log is told. */
export function* consumeWithFence({ database, log }: World, session: Session): Process {
  for (const chunk of chunksOf(log)) {
    yield
    if (chunk === undefined) continue
    const { partition } = chunk
    while (!database.tryLock(session, `place ${partition}`)) yield
    const checkpoint = database.checkpoint(session, partition)
    yield
    const open = chunk.rows.filter((_, index) => chunk.from + index >= checkpoint)
    for (const row of open) session.changes.push(() => applyOnce(database, row))
    if (open.length > 0) session.changes.push(() => database.checkpoints.set(partition, chunk.next))
    yield
    database.commit(session)
    yield
    log.commit(partition, chunk.next)
  }
}

// The natural key of the effect: a second one of the same event is none.
function applyOnce({ effects }: Database, row: Row): void {
  if (!effects.some(({ event }) => event === row.event)) effects.push(row)
}

/** The planted fault: the log is told first, so that nobody reads again what a dying consumer had not applied. */
export function* consumeAfterCommit({ database, log }: World, session: Session): Process {
  for (const chunk of chunksOf(log)) {
    yield
    if (chunk === undefined) continue
    log.commit(chunk.partition, chunk.next)
    yield
    while (!database.tryLock(session, `place ${chunk.partition}`)) yield
    for (const row of chunk.rows) session.changes.push(() => applyOnce(database, row))
    database.commit(session)
    yield
  }
}

/** The planted fault: nothing tells what has been applied. */
export function* consumeWithoutKey({ database, log }: World, session: Session): Process {
  for (const chunk of chunksOf(log)) {
    yield
    if (chunk === undefined) continue
    for (const row of chunk.rows) session.changes.push(() => void database.effects.push(row))
    yield
    database.commit(session)
    yield
    log.commit(chunk.partition, chunk.next)
  }
}

/** The planted fault: the place alone, which does not know an event that stands in the log twice. */
export function* consumeWithFenceAlone({ database, log }: World, session: Session): Process {
  for (const chunk of chunksOf(log)) {
    yield
    if (chunk === undefined) continue
    const { partition } = chunk
    while (!database.tryLock(session, `place ${partition}`)) yield
    const checkpoint = database.checkpoint(session, partition)
    const open = chunk.rows.filter((_, index) => chunk.from + index >= checkpoint)
    for (const row of open) session.changes.push(() => void database.effects.push(row))
    if (open.length > 0) session.changes.push(() => database.checkpoints.set(partition, chunk.next))
    yield
    database.commit(session)
    yield
    log.commit(partition, chunk.next)
  }
}
