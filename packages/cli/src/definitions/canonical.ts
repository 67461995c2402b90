import { createHash } from 'node:crypto'
import type { Json } from '../frame/documents.js'

/**
 * A value in the one form in which files are written: what a schema names in its order, everything else as it came, since
 * the order of languages means something.
 */
export function inOrder(value: unknown, schema: unknown, root: Json): unknown {
  const resolved = resolve(schema, root)
  if (Array.isArray(value)) return value.map((item: unknown) => inOrder(item, resolved['items'], root))
  if (typeof value !== 'object' || value === null) return value
  const branches = branchesOf(resolved, root)
  const properties: Record<string, unknown> = Object.assign({}, ...branches.map(({ properties: some }) => Object(some)))
  const more = branches.find(({ additionalProperties }) => typeof additionalProperties === 'object')
  // What says which thing it is comes first; the parts of a choice have it anywhere.
  const known = ['id', 'type', 'kind', ...Object.keys(properties)].filter((name) => Object.hasOwn(properties, name))
  const names = [...known.filter((name) => Object.hasOwn(value, name)), ...Object.keys(value)]
  return Object.fromEntries(
    [...new Set(names)].map((name) => {
      const member: unknown = Reflect.get(value, name)
      return [name, inOrder(member, properties[name] ?? more?.['additionalProperties'], root)]
    }),
  )
}

function resolve(schema: unknown, root: Json): Json {
  const { $ref, ...rest } = asObject(schema)
  if (typeof $ref !== 'string') return rest
  const name = /^#\/\$defs\/(.+)$/.exec($ref)?.[1]
  return name === undefined ? rest : { ...resolve(asObject(root['$defs'])[name], root), ...rest }
}

/** A schema and all that it may be, in their order. */
function branchesOf(schema: Json, root: Json): readonly Json[] {
  const choices = [schema['anyOf'], schema['oneOf'], schema['allOf']].flatMap((some): unknown[] =>
    Array.isArray(some) ? some : [],
  )
  return [schema, ...choices.flatMap((choice) => branchesOf(resolve(choice, root), root))]
}

const asObject = (value: unknown): Json => ({ ...(typeof value === 'object' && value !== null ? value : {}) })

/** A short text that is the same for the same content, whatever the order of its fields. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(sortedText(value)).digest('hex').slice(0, 16)

function sortedText(value: unknown): string {
  return (
    JSON.stringify(value, (_name, member: unknown) =>
      typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).toSorted(([left], [right]) => (left < right ? -1 : 1)))
        : member,
    ) ?? ''
  )
}
