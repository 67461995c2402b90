import { decodeEvent, encodeEvent, eventByType, events, parseEvent, recordKey } from '@polyphon/contracts'
import { CloudEvent, Kafka } from 'cloudevents'
import { describe, expect, it } from 'vitest'

const envelope = {
  id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a99',
  time: '2026-11-22T10:00:00.000Z',
  workspace: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a50',
  correlationId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a98',
  causationId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a97',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
}
const outgoing = events.map((definition) => ({
  ...envelope,
  source: `/polyphon/${definition.type.split('.')[0]}`,
  type: definition.type,
  key: recordKey(envelope.workspace, definition.key(definition.example)),
  data: definition.example,
}))

describe('every event, between us and the cloudevents package', () => {
  it.each(outgoing.map((event) => [event.type, event] as const))('%s is read by it as we wrote it', (_type, event) => {
    const { key, headers, value } = encodeEvent(event)
    const message = { key, headers, value, body: value, timestamp: String(Date.parse(event.time)) }
    const read = Kafka.toEvent(message)
    if (!(read instanceof CloudEvent)) throw new Error('one event was written, something else was read')
    expect(read.validate()).toBe(true)
    expect(read.toJSON()).toMatchObject({
      specversion: '1.0',
      id: event.id,
      source: event.source,
      type: event.type,
      time: event.time,
      datacontenttype: 'application/json',
      partitionkey: event.key,
      workspace: event.workspace,
      correlationid: event.correlationId,
      causationid: event.causationId,
      traceparent: event.traceparent,
      data: event.data,
    })
  })

  it.each(outgoing.map((event) => [event.type, event] as const))('%s is read by us as it wrote it', (type, event) => {
    const { key, workspace, correlationId, causationId, traceparent, ...core } = event
    const extensions = {
      partitionkey: key,
      workspace,
      correlationid: correlationId,
      causationid: causationId,
      traceparent,
    }
    const written = Kafka.binary(new CloudEvent({ ...core, ...extensions, datacontenttype: 'application/json' }))
    const value = JSON.stringify(written.body)
    const headers = Object.fromEntries(Object.entries(written.headers).map(([name, text]) => [name, text?.toString()]))
    const decoded = decodeEvent({ key, headers, value })
    expect(decoded).toEqual({ ok: true, event })
    const definition = eventByType.get(type)
    if (!decoded.ok || !definition) throw new Error('the event was not read')
    expect(parseEvent(definition, decoded.event)).toEqual(decoded)
  })
})
