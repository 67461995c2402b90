import { z } from 'zod'
import { events } from '../catalogue.js'
import type { EventDefinition } from '../define-event.js'

export type JsonSchema = Readonly<Record<string, unknown>>

/** The JSON Schema of an event's data. Unknown fields are allowed, because later versions may add some. */
export function dataSchemaOf(event: EventDefinition, target: 'draft-2020-12' | 'draft-7'): JsonSchema {
  // The input side: what the log may hold, which is open to further fields.
  const { $schema: _dialect, ...schema } = z.toJSONSchema(event.data, {
    io: 'input',
    target,
    override: ({ jsonSchema }) => {
      // The format says it all; zod's patterns for it fill half a page.
      if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return schema
}

/** The JSON Schema of an event, with what is said of it and its example. */
export const schemaOf = (event: EventDefinition): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:polyphon:event:${event.type}`,
  title: event.type,
  description: event.summary,
  ...dataSchemaOf(event, 'draft-2020-12'),
  'x-personal': event.personal,
  ...(event.secret.length === 0 ? {} : { 'x-secret': event.secret }),
  ...(event.forPerson ? { 'x-for-person': true } : {}),
  ...(event.isPlanned && { 'x-planned': true }),
  ...(event.deprecated !== null && { deprecated: true, 'x-deprecated': event.deprecated }),
  examples: [event.example],
})

/** One JSON Schema per event type, with its example. */
export const eventSchemas = (): ReadonlyMap<string, JsonSchema> =>
  new Map(events.map((event) => [event.type, schemaOf(event)]))
