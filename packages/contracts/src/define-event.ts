import type { z } from 'zod'
import { type TopicName, topicByName } from './topics.js'

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
  /** Nobody publishes it yet: its form is fixed, so that whoever will consume it can be tested. */
  readonly isPlanned: boolean
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
  readonly summary: string
  readonly data: Data
  readonly personal: readonly FieldOf<z.output<Data>>[]
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
  const { type, topic, alsoIn = [], planned = false, summary, data, personal, example, key } = input
  const kind = topicByName.get(topic)?.kind === 'state' ? 'state' : 'fact'
  return { type, topic, topics: [topic, ...alsoIn], kind, isPlanned: planned, summary, data, personal, example, key }
}

/** The key of a record in the log: the workspace alone, or the workspace and what the event is about. */
export function recordKey(workspace: string, suffix: string): string {
  return suffix === '' ? workspace : `${workspace}:${suffix}`
}
