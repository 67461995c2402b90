import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { staffBehind } from '../auth/author.js'
import { type Caller, type CallerContext, credentialOf, identifyCaller } from '../auth/caller.js'
import { EVERYTHING, type Remit, remitOf, remitOfPartner, unitsWithin } from '../auth/remit.js'
import type { Tx } from '../db/tx.js'
import { requireType } from '../values/accept.js'
import { AppError } from '../values/errors.js'
import { OPERATOR } from '../values/ids.js'
import { keyOfUnitRefused } from './access.js'
import { type AuditNote, openNote } from './audit-note.js'
import type { Deps } from './deps.js'
import {
  claimKey,
  findAnswer,
  hashRequest,
  type KeyedRequest,
  keyReused,
  rememberAnswer,
  type StoredAnswer,
} from './idempotency.js'
import { etagOfAnswer, isKnown, readIfMatch } from './if-match.js'
import { takesKey } from './openapi-answers.js'
import { refuseErased } from './refuse-erased.js'
import type { Answer, Answers, LinesAnswer, Request, Route, StreamAnswer, TextAnswer } from './route.js'
import { seal, unseal } from './seal.js'
import { originOfRequest, traceCaller } from './trace-requests.js'

const JSON_TYPE = 'application/json'

interface ReadyAnswer extends StoredAnswer {
  readonly contentType: string
  /** Of a GET only, which is kept for no key. */
  readonly lines?: AsyncIterable<string>
  readonly isBinary?: true
  /** Of a GET that streams. */
  readonly stream?: Readable
  onEnd?(isWritten: boolean): void
}

// Made only as fast as they are read, and no more once nobody reads.
const streamOf = (lines: AsyncIterable<string> | readonly string[]): Readable =>
  Readable.from(lines, { objectMode: false })

/** A request as the server has it. */
interface HttpRequest {
  readonly request: FastifyRequest
  readonly context: CallerContext
  admitAgain(): Promise<Caller>
}

/** Runs one admitted request to its answer. Whatever is thrown becomes a problem in the server's error handler. */
export async function perform(
  route: Route,
  caller: Caller,
  http: HttpRequest & { readonly reply: FastifyReply; opened(): void },
  deps: Deps,
): Promise<void> {
  const { request, note } = readRequest(route, { caller, remit: await findRemit(route, caller, deps) }, http)
  const ready = await answerOf(route, request, { raw: http.request, note }, deps)
  await keepNote(note, request, deps)
  const isUnchanged = route.method === 'get' && isKnown(http.request.headers['if-none-match'], ready.headers['etag'])
  http.reply.code(isUnchanged ? 304 : ready.status).headers(ready.headers)
  if (route.deprecatedSince !== undefined)
    http.reply.header('deprecation', `@${Date.parse(route.deprecatedSince) / 1_000}`)
  // Of a HEAD the server would read all of them, to throw them away.
  const lines = http.request.method === 'HEAD' && ready.lines !== undefined ? [] : ready.lines
  if (ready.stream !== undefined) {
    http.opened()
    const { raw } = http.reply
    raw.once('close', () => ready.onEnd?.(raw.writableFinished))
    await http.reply.type(ready.contentType).send(ready.stream)
  } else if (isUnchanged) await http.reply.send()
  else if (lines !== undefined) await http.reply.type(ready.contentType).send(streamOf(lines))
  else if (ready.body === null) await http.reply.send()
  else await http.reply.type(ready.contentType).send(ready.isBinary ? Buffer.from(ready.body, 'latin1') : ready.body)
}

async function findRemit({ access }: Route, caller: Caller, { workspaces, now }: Deps): Promise<Remit> {
  if (access.who !== 'key' || access.remit === undefined) return EVERYTHING
  if (caller.kind === 'secret' && caller.unit !== null) {
    const { workspaceId, unit } = caller
    return { units: unitsWithin(await workspaces.units(workspaceId, unit), unit, now()) }
  }
  const staff = staffBehind(caller)
  if (staff === null) return EVERYTHING
  const remitFor = access.remit === 'unit' ? remitOf : remitOfPartner
  return remitFor(staff, access.staff, await workspaces.units(staff.workspaceId, staff.unit), now())
}

/**
 * Writes what was read, and what was changed in transactions that were not told of it: nothing is answered that the audit log
 * was to say and does not.
 */
async function keepNote(
  note: AuditNote | null,
  { caller, origin }: Request<never, never, never>,
  deps: Deps,
): Promise<void> {
  if (note === null || note.row() === null) return
  const workspaceId = 'workspaceId' in caller ? caller.workspaceId : OPERATOR
  await deps.db.transact(workspaceId, async () => undefined, { origin, audit: note })
}

