import { SERVICES } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { documents } from './api/operations.js'

/** Names under which a body or query would say who of the firm has done something. */
const NAMES_AUTHORS =
  /^(by|actor|author|agent|assignee|impersonate|operator|reader|sender|staff|user|(on)?behalfOf|.+By|(staff|author|actor|agent|reader|operator|sender|assignee)(Id|s|Ids))$/i

/** What has such a name and says something else; each with the reason why it stays. */
const SAYS_SOMETHING_ELSE: Readonly<Record<string, string>> = {
  'profile issueStaffToken body.staffId': 'whose token it is: the key that asks for it is who acts',
  'profile putIdentityProvider body.claims.staffId': 'the name of a claim',
  'profile putStaff path.staffId': 'who is put into the directory',
  'profile getStaff path.staffId': 'of whom it is read',
  'profile listWork query.staffId': 'whose work is listed',
  'profile openWork body.owner.staffId': 'whose the work is to be',
  ...Object.fromEntries(SERVICES.map((service) => [`${service} reassignWork body.staffId`, 'whose the work is to be'])),
  ...Object.fromEntries(SERVICES.map((service) => [`${service} listAudit query.staffId`, 'of whom it is read'])),
  'messaging putPermission body.proof.actor': 'evidence, as text: what the form said, and not who has called',
  'profile putConsent body.proof.actor': 'evidence, as text: what the form said, and not who has called',
  'journey putJourney body.entry.triggers.correlateBy': 'a path in an event',
  'analytics queryMetric query.by': 'a dimension',
  'analytics getReport query.by': 'a dimension',
  'analytics getEventCounts query.by': 'a dimension',
}

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

interface Described {
  readonly operationId: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Json }
}

/** The members of a schema with their way, whatever they are nested in. */
function* membersOf(schema: unknown, document: Json, way: string, seen: readonly string[] = []): Generator<string> {
  if (!isObject(schema)) return
  const { $ref } = schema
  if (typeof $ref === 'string') {
    if (seen.includes($ref)) return
    const found = $ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), document)
    yield* membersOf(found, document, way, [...seen, $ref])
    return
  }
  if (isObject(schema['properties']))
    for (const [name, member] of Object.entries(schema['properties'])) {
      yield `${way}.${name}`
      yield* membersOf(member, document, `${way}.${name}`, seen)
    }
  for (const name of ['anyOf', 'oneOf', 'allOf'])
    if (Array.isArray(schema[name])) for (const each of schema[name]) yield* membersOf(each, document, way, seen)
  for (const name of ['items', 'additionalProperties']) yield* membersOf(schema[name], document, way, seen)
}

function* namesIn(operation: Described, document: Json): Generator<string> {
  for (const parameter of operation.parameters ?? []) yield `${parameter.in}.${parameter.name}`
  for (const content of Object.values(operation.requestBody?.content ?? {}))
    if (isObject(content)) yield* membersOf(content['schema'], document, 'body')
}

const named = [...documents].flatMap(([service, given]) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by our own kit
  const document = given as Json & { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> }
  return Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).flatMap((operation) =>
      [...namesIn(operation, document)].map((name) => `${service} ${operation.operationId} ${name}`),
    ),
  )
})

describe('who of the firm acts', () => {
  const found = [...new Set(named.filter((name) => NAMES_AUTHORS.test(name.split('.').at(-1) ?? '')))]

  it('is said by no body and by no query of any operation', () => {
    expect(named.length).toBeGreaterThan(500)
    expect(found.filter((name) => !Object.hasOwn(SAYS_SOMETHING_ELSE, name))).toEqual([])
  })

  it('is not what these say, which are there', () => {
    expect(Object.keys(SAYS_SOMETHING_ELSE).filter((name) => !found.includes(name))).toEqual([])
  })
})
