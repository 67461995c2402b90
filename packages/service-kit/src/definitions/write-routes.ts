import { z } from 'zod'
import { inWords } from '../codes/words.js'
import type { Tx } from '../db/tx.js'
import type { Deps } from '../http/deps.js'
import { requireVersion } from '../http/if-match.js'
import { faultsOfZod, firstFaults, invalidInput } from '../http/problem.js'
import { type Request, type Route, route } from '../http/route.js'
import { Key } from '../http/values.js'
import { AppError } from '../values/errors.js'
import { definedBy } from './bodies.js'
import {
  definitionArchived,
  definitionUnknown,
  discardDraft,
  draftUnknown,
  keepDraft,
  publishContent,
} from './change.js'
import type { AnyKind, Around } from './definition-kind.js'
import { aroundOf, type Names, tagged } from './request.js'
import { type Head, readDefinition, readHead } from './store.js'
import { DraftView, type Shown, showDraft, showPublication, type Views } from './view.js'

const params = z.object({ key: Key })

interface Writing<D extends Deps> extends Names {
  readonly views: Views
  readonly deps: D
}

type KeyRequest = Request<{ readonly key: string }, unknown, unknown>

/** Put, publish, and what is being written. */
export function writeRoutes<D extends Deps>(kind: AnyKind<D>, writing: Writing<D>): readonly Route[] {
  const { title, path, views, deps } = writing
  const access = { who: 'key', scope: kind.write, staff: 'administration' } as const
  const { tag, name } = kind
  return [
    route({
      operationId: `put${title}`,
      etag: true,
      method: 'put',
      path,
      summary: `Publish a version of a ${inWords(name)}, or save a draft`,
      description: `A version never changes. The same content again answers the version that it already is. \`publish=false\` keeps what is sent as a draft, answers 202 and changes nothing else. ${kind.description}`,
      tag,
      access,
      ifMatch: 'optional',
      params,
      query: z.object({
        publish: z.enum(['true', 'false']).default('true').describe('`false` only saves a draft'),
      }),
      body: kind.body,
      responses: { 200: views.publication, 201: views.publication, 202: DraftView },
      example: kind.example,
      defines: definedBy(kind),
      handleOutside: async (request) => {
        if (request.query.publish === 'false') return { status: 202, ...(await save(kind, deps, request)) }
        const content: unknown = await kind.check(request.body, aroundOf(deps, request))
        return publish(kind, deps, { request, body: request.body, content })
      },
    }),
    route({
      operationId: `publish${title}`,
      etag: true,
      method: 'post',
      path: `${path}/publish`,
      summary: `Publish the draft of a ${inWords(name)}`,
      description: 'Where there is no draft, nothing is to be published: the newest version is answered.',
      tag,
      access,
      ifMatch: 'optional',
      // Again it finds no draft and answers what it published.
      idempotencyKey: 'none',
      params,
      responses: { 200: views.publication, 201: views.publication },
      handleOutside: (request) => publishDraft(kind, deps, request),
    }),
    ...draftRoutes(kind, writing),
  ]
}

function draftRoutes<D extends Deps>(kind: AnyKind<D>, { title, path, deps }: Writing<D>): readonly Route[] {
  const { tag, name } = kind
  return [
    route({
      operationId: `get${title}Draft`,
      etag: true,
      method: 'get',
      path: `${path}/draft`,
      summary: `Read the draft of a ${inWords(name)}`,
      tag,
      access: { who: 'key', scope: kind.read, staff: kind.readBy ?? 'definitions' },
      params,
      responses: { 200: DraftView },
      handleOutside: async (request) => {
        const around = aroundOf(deps, request)
        const head = await around.read((tx) => readHead(tx, kind, around.key))
        if (head === null || head.draft === null) throw draftUnknown(kind)
        return { status: 200, ...showDraft(head, await faultsOf(kind, head, around)) }
      },
    }),
    route({
      operationId: `discard${title}Draft`,
      method: 'delete',
      path: `${path}/draft`,
      summary: `Throw the draft of a ${inWords(name)} away`,
      tag,
      access: { who: 'key', scope: kind.write, staff: 'administration' },
      ifMatch: 'optional',
      params,
      responses: { 204: z.null() },
      handle: async (tx, { params: { key }, ifMatch }) => {
        await discardDraft(tx, kind, key, ifMatch)
        return { status: 204, body: null }
      },
    }),
  ]
}

