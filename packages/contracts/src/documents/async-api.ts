import { durationMs } from '@polyphon/values'
import { events as all } from '../catalogue.js'
import { encodeEvent } from '../cloudevents.js'
import { type EventDefinition, recordKey } from '../define-event.js'
import { type ServiceName, type TopicDefinition, topics } from '../topics.js'
import { dataSchemaOf, type JsonSchema } from './json-schema.js'
import { keyForms, keySchema } from './key-forms.js'

type Json = Readonly<Record<string, unknown>>

const exampleWorkspace = '01930f6e-0c00-7a10-8f00-3f6c1d2b4a50'

const titles: Readonly<Record<ServiceName, string>> = {
  profile: 'People, identifiers, segments, workspaces and keys.',
  journey: 'Journeys, their runs, and what they order.',
  messaging: 'Messages, their receipts, and permissions.',
  feedback: 'Surveys, invitations and answers.',
  analytics: 'Metrics and insights.',
}

const text = (description: string, more: Json = {}): Json => ({ type: 'string', description, ...more })

/** The envelope as Kafka headers: CloudEvents 1.0, binary mode. */
const headers: JsonSchema = {
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_source',
    'ce_type',
    'ce_time',
    'ce_partitionkey',
    'ce_workspace',
    'content-type',
  ],
  properties: {
    ce_specversion: text('Version of CloudEvents.', { const: '1.0' }),
    ce_id: text('Id of the event. A copy of an event has the same id and is to be ignored.'),
    ce_source: text('Who publishes it, `/polyphon/<service>`.'),
    ce_type: text('Name and version of the event.'),
    ce_time: text('When it was appended, RFC 3339 in UTC.', { format: 'date-time' }),
    ce_partitionkey: text('The key of the record.'),
    ce_workspace: text('The workspace that it belongs to.'),
    ce_correlationid: text('Id of the chain of events that it belongs to.'),
    ce_causationid: text('Id of the event or request that caused it.'),
    ce_traceparent: text('W3C trace context: what the event is a part of.'),
    ce_tracestate: text('W3C trace state of whoever began the trace.'),
    ce_dataschema: text('Address of the schema of the data.'),
    'content-type': text('Media type of the value.', { const: 'application/json' }),
  },
}

function exampleOf(event: EventDefinition): Json {
  const encoded = encodeEvent({
    id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4aff',
    source: `/polyphon/${serviceOf(event)}`,
    type: event.type,
    time: '2026-11-22T10:00:00.200Z',
    workspace: exampleWorkspace,
    key: recordKey(exampleWorkspace, event.key(event.example)),
    data: event.example,
  })
  return { name: 'example', headers: encoded.headers, payload: event.example }
}

function serviceOf(event: EventDefinition): string {
  return event.type.split('.', 1)[0] ?? ''
}

function messageOf(event: EventDefinition): Json {
  return {
    name: event.type,
    title: event.type,
    summary: event.summary,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/headers' },
    payload: { $ref: `#/components/schemas/${event.type}` },
    bindings: { kafka: { key: keySchema(event, dataSchemaOf(event, 'draft-7')), bindingVersion: '0.5.0' } },
    examples: [exampleOf(event)],
    'x-key': keyForms(event),
    'x-personal': event.personal,
    ...(event.isStreamed ? { 'x-streamed': { forPerson: event.forPerson, without: event.secret } } : {}),
    ...(event.isPlanned && { 'x-planned': true }),
    ...(event.deprecated !== null && { tags: [{ name: 'deprecated' }], 'x-deprecated': event.deprecated }),
  }
}

function descriptionOf({ kind, service, retention }: TopicDefinition): string {
  switch (kind) {
    case 'state':
      return 'Compacted: it keeps the last record of every key; a null value means that the key is gone.'
    case 'dead':
      return `What ${service} read and could not process, kept ${retention} unless configured otherwise. Nobody reads it but people and programs of yours; how it is put back: docs/replay.md.`
    case 'facts':
      return `Facts in the order of their key, kept ${retention} unless configured otherwise.`
  }
}

function channelOf(topic: TopicDefinition, carried: readonly EventDefinition[]): Json {
  return {
    address: topic.name,
    description: descriptionOf(topic),
    messages: Object.fromEntries(carried.map((event) => [event.type, { $ref: `#/components/messages/${event.type}` }])),
    bindings: {
      kafka: {
        topic: topic.name,
        topicConfiguration: {
          'cleanup.policy': [topic.compacted ? 'compact' : 'delete'],
          ...(topic.retention !== null && { 'retention.ms': durationMs(topic.retention) }),
        },
        bindingVersion: '0.5.0',
      },
    },
  }
}

/** A consumer group of a service, and what it takes from one topic. */
export interface Reader {
  readonly service: ServiceName
  readonly group: string
  readonly topic: string
  readonly types: readonly string[]
}

function receivingOf({ service, group, topic, types }: Reader): Json {
  return {
    action: 'receive',
    title: `${service} reads ${topic} as ${group}`,
    channel: { $ref: `#/channels/${topic}` },
    tags: [{ name: service, description: titles[service] }],
    messages: types.map((type) => ({ $ref: `#/channels/${topic}/messages/${type}` })),
    bindings: { kafka: { groupId: { type: 'string', enum: [group] }, bindingVersion: '0.5.0' } },
  }
}

const receivingId = ({ group, topic }: Reader): string => `receive.${group}.${topic.replace(/^polyphon\./, '')}`

function operationOf(topic: TopicDefinition, carried: readonly EventDefinition[]): Json {
  return {
    action: 'send',
    title: `${topic.service} publishes to ${topic.name}`,
    channel: { $ref: `#/channels/${topic.name}` },
    tags: [{ name: topic.service, description: titles[topic.service] }],
    messages: carried.map((event) => ({ $ref: `#/channels/${topic.name}/messages/${event.type}` })),
  }
}

/** The AsyncAPI 3 document of everything that the services publish, and of what these readers take. */
export function asyncApiDocument(readers: readonly Reader[] = [], events: readonly EventDefinition[] = all): Json {
  const eventsOf = (topic: TopicDefinition): readonly EventDefinition[] =>
    events.filter((event) => event.topics.includes(topic.name))
  const used = topics.filter((topic) => eventsOf(topic).length > 0)
  const byName = (of: (topic: TopicDefinition) => Json, prefix = ''): Json =>
    Object.fromEntries(used.map((topic) => [`${prefix}${topic.name}`, of(topic)]))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Polyphon events',
      version: '1.0.0',
      description: 'What the five services publish for each other, and for everybody else who consumes it.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    servers: {
      kafka: {
        host: '{broker}',
        protocol: 'kafka',
        description: 'The Kafka cluster of your installation.',
        variables: { broker: { default: 'localhost:9092', description: 'host:port of a broker' } },
      },
    },
    channels: byName((topic) => channelOf(topic, eventsOf(topic))),
    operations: {
      ...byName((topic) => operationOf(topic, eventsOf(topic)), 'send.'),
      ...Object.fromEntries(readers.map((reader) => [receivingId(reader), receivingOf(reader)])),
    },
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
      schemas: {
        headers,
        ...Object.fromEntries(events.map((event) => [event.type, dataSchemaOf(event, 'draft-7')])),
      },
    },
  }
}
