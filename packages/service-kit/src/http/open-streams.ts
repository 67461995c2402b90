import type { Readable } from 'node:stream'
import type { PersonSubject } from '@polyphon/values'
import type { Tx } from '../db/tx.js'
import type { PersonalData } from '../personal/declaration.js'
import { familiesOf, findPerson } from '../personal/families.js'
import type { Advance } from '../recent/follower.js'
import type { Position } from '../recent/position.js'
import type { RecentEvent } from '../recent/recent-event.js'
import { type Reading, readRecent, type Stretch } from '../recent/recent-store.js'
import { AppError } from '../values/errors.js'
import { createLimit } from '../waiting/limit.js'
import type { Deps } from './deps.js'
import { EventStream } from './event-stream.js'

/** What a stream is opened for. */
export interface StreamRequest {
  readonly workspaceId: string
  readonly after: Position
  readonly types: readonly string[] | undefined
  /** Only what is about this person, whoever they were merged into. */
  readonly person: PersonSubject | undefined
  /** Throws once the credential may not any more. */
  admit(): Promise<unknown>
}

/** The streams that are open in this process. */
export interface Streams {
  open(request: StreamRequest): Promise<Readable>
  /** Ends all, and opens no more. */
  close(): void
  /** Ended with them. */
  readonly ending: AbortSignal
}

const TURN_MS = 1_000
const LIFE_TURNS = 15
const ADMIT_TURNS = 5
const MOST_STREAMS = 2_000
const MOST_READING = 4
const STRETCH = 200

interface Open {
  readonly stream: EventStream
  readonly request: StreamRequest
  /** The ids of the person; null while nobody is known by their user id. */
  profileIds: ReadonlySet<string> | null
  turns: number
}

interface Room {
  readonly streams: Set<Open>
  readonly leave: () => void
  /** What is shown to people waits for who they are by now, in the order in which it came. */
  sorted: Promise<void>
}

type Needs = Pick<Deps, 'db' | 'recent' | 'personal' | 'service' | 'metrics'>

export function openStreams(deps: () => Needs): Streams {
  const rooms = new Map<string, Room>()
  const ending = new AbortController()
  const reading = createLimit(MOST_READING)
  let turning: NodeJS.Timeout | undefined
  let count = 0

  const roomOf = (workspaceId: string): Room => {
    const known = rooms.get(workspaceId)
    if (known !== undefined) return known
    const leave = deps().recent.listen({ workspaceId, take: (advance) => show(deps(), room, advance) })
    const room: Room = { streams: new Set(), leave, sorted: Promise.resolve() }
    rooms.set(workspaceId, room)
    return room
  }
  const remove = (open: Open): void => {
    const { workspaceId } = open.request
    const room = rooms.get(workspaceId)
    if (room?.streams.delete(open) !== true) return
    count -= 1
    deps().metrics.openStreams.set(count)
    if (room.streams.size === 0) {
      room.leave()
      rooms.delete(workspaceId)
    }
    if (count === 0) clearInterval(turning)
  }
  return {
    ending: ending.signal,
    open: async (request) => {
      const profileIds = await findIds(deps(), request)
      if (ending.signal.aborted) throw streamsEnded()
      const room = roomOf(request.workspaceId)
      if (room.streams.size >= MOST_STREAMS) throw streamsTooMany()
      const open: Open = {
        request,
        profileIds,
        // Not all of them at the same moment.
        turns: Math.floor(Math.random() * LIFE_TURNS * ADMIT_TURNS),
        stream: new EventStream({
          service: deps().service,
          ...request,
          shows: (event) => request.types?.includes(event.type) ?? true,
          read: (after) => reading(() => read(deps(), open, after)),
          head: () => deps().recent.position(),
          onEnd: () => remove(open),
        }),
      }
      room.streams.add(open)
      count += 1
      deps().metrics.openStreams.set(count)
      if (count === 1) turning = setInterval(() => turn(deps(), rooms), TURN_MS)
      return open.stream
    },
    close: () => {
      ending.abort()
      for (const room of rooms.values()) for (const open of room.streams) open.stream.finish(retryMs())
    },
  }
}

