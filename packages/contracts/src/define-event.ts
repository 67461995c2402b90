import type { z } from 'zod'
import { type ServiceName, type TopicName, topicByName, topicNames } from './topics.js'

/** Why a version goes: what to read instead, and until when both are published. */
export interface Deprecation {
  /** The day from which on the successor is published beside it, `2027-03-01`. */
  readonly since: string
  /** The type that says the same, such as its own name with `.v2`. */
  readonly successor: string
  /** The first day on which it may be published no more: at least 180 days after `since`. */
  readonly until: string
}

/** One kind of event: its name and version, where it travels, what it holds and which of that is personal. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type
  /** The topic that carries the event in order with its causes. */
  readonly topic: TopicName
  /** All topics that carry the event; the first one is `topic`. */
  readonly topics: readonly TopicName[]
  /** A fact happened once; a state replaces the earlier record of its key. */
  readonly kind: 'fact' | 'state'
  readonly summary: string
  /** A fact of a service, which integrators hear by stream, webhook and poll as well; a state is asked for. */
  readonly isStreamed: boolean
  /** Top-level fields that only the log carries, as they would let whoever reads them act: in streams they are missing. */
  readonly secret: readonly string[]
  /** Whoever it is about may be shown it: it says nothing beyond what they may ask for. */
  readonly forPerson: boolean
  /** It is between the operator and the services: it is no fact of the workspace, and heard by no credential of it. */
  readonly ofOperator: boolean
  /** Nobody publishes it yet: its form is fixed, so that whoever will consume it can be tested. */
  readonly isPlanned: boolean
  /** Null as long as it stays. */
  readonly deprecated: Deprecation | null
  readonly data: Data
  /** Top-level fields that hold personal data. */
  readonly personal: readonly string[]
  readonly example: z.output<Data>
  /** The id of what the event is about; events of the same key keep their order. The workspace comes before it. */
  key(data: z.output<Data>): string
}

type FieldOf<T> = T extends unknown ? keyof T & string : never

interface EventInput<Type extends string, Data extends z.ZodType> {
  readonly type: Type
  readonly topic: TopicName
  /** Further topics that carry the same event. */
  readonly alsoIn?: readonly TopicName[]
  readonly planned?: true
  readonly ofOperator?: true
  readonly deprecated?: Deprecation
  readonly summary: string
  readonly data: Data
  readonly personal: readonly FieldOf<z.output<Data>>[]
  readonly forPerson?: true
  readonly secret?: readonly FieldOf<z.output<Data>>[]
  readonly example: NoInfer<z.output<Data>>
  readonly key: (data: z.output<Data>) => string
}

export type DataOf<D extends EventDefinition> = z.output<D['data']>

/** The part of an event that its definition decides: type and data. */
export type EventOf<D extends EventDefinition> =
  D extends EventDefinition<infer Type, infer Data> ? { readonly type: Type; readonly data: z.output<Data> } : never

/** Defines an event once; its TypeScript type, JSON Schema and documentation come from here. */
export function defineEvent<const Type extends string, Data extends z.ZodType>(
  input: EventInput<Type, Data>,
): EventDefinition<Type, Data> {
  const { alsoIn = [], planned = false, ofOperator = false, ...more } = input
  const { deprecated = null, secret = [], forPerson = false, ...rest } = more
  const { topic, type } = rest
  const kind = topicByName.get(topic)?.kind === 'state' ? 'state' : 'fact'
  const isStreamed = topic === topicNames.facts(serviceOf(type)) && !ofOperator
  const topics = [topic, ...alsoIn]
  return { ...rest, topics, kind, isStreamed, secret, forPerson, ofOperator, isPlanned: planned, deprecated }
}

/** The service that publishes a type, by its name. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a type begins with the name of its service
export const serviceOf = (type: string): ServiceName => type.slice(0, type.indexOf('.')) as ServiceName

/** The key of a record in the log: the workspace alone, or the workspace and what the event is about. */
export function recordKey(workspace: string, suffix: string): string {
  return suffix === '' ? workspace : `${workspace}:${suffix}`
}
