import {
  type DataOf,
  type EventDefinition,
  events,
  feedbackGiven,
  interactionDeleted,
  interactionRecorded,
  isOfRights,
  messageFacts,
  type messageSent,
  topicNames,
} from '@polyphon/contracts'
import { type AnswerFact, toAnswer } from './answer-fact.js'
import { isText, type Texts, textsOf } from './texts.js'

/** An event as it was received. */
export interface ReceivedEvent {
  readonly id: string
  readonly type: string
  readonly time: Date
  readonly data: unknown
}

/** What is kept of every event: when, about whom, and by what it can be told apart. */
export interface Fact {
  readonly eventId: string
  readonly type: string
  readonly profileId: string | null
  readonly occurredAt: string
  readonly channel: string | null
  readonly dimensions: Texts
  readonly properties: Texts
}

/** A message came to a state: `sent`, `delivered`, … */
export interface MessageFact {
  readonly eventId: string
  readonly messageId: string
  readonly state: string
  readonly profileId: string | null
  readonly occurredAt: string
  readonly channel: string
  readonly class: string
  readonly topic: string
  readonly template: string
  readonly locale: string | null
  readonly touchpoint: string | null
}

export interface FactBatch {
  readonly facts: readonly Fact[]
  readonly messages: readonly MessageFact[]
  readonly answers: readonly AnswerFact[]
  /** What people did and was taken out of their history. */
  readonly deleted: readonly DeletedInteraction[]
}

/** By what the fact of an interaction is known that is to be kept no more. */
export interface DeletedInteraction {
  /** The event that says so. */
  readonly eventId: string
  /** Ids of whose it was. */
  readonly profileIds: readonly string[]
  readonly kind: string
  readonly name: string | null
  readonly occurredAt: string
}

const FACT_TOPICS: ReadonlySet<string> = new Set(
  (['profile', 'journey', 'messaging', 'feedback'] as const).map(topicNames.facts),
)

/** Every event that the other services publish as a fact of the workspace; that it was deleted is the operator's. */
export const factDefinitions: readonly EventDefinition[] = events.filter(
  ({ type, topic, isPlanned, ofOperator }) => FACT_TOPICS.has(topic) && !isPlanned && !ofOperator && !isOfRights(type),
)

const MESSAGE_STATES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(messageFacts).map(([state, { type }]) => [type, state]),
)

/** Takes events apart into the rows that numbers are made of. Texts, traits and identifiers are left behind. */
export function toFacts(received: readonly ReceivedEvent[]): FactBatch {
  return {
    facts: received.map(toFact),
    messages: received.filter(isMessage).map(toMessage),
    answers: received.filter(isAnswer).map((event) => toAnswer(event.id, event.data)),
    deleted: received.filter(isDeletion).map(({ id, data }) => toDeleted(id, data)),
  }
}

interface ReceivedOf<D extends EventDefinition> extends ReceivedEvent {
  readonly data: DataOf<D>
}

// All message events have the same data; the log's reader has parsed them with their definitions.
const isMessage = (event: ReceivedEvent): event is ReceivedOf<typeof messageSent> =>
  Object.hasOwn(MESSAGE_STATES, event.type)
const isAnswer = (event: ReceivedEvent): event is ReceivedOf<typeof feedbackGiven> => event.type === feedbackGiven.type

const isDeletion = (event: ReceivedEvent): event is ReceivedOf<typeof interactionDeleted> =>
  event.type === interactionDeleted.type

const toDeleted = (eventId: string, data: DataOf<typeof interactionDeleted>): DeletedInteraction => {
  const { profileId, recordedAs, kind, name, occurredAt } = data
  return {
    eventId,
    profileIds: recordedAs === undefined ? [profileId] : [profileId, recordedAs],
    kind,
    name,
    occurredAt,
  }
}

function toMessage({ id, type, data }: ReceivedOf<typeof messageSent>): MessageFact {
  return {
    eventId: id,
    messageId: data.messageId,
    state: MESSAGE_STATES[type] ?? type,
    profileId: data.profileId,
    occurredAt: data.occurredAt,
    channel: data.channel,
    class: data.class,
    topic: data.topic,
    template: data.template,
    locale: data.locale ?? null,
    touchpoint: data.touchpoint ?? null,
  }
}

/** Fields that say what a fact is about; whatever else an event holds is not kept. */
const DIMENSIONS: readonly string[] = [
  'kind',
  'name',
  'class',
  'topic',
  'template',
  'survey',
  'journey',
  'step',
  'outcome',
  'segment',
  'state',
  'reason',
  'rule',
  'locale',
  'touchpoint',
  'runId',
]
/** Where an event says when it happened; the rest happened when they were published. */
const MOMENTS: readonly string[] = ['occurredAt', 'mergedAt', 'changedAt']
const WITH_PROPERTIES: ReadonlySet<string> = new Set([interactionRecorded.type, feedbackGiven.type])

function toFact({ id, type, time, data }: ReceivedEvent): Fact {
  const fields: ReadonlyMap<string, unknown> = new Map(
    typeof data === 'object' && data !== null ? Object.entries(data) : [],
  )
  const text = (name: string): string | null => {
    const value = fields.get(name)
    return isText(value) ? value : null
  }
  const first = (names: readonly string[]): string | null =>
    names.map(text).find((value) => value !== null && value !== '') ?? null
  return {
    eventId: id,
    type,
    profileId: first(['profileId', 'survivorId']),
    occurredAt: first(MOMENTS) ?? time.toISOString(),
    channel: text('channel'),
    dimensions: textsOf(Object.fromEntries(DIMENSIONS.map((name) => [name, fields.get(name)]))),
    properties: WITH_PROPERTIES.has(type) ? textsOf(fields.get('properties')) : {},
  }
}
