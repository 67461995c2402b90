import type { Json, OpenApiDocument } from '../frame/documents.js'

/**
 * A schema of a document that stands by itself: what it refers to is written in its place, and what refers to itself stands
 * in `$defs`.
 */
export function standalone(schema: Json, document: OpenApiDocument): Json {
  const all = document.components?.schemas ?? {}
  const definitions: Record<string, unknown> = {}
  const visit = (node: unknown, inside: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item: unknown) => visit(item, inside))
    if (typeof node !== 'object' || node === null) return node
    const { $ref, discriminator: _ofOpenApi, ...rest }: { $ref?: unknown; discriminator?: unknown } = node
    const name = typeof $ref === 'string' ? /^#\/components\/schemas\/(.+)$/.exec($ref)?.[1] : undefined
    const members = Object.fromEntries(Object.entries(rest).map(([key, member]) => [key, visit(member, inside)]))
    if (name === undefined) return members
    if (!isRecursive(name, all)) return { ...Object(visit(all[name], [...inside, name])), ...members }
    if (!Object.hasOwn(definitions, name)) {
      definitions[name] = {}
      definitions[name] = visit(all[name], [...inside, name])
    }
    return { $ref: `#/$defs/${name}`, ...members }
  }
  const whole: Json = Object(visit(schema, []))
  return Object.keys(definitions).length === 0 ? whole : { ...whole, $defs: definitions }
}

/** Whether a schema comes back to itself. */
function isRecursive(name: string, all: Readonly<Record<string, Json>>): boolean {
  const seen = new Set<string>()
  const leadsBack = (from: string): boolean =>
    [...JSON.stringify(all[from] ?? {}).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].some(([, to = '']) => {
      if (to === name) return true
      if (seen.has(to)) return false
      seen.add(to)
      return leadsBack(to)
    })
  return leadsBack(name)
}
