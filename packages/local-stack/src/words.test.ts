import type { Route } from '@polyphon/service-kit'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { services } from './definitions.js'

const JARGON =
  /regex|pattern|\bexpected\b|\breceived\b|invalid|too (?:big|small)|zod|NaN|undefined|\bstring\b|\/\^|\[object|[<>]=/i
// What a schema says that has nothing of its own to say, and cannot be told better from its kind.
const SILENT = new Set(['does not have the form that is described', 'cannot be taken as it is'])

const many = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 1]))

const WRONG: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'falsch!',
  '2026-13-41',
  'x'.repeat(300_001),
  -1.5,
  1e21,
  Number.NaN,
  true,
  [],
  [17],
  Array.from({ length: 2_001 }, () => 'a'),
  {},
  { 'Größe 1': 1 },
  many(2_001),
]

interface Part {
  readonly at: string
  readonly schema: z.core.$ZodType
}

/** The schema and all that it is made of, each once. */
function partsOf(part: Part, seen = new Set<z.core.$ZodType>()): readonly Part[] {
  if (seen.has(part.schema)) return []
  seen.add(part.schema)
  return [part, ...childrenOf(part).flatMap((child) => partsOf(child, seen))]
}

// oxlint-disable-next-line complexity -- one line for each kind of schema
function childrenOf({ at, schema }: Part): readonly Part[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion, no-underscore-dangle -- zod's own list of what a schema is made of
  const { def } = (schema as z.core.$ZodTypes)._zod
  const below = (child: z.core.$ZodType | undefined, name: string): readonly Part[] =>
    child === undefined ? [] : [{ at: `${at}${name}`, schema: child }]
  if (def.type === 'object') return Object.entries(def.shape).flatMap(([name, child]) => below(child, `.${name}`))
  if (def.type === 'array') return below(def.element, '[]')
  if (def.type === 'union') return def.options.flatMap((option, index) => below(option, `|${index}`))
  if (def.type === 'intersection') return [...below(def.left, '&'), ...below(def.right, '&')]
  if (def.type === 'tuple') return def.items.flatMap((item, index) => below(item, `[${index}]`))
  if (def.type === 'record') return [...below(def.keyType, '{name}'), ...below(def.valueType, '{}')]
  if (def.type === 'lazy') return below(def.getter(), '')
  if (def.type === 'pipe')
    // A function behind a schema is handed only what the schema took.
    return [def.in, def.out].filter((side) => !(side instanceof z.ZodTransform)).flatMap((side) => below(side, ''))
  return 'innerType' in def ? below(def.innerType, '') : []
}

const messagesOf = (schema: z.core.$ZodType): readonly string[] =>
  WRONG.flatMap((value) => z.safeParse(schema, value).error?.issues ?? []).map(({ message }) => message)

const inputsOf = ({ params, query, body }: Route): readonly Part[] =>
  Object.entries({ params, query, body }).flatMap(([at, schema]) => (schema === undefined ? [] : [{ at, schema }]))

describe.each(services)('what $name says of a request that is wrong', ({ routes }) => {
  it('is in words, for every field of every operation', () => {
    const seen = new Set<z.core.$ZodType>()
    const parts = routes().flatMap((route) =>
      inputsOf(route).flatMap(({ at, schema }) => partsOf({ at: `${route.operationId} ${at}`, schema }, seen)),
    )
    expect(parts.length).toBeGreaterThan(50)
    const wrong = parts.flatMap(({ at, schema }) =>
      messagesOf(schema)
        .filter((message) => JARGON.test(message) || SILENT.has(message))
        .map((message) => `${at}: ${message}`),
    )
    expect([...new Set(wrong)]).toEqual([])
  })
})