interface Around {
  readonly raw: FastifyRequest
  readonly note: AuditNote | null
}

async function answerOf(
  route: Route,
  request: Request<never, never, never>,
  { raw, note }: Around,
  deps: Deps,
): Promise<ReadyAnswer> {
  if (route.handleOutside !== undefined) return answerOutside(route, request, { raw, note }, deps)
  const { handle } = route
  if (handle === undefined) throw new Error(`${route.operationId} has no handler.`)
  const answer = async (tx: Tx): Promise<ReadyAnswer> => toReady(route, noted(note, await handle(tx, request)))
  const workspaceId = 'workspaceId' in request.caller ? request.caller.workspaceId : null
  const origin = originOfRequest(raw)
  if (route.method === 'get' || route.scans === true)
    return deps.db.transact(workspaceId, answer, { readOnly: true, scans: route.scans === true, origin })
  const change = async (tx: Tx): Promise<ReadyAnswer> => {
    if (workspaceId !== null && route.takesErased !== true) await refuseErased(tx, request.body)
    return answer(tx)
  }
  const keyed = keyedRequest(route, raw, request.caller)
  if (keyed === null) return deps.db.transact(workspaceId, change, { origin, audit: note })
  const credential = route.secretAnswer === true ? credentialOf(raw.headers) : null
  return deps.db.transact(
    workspaceId ?? OPERATOR,
    async (tx) => {
      const before = await claimKey(tx, keyed)
      if (before !== null) return repeat(note, before, credential)
      const ready = await change(tx)
      await remember(await backHome(tx, workspaceId), keyed, ready, credential)
      return ready
    },
    { origin, audit: note },
  )
}

/** Tells the audit log's note what is answered. */
function noted<A extends object>(note: AuditNote | null, answer: A): A {
  note?.answered(answer)
  return answer
}

/**
 * What opens its own transactions is kept for its key after it is done. Should the process die in between, or two come at
 * once, the operation itself makes sure that nothing is done twice.
 */
async function answerOutside(
  route: Route,
  request: Request<never, never, never>,
  { raw, note }: Around,
  deps: Deps,
): Promise<ReadyAnswer> {
  const { handleOutside } = route
  if (handleOutside === undefined) throw new Error(`${route.operationId} has no handler.`)
  const keyed = keyedRequest(route, raw, request.caller)
  const answer = async (): Promise<ReadyAnswer> => toReady(route, noted(note, await handleOutside(request)))
  if (keyed === null || route.streamed !== undefined) return answer()
  const home = 'workspaceId' in request.caller ? request.caller.workspaceId : null
  const credential = route.secretAnswer === true ? credentialOf(raw.headers) : null
  const before = async (): Promise<ReadyAnswer | null> => {
    const found = await deps.db.transact(home ?? OPERATOR, (tx) => findAnswer(tx, keyed), { readOnly: true })
    return found === null ? null : repeat(note, found, credential)
  }
  const known = await before()
  if (known !== null) return known
  let ready: ReadyAnswer
  try {
    ready = await answer()
  } catch (error) {
    const meanwhile = await before()
    if (meanwhile === null) throw error
    return meanwhile
  }
  await deps.db.transact(home ?? OPERATOR, async (tx) => {
    if ((await claimKey(tx, keyed)) === null) await remember(tx, keyed, ready, credential)
  })
  return ready
}

// Making a workspace enters it; the operator's key is kept where it was claimed.
const backHome = (tx: Tx, workspaceId: string | null): Promise<Tx> | Tx =>
  workspaceId === null ? tx.enter(OPERATOR) : tx

async function remember(tx: Tx, keyed: KeyedRequest, ready: ReadyAnswer, credential: string | null): Promise<void> {
  const body = ready.body !== null && credential !== null ? seal(ready.body, credential) : ready.body
  await rememberAnswer(tx, keyed, { ...ready, headers: { ...ready.headers, 'content-type': ready.contentType }, body })
}

function repeat(note: AuditNote | null, before: StoredAnswer, credential: string | null): ReadyAnswer {
  note?.repeated()
  return replay(before, credential)
}

function replay(before: StoredAnswer, credential: string | null): ReadyAnswer {
  const { 'content-type': contentType = 'application/json; charset=utf-8', ...headers } = before.headers
  const body = before.body !== null && credential !== null ? reopen(before.body, credential) : before.body
  return { status: before.status, contentType, headers: { ...headers, 'idempotency-replayed': 'true' }, body }
}

function reopen(sealed: string, credential: string): string {
  try {
    return unseal(sealed, credential)
  } catch (error) {
    throw keyReused('The Idempotency-Key was used with another credential, and only that one opens the answer.', error)
  }
}

