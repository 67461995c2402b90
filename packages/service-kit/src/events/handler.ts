import type { DataOf, EventDefinition } from '@polyphon/contracts'
import type { Origin, Tx } from '../db/tx.js'

/** An event as a handler sees it: parsed, of a known type, in its workspace. */
export interface Received<D extends EventDefinition = EventDefinition> {
  readonly id: string
  readonly type: D['type']
  readonly time: Date
  readonly workspaceId: string
  readonly topic: string
  readonly data: DataOf<D>
  readonly correlationId: string | undefined
  readonly traceparent: string | undefined
  readonly tracestate?: string | undefined
  /** The id of the event that said so, of what has none of its own. */
  readonly namedBy?: string
}

/** What an event says to whatever is published because of it. */
export const originOf = ({ id, namedBy = id, correlationId, traceparent, tracestate }: Received): Origin => ({
  causationId: namedBy,
  correlationId: correlationId ?? namedBy,
  ...(traceparent !== undefined && { traceparent }),
  ...(tracestate !== undefined && { tracestate }),
})

/** The same transaction, knowing that this event is what it does its work for. */
export const causedBy = (tx: Tx, event: Received): Tx => ({ ...tx, origin: originOf(event) })

/**
 * Why a second delivery of the same event changes nothing, cheapest first: the effect has a natural key of its own
 * (say which), or the event's id is remembered in the inbox.
 */
export type Dedupe = { readonly naturalKey: string } | 'inbox'

/** What a service does about an event; runs in the transaction that also advances the consumer's checkpoint. */
export interface Handler {
  /** The kinds of event that it takes, at least one. */
  readonly definitions: readonly EventDefinition[]
  readonly dedupe: Dedupe
  /** Where an event travels on several topics: consume it from these instead of from its first one. */
  readonly onlyFrom?: readonly string[]
  /** Events of one workspace in the order of the log; one at a time unless made by `onMany`. */
  readonly many: boolean
  handle(tx: Tx, events: readonly Received[]): Promise<void>
}

/** Binds a handler to one kind of event. */
export function on<D extends EventDefinition>(
  definition: D,
  dedupe: Dedupe,
  handle: (tx: Tx, event: Received<D>) => Promise<void>,
): Handler {
  return {
    ...onBatch(definition, dedupe, async (tx, events) => {
      for (const event of events) await handle(tx, event)
    }),
    many: false,
  }
}

/** Binds a handler to one kind of event, which it gets as many at a time as the log delivered. */
export function onBatch<D extends EventDefinition>(
  definition: D,
  dedupe: Dedupe,
  handle: (tx: Tx, events: readonly Received<D>[]) => Promise<void>,
): Handler {
  return onMany([definition], dedupe, (tx, events) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with this definition
    handle(tx, events as unknown as readonly Received<D>[]),
  )
}

/** Binds a handler to several kinds of event that it handles alike, as many at a time as the log delivered. */
export function onMany(
  definitions: readonly EventDefinition[],
  dedupe: Dedupe,
  handle: (tx: Tx, events: readonly Received[]) => Promise<void>,
): Handler {
  return { definitions, dedupe, many: true, handle }
}

/**
 * The same handler, consuming its events from every topic that carries them. Each arrives once on each topic, in any order
 * and by several processes at once: what it does must be recognised as done.
 */
export const fromEveryTopic = (handler: Handler): Handler => ({
  ...handler,
  onlyFrom: handler.definitions.flatMap(({ topics }) => topics),
})

/** A kind of event, and what a handler makes of one. */
export interface EventReader<Out> {
  readonly definition: EventDefinition
  read(event: Received): Out
}

export const reads = <D extends EventDefinition, Out>(
  definition: D,
  read: (event: Received<D>) => Out,
): EventReader<Out> => ({
  definition,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the consumer parsed the data with this definition
  read: (event) => read(event as unknown as Received<D>),
})

/**
 * Binds a handler to several kinds of event that it reads each in its own way, as many at a time as the log delivered:
 * nobody can subscribe to a kind without saying what is made of it.
 */
export function onKinds<Out>(
  readers: readonly EventReader<Out>[],
  dedupe: Dedupe,
  handle: (tx: Tx, read: readonly { readonly event: Received; readonly value: Out }[]) => Promise<void>,
): Handler {
  const byType = new Map(readers.map((reader) => [reader.definition.type, reader]))
  const definitions = readers.map(({ definition }) => definition)
  return onMany(definitions, dedupe, (tx, events) =>
    handle(
      tx,
      events.map((event) => {
        const reader = byType.get(event.type)
        if (reader === undefined) throw new Error(`${event.type} was handed to a handler that does not read it.`)
        return { event, value: reader.read(event) }
      }),
    ),
  )
}
