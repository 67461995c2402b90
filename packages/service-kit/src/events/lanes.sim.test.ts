import { assertFindsFault, assertHolds, SIMULATION_TIMEOUT_MS } from '@polyphon/testkit/simulation'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ConnectionLost,
  consumeAfterCommit,
  consumeWithFence,
  consumeWithFenceAlone,
  consumeWithoutKey,
  Database,
  KEYS,
  Log,
  type Process,
  type Row,
  relayByLane,
  relayByRow,
  relayPastLastId,
  type Session,
  type Work,
  type Working,
  type World,
  write,
} from '../../test/lane-model.js'

const WRITERS = 3
const RELAYS = 3
const CONSUMERS = 2
const PARTIES = WRITERS + RELAYS + CONSUMERS
// As many rounds as any of them needs to get through all that it may have to do.
const QUIET_ROUNDS = 25

interface Protocol {
  readonly relay: Working
  readonly consume: Working
  readonly locks: boolean
}

const OURS: Protocol = { relay: relayByLane, consume: consumeWithFence, locks: true }

/** What happens next, and to whom: a step of its own, its death, or the end of its connection, which it may not notice. */
interface Turn {
  readonly party: number
  readonly what: 'steps' | 'dies' | 'loses its connection'
}

interface Course {
  readonly commands: readonly (readonly (readonly string[])[])[]
  readonly turns: readonly Turn[]
}

const commands = fc.array(fc.subarray([...KEYS], { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 })
const turn: fc.Arbitrary<Turn> = fc.record({
  party: fc.nat({ max: PARTIES - 1 }),
  what: fc.oneof(
    { weight: 20, arbitrary: fc.constant('steps' as const) },
    { weight: 1, arbitrary: fc.constantFrom('dies' as const, 'loses its connection' as const) },
  ),
})
const course: fc.Arbitrary<Course> = fc.record({
  commands: fc.array(commands, { minLength: WRITERS, maxLength: WRITERS }),
  turns: fc.array(turn, { minLength: 20, maxLength: 150, size: 'max' }),
})

interface Party {
  session: Session
  process: Process
  readonly start: (session: Session) => Process
}

const connect = (): Session => ({ isAlive: true, changes: [] })

function hire(start: (session: Session) => Process): Party {
  const session = connect()
  return { session, process: start(session), start }
}

function restart(party: Party): void {
  party.session = connect()
  party.process = party.start(party.session)
}

function take({ party, what }: { readonly party: Party; readonly what: Turn['what'] }, { database }: World): void {
  if (what !== 'steps') database.end(party.session)
  if (what === 'dies') return restart(party)
  if (what === 'loses its connection') return
  try {
    party.process.next()
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error
    restart(party)
  }
}

/** Plays a course of events, and then lets everybody finish in peace. */
function run({ commands: given, turns }: Course, protocol: Protocol): World {
  const world: World = { database: new Database(), log: new Log() }
  const works = given.map(
    (commandsOfWork, index): Work => ({ name: `w${index}`, commands: commandsOfWork, locks: protocol.locks, next: 0 }),
  )
  const parties = [
    ...works.map((work) => hire((session) => write(world, session, work))),
    ...Array.from({ length: RELAYS }, () => hire((session) => protocol.relay(world, session))),
    ...Array.from({ length: CONSUMERS }, () => hire((session) => protocol.consume(world, session))),
  ]
  for (const { party, what } of turns) {
    const chosen = parties[party]
    if (chosen !== undefined) take({ party: chosen, what }, world)
  }
  for (let quiet = 0, before = ''; quiet < QUIET_ROUNDS; ) {
    for (const party of parties) take({ party, what: 'steps' }, world)
    const now = progressOf(world, works)
    quiet = now === before ? quiet + 1 : 0
    before = now
  }
  return world
}

const progressOf = ({ database, log }: World, works: readonly Work[]): string =>
  [
    ...works.map(({ next }) => next),
    database.lastId,
    database.published.length,
    database.effects.length,
    ...log.partitions.map(({ length }) => length),
    ...database.checkpoints.values(),
  ].join()

const byKey = (rows: readonly Row[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(KEYS.map((key) => [key, rows.filter((row) => row.key === key).map(({ event }) => event)]))

const firstOf = (rows: readonly Row[]): readonly Row[] => [...new Map(rows.map((row) => [row.event, row])).values()]

/** Nothing is lost, nothing is done twice, and each key keeps the order of its commits. */
function protocolIsSafe(protocol: Protocol) {
  return fc.property(course, (given) => {
    const { database, log } = run(given, protocol)
    expect(byKey(firstOf(log.partitions.flat()))).toEqual(byKey(database.published))
    expect(byKey(database.effects)).toEqual(byKey(database.published))
  })
}

describe('events on their way through outbox, log and consumers', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it('all come, once and in the order of their commits, whoever dies or goes on without a connection', () => {
    assertHolds({ name: 'lanes', runs: 4_000 }, protocolIsSafe(OURS))
  })

  it('leave nothing behind in the outbox', () => {
    assertHolds(
      { name: 'an empty outbox', runs: 1_000 },
      fc.property(course, (given) => {
        expect(run(given, OURS).database.outbox).toEqual([])
      }),
    )
  })

  it('give the same log and the same effects when the same things happen again', () => {
    assertHolds(
      { name: 'the same lanes twice', runs: 1_000 },
      fc.property(course, (given) => {
        const [first, second] = [run(given, OURS), run(given, OURS)]
        expect(second.log.partitions).toEqual(first.log.partitions)
        expect(second.database.effects).toEqual(first.database.effects)
      }),
    )
  })
})

describe('the simulation of lanes finds what is wrong with', { timeout: SIMULATION_TIMEOUT_MS }, () => {
  it.each([
    ['a relay that reads past the last id', { relay: relayPastLastId }],
    ['a relay that locks row by row', { relay: relayByRow }],
    ['a consumer that commits to the log before the database', { consume: consumeAfterCommit }],
    ['a consumer without checkpoint and natural key', { consume: consumeWithoutKey }],
    ['a consumer that trusts its checkpoint alone', { consume: consumeWithFenceAlone }],
    ['writers that lock nothing', { locks: false }],
  ] satisfies readonly (readonly [string, Partial<Protocol>])[])('%s', (name, fault) => {
    assertFindsFault({ name, runs: 2_000 }, protocolIsSafe({ ...OURS, ...fault }))
  })
})
