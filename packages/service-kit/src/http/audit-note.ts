import { isObject } from '@polyphon/values'
import { z } from 'zod'
import { authorOf, staffBehind } from '../auth/author.js'
import type { Caller } from '../auth/caller.js'
import { isAboutPeople } from '../auth/staff-roles.js'
import type { Audited, AuditRow, Who } from '../db/audited.js'
import type { Origin } from '../db/tx.js'
import { isUuid, OPERATOR } from '../values/ids.js'
import type { Route } from './route.js'

type Operation = Pick<Route, 'operationId' | 'method' | 'path' | 'access' | 'scans' | 'showsPeople'> &
  Partial<Pick<Route, 'query'>>

/** A request as the audit log looks at it. */
export interface Noted {
  readonly id: string
  readonly caller: Caller
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly origin: Origin
}

/** What the audit log says of a request, from its beginning to its answer. */
export interface AuditNote extends Audited {
  /** Told what was answered, which names what was made, and whom it is about. */
  answered(answer: object): void
}

/**
 * Whether the audit log says something of an operation when this one calls: what changes something, and what the firm's
 * people and the operator read about customers. What a page may call by its key alone is an interaction, which is kept as
 * such, and only noted where staff does it.
 */
export function kindOf(operation: Operation, caller: Caller, query?: unknown): AuditRow['kind'] | null {
  const { access } = operation
  if (caller.kind === 'anyone' || caller.kind === 'link' || access.who === 'anyone' || access.who === 'link')
    return null
  const isOfFirm = staffBehind(caller) !== null || caller.kind === 'admin'
  if (onlyShows(operation, query)) return isOfFirm && showsPeople(operation) ? 'read' : null
  const isInteraction = access.who === 'key' && access.publishable === 'alone'
  return isInteraction && !isOfFirm ? null : 'change'
}

// A POST that needs no more than the right to read is a question.
const isRead = ({ method, scans, access }: Operation): boolean =>
  method === 'get' || scans === true || (access.who === 'key' && access.scope.endsWith(':read'))

const onlyShows = (operation: Operation, query: unknown): boolean => isRead(operation) || isTrial(operation, query)

// What a dry run would do is only shown. Whatever knows no dry run does what it does, whatever stands in its query.
const isTrial = ({ query: known }: Operation, query: unknown): boolean =>
  known instanceof z.ZodObject && 'dryRun' in known.shape && isObject(query) && query['dryRun'] === 'true'

const showsPeople = ({ access, showsPeople: isShown }: Operation): boolean =>
  isShown === true || (access.who === 'key' && isAboutPeople(access.staff))

/** What the audit log is to say of a request; null where that is nothing. */
export function openNote(operation: Operation, noted: Noted): AuditNote | null {
  const kind = kindOf(operation, noted.caller, noted.query)
  if (kind === null) return null
  let isDone = false
  let answer: object = {}
  return {
    row: () => (isDone ? null : rowOf(operation, noted, { kind, answer })),
    written: () => {
      isDone = true
    },
    repeated: () => {
      isDone = true
    },
    answered: (given) => {
      answer = given
    },
  }
}

function rowOf(
  operation: Operation,
  { id, caller, origin, ...noted }: Noted,
  { kind, answer }: { readonly kind: AuditRow['kind']; readonly answer: object },
): AuditRow {
  const body: unknown = Object(answer).body
  const sent = [noted.params, noted.query, noted.body].map(fieldsOf)
  const author = authorOf(caller)
  return {
    workspaceId: 'workspaceId' in caller ? caller.workspaceId : OPERATOR,
    kind,
    who: whoOf(caller),
    keyId: 'keyId' in author ? author.keyId : null,
    staffId: author.kind === 'staff' ? author.staffId : null,
    operation: operation.operationId,
    ...aboutOf(operation, fieldsOf(noted.params), fieldsOf(body)),
    profileId: personOf([...sent, personOfCaller(caller)]) ?? onlyPersonIn(body),
    requestId: id,
    traceId: origin.traceparent?.split('-')[1] ?? null,
  }
}

function whoOf(caller: Caller): Who {
  if (caller.kind === 'admin') return 'operator'
  if (caller.kind === 'publishable') return 'person'
  return staffBehind(caller) === null ? 'key' : 'staff'
}

type Fields = Readonly<Record<string, unknown>>

const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {})

const personOfCaller = (caller: Caller): Fields =>
  caller.kind === 'publishable' && caller.person !== null ? { ...caller.person } : {}

/** Names of what is a person; never that of a thing. */
const PERSONS = ['profileId', 'survivorId']

/** The first id of a person that was sent. */
function personOf(sent: readonly Fields[], names = PERSONS): string | null {
  const ids = sent.flatMap((fields) => names.map((name) => fields[name]))
  return ids.find((id): id is string => typeof id === 'string' && isUuid(id)) ?? null
}

const ANSWERED = ['profileId', 'canonicalId']
// A page of a list in which each has some.
const DEEPEST = 4

/** The one person that an answer is about; null for several. */
function onlyPersonIn(answer: unknown): string | null {
  const found = new Set<string>()
  const look = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || found.size > 1 || depth > DEEPEST) return
    const person = Array.isArray(value) ? null : personOf([fieldsOf(value)], ANSWERED)
    if (person !== null) found.add(person)
    for (const part of Object.values(value)) look(part, depth + 1)
  }
  look(answer, 0)
  const [first, ...others] = found
  return others.length === 0 ? (first ?? null) : null
}

/**
 * What an operation was about: the collection of its path and which one of it. Only ids that we have given and keys of
 * definitions are written; whatever else stands in a path may be somebody's address.
 */
function aboutOf({ path, method }: Operation, params: Fields, answer: Fields): Pick<AuditRow, 'aboutKind' | 'aboutId'> {
  const words = path.split('/').slice(2)
  const isThing = (word: string): boolean => word.startsWith(':') && !PERSONS.includes(word.slice(1))
  const at = words.findLastIndex(isThing)
  const before = at < 0 ? words : words.slice(0, at)
  const aboutKind = before.findLast((word) => !word.startsWith(':')) ?? ''
  const name = words[at]?.slice(1)
  if (name !== undefined) return { aboutKind, aboutId: idIn(name, params[name]) }
  return { aboutKind, aboutId: method === 'post' ? idOfNew(answer) : null }
}

const NAMED = new Set(['key', 'keyId'])

const idIn = (name: string, value: unknown): string | null =>
  typeof value === 'string' && (NAMED.has(name) || isUuid(value)) ? value : null

/** The id of what was made, as it is answered. */
function idOfNew(answer: Fields): string | null {
  const [first] = Object.entries(answer).filter(
    ([name, value]) => (name === 'id' || name.endsWith('Id')) && !PERSONS.includes(name) && typeof value === 'string',
  )
  return first === undefined ? null : idIn(...first)
}
