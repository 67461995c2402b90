import { type Json, type Member, mapMembers } from './map-members.js'

const DEFINITION = '#/$defs/'

/**
 * Says things in the one of several forms that generators of clients know; `definitions` are those that `$ref` leads to.
 * What is allowed stays the same.
 */
export function plainSchema(schema: Json, definitions: Json): Json {
  const resolve = (part: unknown): Json => {
    const { $ref: to, ...rest } = asObject(part)
    if (typeof to !== 'string' || !to.startsWith(DEFINITION)) return { ...asObject(part) }
    return { ...asObject(definitions[to.slice(DEFINITION.length)]), ...rest }
  }
  return mapMembers(schema, ([key, member]) => {
    // Names are always text.
    if (key === 'propertyNames' && JSON.stringify(member) === '{"type":"string"}') return []
    if (key === 'type' && Array.isArray(member) && member.filter((type) => type !== 'null').length > 1)
      return [['oneOf', member.map((type: unknown) => ({ type }))]]
    return (key === 'anyOf' || key === 'oneOf') && Array.isArray(member)
      ? choiceOf(key === 'anyOf' ? member.flatMap(choicesIn) : member, key, resolve)
      : [[key, member]]
  })
}

function choiceOf(choices: readonly unknown[], key: string, resolve: (part: unknown) => Json): readonly Member[] {
  const discriminator = discriminatorOf(choices, resolve)
  return [
    [isOneOf(choices.map(resolve)) ? 'oneOf' : key, choices],
    ...(discriminator === null ? [] : [['discriminator', discriminator] as const]),
  ]
}

/** A default that is an object or a list, which only few generators can write in code, said in words instead. */
export function defaultInWords({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  const { default: given, description } = jsonSchema
  if (typeof given !== 'object' || given === null) return
  delete jsonSchema['default']
  const text = typeof description === 'string' ? `${description}. ` : ''
  jsonSchema['description'] = `${text}Without it: \`${JSON.stringify(given)}\``
}

const asObject = (part: unknown): Json => ({ ...(typeof part === 'object' && part !== null ? part : {}) })

/** A choice among choices is one choice. */
function choicesIn(choice: unknown): readonly unknown[] {
  const { anyOf, type, ...beside } = asObject(choice)
  if (Object.keys(beside).length > 0) return [choice]
  if (Array.isArray(type) && anyOf === undefined) return type.map((name: unknown) => ({ type: name }))
  return Array.isArray(anyOf) && type === undefined ? anyOf.flatMap(choicesIn) : [choice]
}

/** Whether nothing fits two of them. What may be absent as null stays as it is, since every generator knows that form. */
function isOneOf(choices: readonly Json[]): boolean {
  if (choices.filter(({ type }) => type !== 'null').length < 2) return false
  return choices.every((left, index) => choices.slice(index + 1).every((right) => excludes(left, right)))
}

function excludes(left: Json, right: Json): boolean {
  const [leftType, rightType] = [left['type'], right['type']]
  if (typeof leftType !== 'string' || typeof rightType !== 'string') return false
  if (leftType !== rightType) return !(isNumber(leftType) && isNumber(rightType))
  return (
    leftType === 'object' && (needsUnknown(left, right) || needsUnknown(right, left) || constOf(left, right) !== null)
  )
}

const isNumber = (type: string): boolean => type === 'number' || type === 'integer'

const requiredOf = ({ required }: Json): readonly string[] => (Array.isArray(required) ? required : [])

/** Whether one needs a field that the other refuses. */
function needsUnknown(left: Json, right: Json): boolean {
  const known = asObject(right['properties'])
  return right['additionalProperties'] === false && requiredOf(left).some((name) => !Object.hasOwn(known, name))
}

/** The field by whose constant two can be told apart. */
function constOf(left: Json, right: Json): string | null {
  const [leftFields, rightFields] = [left, right].map((choice) => asObject(choice['properties']))
  const differs = (name: string): boolean => {
    const [a, b] = [asObject(leftFields?.[name])['const'], asObject(rightFields?.[name])['const']]
    return typeof a === 'string' && typeof b === 'string' && a !== b
  }
  return requiredOf(left).find((name) => requiredOf(right).includes(name) && differs(name)) ?? null
}

/** OpenAPI's way to say which of several named schemas it is, where a constant of each says so. */
function discriminatorOf(choices: readonly unknown[], resolve: (part: unknown) => Json): Json | null {
  const named = choices.map((choice) => ({ ref: asObject(choice)['$ref'], schema: resolve(choice) }))
  const [first, second] = named
  if (first === undefined || second === undefined || named.some(({ ref }) => typeof ref !== 'string')) return null
  const propertyName = constOf(first.schema, second.schema)
  if (propertyName === null) return null
  const constants = named.map(({ schema }) => asObject(asObject(schema['properties'])[propertyName])['const'])
  if (new Set(constants).size !== named.length || constants.some((value) => typeof value !== 'string')) return null
  const mapping = Object.fromEntries(named.map(({ ref }, index) => [String(constants[index]), ref]))
  return { propertyName, mapping }
}
