import { z } from 'zod'
import { type Json, mapMembers } from './map-members.js'
import type { Route } from './route.js'

/**
 * The JSON Schema (2020-12) of each kind of definition that is published here, by kind: whole by itself, for editors and
 * for whoever checks a file before it is sent. A file may name its schema as `$schema`.
 */
export function definitionSchemas(routes: readonly Route[]): Readonly<Record<string, Json>> {
  const schemas = routes.flatMap(({ defines, body, summary }) =>
    defines === undefined || body === undefined ? [] : [[defines.kind, schemaOf(body, defines.kind, summary)] as const],
  )
  return Object.fromEntries(schemas)
}

function schemaOf(body: z.ZodType, kind: string, summary: string): Json {
  const { $schema, ...made } = z.toJSONSchema(body, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Dates travel as text.
      if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  })
  const schema = withoutNames(made)
  return { $schema, title: kind, $comment: summary, ...withSchemaLine(schema) }
}

// A name of ours is no URI, which `id` was in old drafts.
const withoutNames = (schema: Json): Json =>
  mapMembers(schema, ([key, member]) => (key === 'id' && typeof member === 'string' ? [] : [[key, member]]))

function withSchemaLine(schema: Json): Json {
  const { properties } = schema
  const line = { $schema: { type: 'string', description: 'The schema of this file, for editors; it is not sent' } }
  if (typeof properties === 'object' && properties !== null)
    return { ...schema, properties: { ...line, ...properties } }
  const { $ref, $defs, ...rest } = schema
  const name = typeof $ref === 'string' ? /^#\/\$defs\/(.+)$/.exec($ref)?.[1] : undefined
  const root: unknown = name === undefined ? undefined : Object($defs)[name]
  return typeof root === 'object' && root !== null ? { ...rest, ...withSchemaLine({ ...root }), $defs } : schema
}
