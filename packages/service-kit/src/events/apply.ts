import { isOfRights, work } from '@polyphon/contracts'
import { groupBy } from '@polyphon/values'
import { whichAreDeleted } from '../db/deleted-workspaces.js'
import { whichAreErased } from '../db/erased.js'
import type { Tx } from '../db/tx.js'
import { causedBy, type Handler, type Received } from './handler.js'
import { isOfOperator, type Taken } from './receive.js'

/** Events that stand next to each other and go to the same handlers. */
interface Sequence {
  readonly handlers: readonly Handler[]
  readonly taken: Taken[]
}

/**
 * Hands events to their handlers within an open transaction: workspace by workspace, each in the order of the log.
 * Answers how many of them had been handled before, or are of a workspace that is deleted.
 */
export async function applyEvents(tx: Tx, group: string, events: readonly Taken[]): Promise<number> {
  const taken = await withoutDeleted(tx, events)
  let seenBefore = events.length - taken.length
  for (const [workspaceId, ofWorkspace] of groupBy(taken, ({ received }) => received.workspaceId)) {
    const inside = await tx.enter(workspaceId)
    const ofLiving = await withoutErased(inside, ofWorkspace)
    seenBefore += ofWorkspace.length - ofLiving.length
    for (const sequence of sequencesOf(ofLiving)) seenBefore += await applySequence(inside, group, sequence)
  }
  return seenBefore
}

/** Of a workspace that is deleted nothing is taken any more, however late it comes; but for what is said of its deletion. */
async function withoutDeleted(tx: Tx, events: readonly Taken[]): Promise<readonly Taken[]> {
  const deleted = await whichAreDeleted(tx, [...new Set(events.map(({ received }) => received.workspaceId))])
  if (deleted.size === 0) return events
  return events.filter(({ received }) => !deleted.has(received.workspaceId) || isOfOperator(received.type))
}

/** Nor of a person who is erased; but for what is said of that, and of work, which stays without them. */
async function withoutErased(tx: Tx, events: readonly Taken[]): Promise<readonly Taken[]> {
  const ids = new Set(events.flatMap(({ received }) => personOf(received) ?? []))
  const erased = await whichAreErased(tx, [...ids])
  if (erased.size === 0) return events
  return events.filter(({ received }) => {
    const id = personOf(received)
    return id === null || !erased.has(id)
  })
}

const OF_WORK: ReadonlySet<string> = new Set(
  Object.values(work).flatMap((of) => Object.values(of).map(({ type }) => type)),
)

function personOf({ type, data }: Received): string | null {
  if (isOfRights(type) || OF_WORK.has(type) || typeof data !== 'object' || data === null) return null
  // A merge is about whoever survived it.
  const id = 'profileId' in data ? data.profileId : 'survivorId' in data ? data.survivorId : null
  return typeof id === 'string' ? id : null
}

function sequencesOf(events: readonly Taken[]): readonly Sequence[] {
  const sequences: Sequence[] = []
  for (const taken of events) {
    const last = sequences.at(-1)
    const joins =
      last !== undefined &&
      last.handlers.length === taken.handlers.length &&
      last.handlers.every((handler, index) => handler === taken.handlers[index])
    if (joins) last.taken.push(taken)
    else sequences.push({ handlers: taken.handlers, taken: [taken] })
  }
  return sequences
}

async function applySequence(tx: Tx, group: string, sequence: Sequence): Promise<number> {
  const needsInbox = sequence.handlers.some((handler) => handler.dedupe === 'inbox')
  const fresh = needsInbox ? await rememberEvents(tx, group, sequence.taken) : sequence.taken
  for (const handler of sequence.handlers) {
    const events = handler.dedupe === 'inbox' ? fresh : sequence.taken
    if (handler.many) await handleMany(tx, handler, events)
    else for (const taken of events) await handler.handle(causedBy(tx, taken.received), [taken.received])
  }
  return sequence.taken.length - fresh.length
}

async function handleMany(tx: Tx, handler: Handler, events: readonly Taken[]): Promise<void> {
  const [only] = events
  if (only === undefined) return
  const received: readonly Received[] = events.map((taken) => taken.received)
  // What many events cause together has no single cause: the handler says of each which it was, by `causedBy`.
  await handler.handle(events.length === 1 ? causedBy(tx, only.received) : tx, received)
}

/** The events that this group has not remembered before, each once. */
async function rememberEvents(tx: Tx, group: string, events: readonly Taken[]): Promise<readonly Taken[]> {
  const { rows } = await tx.query<{ event_id: string }>(
    `insert into inbox (consumer, event_id)
     select $1, event_id from unnest($2::uuid[]) as event_id order by event_id
     on conflict (consumer, event_id) do nothing returning event_id`,
    [group, events.map((taken) => taken.event.id)],
  )
  const fresh = new Set(rows.map((row) => row.event_id))
  return events.filter((taken) => fresh.delete(taken.event.id))
}