function toReady(route: Route, answer: Answer<Answers> | TextAnswer | LinesAnswer | StreamAnswer): ReadyAnswer {
  const headers = answer.headers ?? {}
  if ('lines' in answer || 'stream' in answer) return { ...answer, headers, body: null }
  if ('text' in answer) {
    const { text, ...rest } = answer
    return { ...rest, headers, body: text }
  }
  const schema: z.ZodType | undefined = route.responses[answer.status]
  if (schema === undefined) throw new Error(`${route.operationId} does not declare the status ${answer.status}.`)
  if ((route.etag === true) !== 'etag' in headers)
    throw new Error(`${route.operationId} answers an ETag exactly where it declares one.`)
  const contentType = 'application/json; charset=utf-8'
  if (answer.status === 204) return { status: 204, headers, contentType, body: null }
  // Parsing strips what the schema does not name: no field leaves by accident.
  const body = JSON.stringify(schema.parse(answer.body))
  const { etag } = headers
  const isRead = route.method === 'get' && etag !== undefined
  return {
    status: answer.status,
    headers: isRead ? { ...headers, etag: etagOfAnswer(etag, body) } : headers,
    contentType,
    body,
  }
}

function readRequest(
  route: Route,
  { caller, remit }: { readonly caller: Caller; readonly remit: Remit },
  { request: raw, context, admitAgain }: HttpRequest,
): { readonly request: Request<never, never, never>; readonly note: AuditNote | null } {
  const given = { id: raw.id, params: raw.params, query: raw.query, body: raw.body, origin: originOfRequest(raw) }
  const note = openNote(route, { ...given, caller })
  const request: Request<unknown, unknown, unknown> = {
    ...given,
    audit: note,
    headers: raw.headers,
    stream: route.streamed === undefined ? null : raw.raw.iterator({ destroyOnReturn: false }),
    keyed: route.streamed === undefined ? null : keyedRequest(route, raw, caller),
    contentType: raw.contentType,
    answerType:
      route.alsoAnswers === undefined ? JSON_TYPE : requireType(raw.headers.accept, [JSON_TYPE, ...route.alsoAnswers]),
    caller,
    remit,
    admitAgain,
    identify: async (key) => {
      const sent = await identifyCaller(key, raw.headers, { ...context, adminToken: undefined })
      if (sent.kind === 'secret' && sent.unit !== null) throw keyOfUnitRefused(sent.unit)
      return traceCaller(raw, sent)
    },
    ifMatch: readIfMatch(
      raw.headers['if-match'],
      route.ifMatch === 'required',
      route.ifMatch === undefined ? undefined : raw.headers['if-none-match'],
    ),
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the validators have just checked it with the route's own schemas
  return { request: request as Request<never, never, never>, note }
}

function keyedRequest(route: Route, raw: FastifyRequest, caller: Caller): KeyedRequest | null {
  if (!takesKey(route)) return null
  const header = raw.headers['idempotency-key']
  const fault = (code: string, detail: string): AppError =>
    new AppError('invalid', code, detail, { faults: [{ pointer: '/headers/idempotency-key', code, detail }] })
  if (typeof header !== 'string' || EMPTY.test(header.trim())) {
    if (route.idempotencyKey === 'required')
      throw fault('idempotency_key_required', 'This operation needs an Idempotency-Key.')
    return null
  }
  if (PLACEHOLDER.test(header.trim()))
    throw fault('idempotency_key_placeholder', 'This stands for a value that is missing; make a key for each request.')
  if (header.length > 255) throw fault('idempotency_key_too_long', 'An Idempotency-Key has at most 255 characters.')
  return {
    operation: route.operationId,
    ...(caller.kind === 'publishable'
      ? { idempotencyKey: `${PAGE}${header}`, formerKey: header }
      : { idempotencyKey: header }),
    ...hashRequest(raw, speakerOf(caller)),
  }
}

// What a program writes where it has no value: as a key it would make one request of all that say the same.
const PLACEHOLDER = /^"?(?:undefined|null|none|nil|nan|\[object \w+\])"?$/i
const EMPTY = /^(?:"")?$/

// A page, whose key everybody can read, takes none of the keys that the firm uses; no header holds a line break.
const PAGE = 'page\n'

// Whose response it is: what one person or page was given is none for another. Keys that speak for nobody are alike.
function speakerOf(caller: Caller): string {
  const staff = staffBehind(caller)
  if (staff !== null) return `\nstaff ${staff.staffId}`
  return caller.kind === 'publishable' ? `\n${JSON.stringify(caller.person)}` : ''
}
