import { eventTable } from './event-table.js'
import { eventSchemas } from './json-schema.js'

function pretty(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The text of every file that is made from the catalogue alone, by its path from the root of the repository. */
export function generateDocuments(): Readonly<Record<string, string>> {
  const schemas = [...eventSchemas()].map(([type, schema]) => [`openapi/schemas/${type}.json`, pretty(schema)])
  return {
    'packages/contracts/EVENTS.md': eventTable(),
    ...Object.fromEntries(schemas),
  }
}