// So that they do not all come back at once.
const retryMs = (): number => 1_000 + Math.floor(Math.random() * 3_000)

function turn(deps: Needs, rooms: ReadonlyMap<string, Room>): void {
  for (const room of rooms.values()) for (const open of room.streams) turnOf(deps, open)
}

// The last one says that whoever the key speaks for is no more among the staff.
const REFUSED: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden', 'unprocessable'])

/** What a stream does once a second: it says that it lives, and looks whether it still may. */
function turnOf(deps: Needs, open: Open): void {
  open.turns += 1
  if (open.turns % LIFE_TURNS === 0) open.stream.showLife()
  if (open.turns % ADMIT_TURNS !== 0) return
  open.request.admit().catch((error: unknown) => {
    if (error instanceof AppError && REFUSED.has(error.kind)) open.stream.finish(retryMs())
  })
  // Somebody may be known by now.
  if (open.request.person !== undefined && open.profileIds === null) open.stream.recover()
}

function show(deps: Needs, room: Room, advance: Advance): void {
  const people: Open[] = []
  for (const open of room.streams)
    if (open.request.person === undefined) open.stream.advance(advance)
    else people.push(open)
  if (people.length === 0) return
  room.sorted = room.sorted.then(async () => {
    const families = await familiesIn(deps, advance).catch(() => null)
    // Who cannot be told who somebody is now reads it later.
    if (families === null) return
    for (const open of people) {
      const { profileIds } = open
      if (profileIds !== null)
        open.stream.advance({
          ...advance,
          events: advance.events.filter((event) => isAbout(event, profileIds, families)),
        })
    }
  })
}

type Families = ReadonlyMap<string, ReadonlySet<string>>

async function familiesIn({ db, personal }: Needs, { events }: Advance): Promise<Families> {
  const ids = [...new Set(events.flatMap(({ profileId }) => profileId ?? []))]
  const [first] = events
  if (first === undefined || ids.length === 0) return new Map()
  return db.transact(first.workspaceId, (tx) => familiesOf(tx, personal, ids), { readOnly: true })
}

const isAbout = ({ profileId }: RecentEvent, profileIds: ReadonlySet<string>, families: Families): boolean =>
  profileId !== null && [...(families.get(profileId) ?? [profileId])].some((id) => profileIds.has(id))

/** Reads what a stream shows behind a position; null while its person is not known. */
function read({ db, recent, personal }: Needs, open: Open, after: Position): Promise<Stretch | null> {
  const { workspaceId, types, person } = open.request
  const until = recent.position()
  if (until === null) return Promise.resolve(null)
  return db.transact(
    workspaceId,
    async (tx) => {
      const reading: Reading = { workspaceId, after, until, types, most: STRETCH }
      if (person === undefined) return readRecent(tx, reading)
      open.profileIds = await idsOf(tx, personal, person)
      if (open.profileIds === null) return null
      return readRecent(tx, { ...reading, profileIds: [...open.profileIds] })
    },
    { readOnly: true },
  )
}

const findIds = (
  { db, personal }: Needs,
  { workspaceId, person }: StreamRequest,
): Promise<ReadonlySet<string> | null> =>
  person === undefined
    ? Promise.resolve(null)
    : db.transact(workspaceId, (tx) => idsOf(tx, personal, person), { readOnly: true })

/** All ids that somebody has or had; null while nobody is known by their user id. */
async function idsOf(tx: Tx, personal: PersonalData, person: PersonSubject): Promise<ReadonlySet<string> | null> {
  const profileId = await findPerson(tx, personal, person)
  if (profileId === null) return null
  return (await familiesOf(tx, personal, [profileId])).get(profileId) ?? new Set([profileId])
}

const streamsEnded = (): AppError =>
  new AppError('unavailable', 'streams_ended', 'This process is about to end.', { retryAfterSeconds: 1 })

const streamsTooMany = (): AppError =>
  new AppError(
    'limited',
    'streams_too_many',
    `At most ${MOST_STREAMS} streams of a workspace are open at one process.`,
    {
      retryAfterSeconds: 10,
    },
  )