async function save<D extends Deps>(kind: AnyKind<D>, deps: D, request: KeyRequest) {
  const { body, ifMatch } = request
  const around = aroundOf(deps, request)
  const head = await around.write((tx) => keepDraft(tx, kind, { key: around.key, body, ifMatch }))
  return showDraft(head, await faultsOf(kind, head, around))
}

const NEVER_PUBLISHED = { publishedAt: null, createdAt: null, archivedAt: null }

/** What would be refused if a draft were published as it is. */
async function faultsOf<D extends Deps>(kind: AnyKind<D>, head: Head, around: Around<D>) {
  try {
    const content: unknown = await kind.check(readDraft(kind, head), around)
    await around.read(async (tx) =>
      kind.fit?.(tx, { ...NEVER_PUBLISHED, key: head.key, version: head.version + 1, content }),
    )
    return []
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'unprocessable' || error.kind === 'invalid'))
      return firstFaults(error.faults)
    throw error
  }
}

// Its form may have become another one since it was saved.
function readDraft(kind: AnyKind, { draft }: Head): unknown {
  const parsed = kind.body.safeParse(draft?.body)
  if (!parsed.success) throw invalidInput(faultsOfZod(parsed.error, '/body'))
  return parsed.data
}

async function publishDraft<D extends Deps>(kind: AnyKind<D>, deps: D, request: KeyRequest) {
  const around = aroundOf(deps, request)
  const head = await around.read((tx) => readHead(tx, kind, around.key))
  if (head === null || (head.draft === null && head.version === 0)) throw definitionUnknown(kind)
  if (head.draft === null) return publishNothing(kind, deps, request)
  const body = readDraft(kind, head)
  const content: unknown = await kind.check(body, around)
  return publish(kind, deps, { request, body, content, revision: head.revision })
}

interface Publishing {
  readonly request: KeyRequest
  readonly body: unknown
  readonly content: unknown
  readonly revision?: number
}

async function publish<D extends Deps>(kind: AnyKind<D>, deps: D, publishing: Publishing) {
  const { request, body, content, revision } = publishing
  const { ifMatch } = request
  const around = aroundOf(deps, request)
  const { key } = around
  const { definition, outcome, answer } = await around.write(async (tx: Tx) => {
    const given = { key, content, ifMatch, ...(revision === undefined ? {} : { revision }) }
    const done = await publishContent(tx, kind, given)
    return {
      ...done,
      answer: kind.follow === undefined ? await showPublication(tx, kind, done.definition, body) : null,
    }
  })
  if (outcome !== 'unchanged') await kind.follow?.(around)
  const shown: Shown = answer ?? (await around.read((tx) => showPublication(tx, kind, definition, body)))
  const response = { body: shown, headers: tagged(definition) }
  return outcome === 'created' ? { status: 201 as const, ...response } : { status: 200 as const, ...response }
}

function publishNothing<D extends Deps>(kind: AnyKind<D>, deps: D, request: KeyRequest) {
  const { key, read } = aroundOf(deps, request)
  return read(async (tx) => {
    const standing = await readDefinition(tx, kind, key)
    if (standing === null) throw definitionUnknown(kind)
    if (standing.archivedAt !== null) throw definitionArchived(kind)
    requireVersion(request.ifMatch, standing.version)
    return { status: 200 as const, body: await showPublication(tx, kind, standing, null), headers: tagged(standing) }
  })
}
