import { z } from 'zod'
import { type Json, mapMembers } from './map-members.js'
import { defaultInWords, plainSchema } from './plain-schema.js'

type Direction = 'input' | 'output'

/** The schemas of a document that have a name, collected while its operations are described. */
export interface NamedSchemas {
  /** The schema as a document writes it; what in it has a name moves out. `where` names what is recursive and has none. */
  convert(schema: z.ZodType, direction: Direction, where: string): Json
  /** Puts the final names into what `convert` has made. */
  settle<Value>(value: Value): Value
  /** All that have a name, in the order of the alphabet. */
  all(): Json
}

const PREFIX = '#/components/schemas/'
// Stands behind a name for as long as it is not known whether what is sent has the form of what is answered.
const SENT = '@sent'

/** Two schemas of one name are an error, unless one is what is sent and the other what is answered: that one is `…Input`. */
export function collectSchemas(): NamedSchemas {
  const bodies = { input: new Map<string, Json>(), output: new Map<string, Json>() }
  const add = (name: string, direction: Direction, body: Json): void => {
    const known = bodies[direction].get(name)
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(body))
      throw new Error(`Two different schemas have the name ${name}.`)
    bodies[direction].set(name, body)
  }
  const settle = <Value>(value: Value): Value => {
    const differing = namesThatDiffer(bodies)
    return mapRefs(value, (name) =>
      name.endsWith(SENT) ? finalName(name.slice(0, -SENT.length), 'input', differing) : name,
    )
  }
  return {
    convert: (schema, direction, where) => {
      const {
        $schema: _dialect,
        $defs = {},
        ...json
      } = z.toJSONSchema(schema, {
        io: direction,
        unrepresentable: 'any',
        override: (context) => {
          dates(context)
          defaultInWords(context)
        },
      })
      const mark = direction === 'input' ? SENT : ''
      const nameOf = (definition: string): string =>
        definition.startsWith('__') ? `${where}${definition}` : definition
      const rename = <Part>(part: Part): Part => mapRefs(part, (definition) => `${nameOf(definition)}${mark}`)
      for (const [definition, { id: _name, ...body }] of Object.entries<Json>($defs))
        add(nameOf(definition), direction, rename(plainSchema(body, $defs)))
      return rename(plainSchema(json, $defs))
    },
    settle,
    all: () => {
      const differing = namesThatDiffer(bodies)
      const named = (['output', 'input'] as const).flatMap((direction) =>
        [...bodies[direction]].map(([name, body]) => [finalName(name, direction, differing), settle(body)] as const),
      )
      return Object.fromEntries(named.toSorted(([left], [right]) => (left < right ? -1 : 1)))
    },
  }
}

const finalName = (name: string, direction: Direction, differing: ReadonlySet<string>): string =>
  direction === 'input' && differing.has(name) ? `${name}Input` : name

/** Names whose two forms differ, by themselves or in what they refer to. */
function namesThatDiffer(bodies: Readonly<Record<Direction, ReadonlyMap<string, Json>>>): ReadonlySet<string> {
  const text = (body: Json | undefined): string => JSON.stringify(body)?.replaceAll(`${SENT}"`, '"')
  const both = [...bodies.input.keys()].filter((name) => bodies.output.has(name))
  const differing = new Set(both.filter((name) => text(bodies.input.get(name)) !== text(bodies.output.get(name))))
  for (let before = -1; before !== differing.size; ) {
    before = differing.size
    for (const name of both)
      if ([...differing].some((other) => text(bodies.input.get(name)).includes(`"${PREFIX}${other}"`)))
        differing.add(name)
  }
  return differing
}

/** A copy in which every reference to a definition has the name that `rename` gives it. */
function mapRefs<Value>(value: Value, rename: (name: string) => string): Value {
  const renamed = (reference: unknown): unknown => {
    const name = typeof reference === 'string' ? REFERENCE.exec(reference)?.[1] : undefined
    return name === undefined ? reference : `${PREFIX}${rename(name)}`
  }
  return mapMembers(value, ([key, member]) => {
    if (key === '$ref') return [[key, renamed(member)]]
    // Of a discriminator, which names schemas as well.
    if (key !== 'mapping' || typeof member !== 'object' || member === null) return [[key, member]]
    return [[key, Object.fromEntries(Object.entries(member).map(([constant, to]) => [constant, renamed(to)]))]]
  })
}

const REFERENCE = /^#\/(?:\$defs|components\/schemas)\/(.+)$/

// Dates travel as RFC 3339 text, which zod cannot know of a transformed schema.
function dates({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: Record<string, unknown> }): void {
  if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}
