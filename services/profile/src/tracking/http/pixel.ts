import { isUtf8 } from 'node:buffer'
import type { JsonObject } from '@polyphon/contracts'
import { AppError, type Request, type Route, route } from '@polyphon/service-kit'
import { credentialMissing } from '@polyphon/service-kit/access'
import { isObject, parseJson, writeJson } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { type InteractionKind, KINDS } from '../../people/domain/timed-event.js'
import { LARGEST_EVENT_BYTES } from './collect-body.js'
import { collectorOfHeaders, refuseSecretInBody } from './collect-caller.js'
import { open, rejectedHeader, takeSingle } from './take-events.js'

// A transparent image of one pixel.
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64').toString('latin1')
const DEEPEST_NAME = 5

// Whatever parameters there are, each is a field of the call.
const Query = z.record(z.string(), z.unknown())
type PixelRequest = Request<undefined, z.output<typeof Query>, undefined>

/**
 * Calls as the address of an image, for mails and pages without scripts: `data` is the call as base64 of JSON, or each
 * field is a parameter of its own, dots leading into objects (`properties.path=/kasse`). Whoever is not let in is told so;
 * else the image is answered, and what was refused is in the list of refused events.
 */
export const pixelRoutes = (deps: ProfileDeps): readonly Route[] =>
  KINDS.flatMap((kind) =>
    [
      { suffix: '', path: `/v1/pixel/${kind}` },
      { suffix: 'Rudder', path: `/pixel/v1/${kind}` },
    ].map(({ suffix, path }) =>
      route({
        operationId: `pixel${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}${suffix}`,
        method: 'get',
        path,
        summary: 'A call as the address of an image',
        tag: 'collect',
        access: { who: 'anyone', reads: 'profile:write' },
        acts: true,
        hidden: true,
        query: Query,
        responses: {},
        handleOutside: async (request) => ({
          status: 200,
          contentType: 'image/gif',
          headers: rejectedHeader(await collectPixel(deps, kind, request)),
          isBinary: true as const,
          text: GIF,
        }),
      }),
    ),
  )

/** Answers how many events were refused: one or none. */
async function collectPixel(deps: ProfileDeps, kind: InteractionKind, request: PixelRequest): Promise<number> {
  const { headers, identify } = request
  const { bytes, isReadable, writeKey } = readPixel(request.query)
  // What cannot be read is refused in somebody's name, so there has to be one.
  if (!isReadable && writeKey === undefined && (await collectorOfHeaders(request, deps)) === null)
    throw credentialMissing(headers)
  try {
    const sent = { headers, identify, contentType: undefined, bytes, writeKey }
    const { sender, body } = await open(deps, sent, LARGEST_EVENT_BYTES)
    return (await takeSingle(deps, sender, { kind, body, cause: request.origin })) === null ? 0 : 1
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') return 1
    throw error
  }
}

/** The call that parameters make up, as the body that it would have been elsewhere. */
function readPixel({ data, writeKey, ...fields }: z.output<typeof Query>) {
  const given = bytesOf(firstOf(data))
  const call = given === null ? {} : isUtf8(given) ? objectIn(given.toString('utf8')) : null
  const keyInData = call?.['writeKey']
  refuseSecretInBody(keyInData, '/query/data')
  return {
    // What cannot be read is refused for what it is.
    bytes: call === null && given !== null ? given : Buffer.from(writeJson({ ...nested(fields), ...call })),
    isReadable: call !== null,
    writeKey: firstOf(writeKey) ?? (typeof keyInData === 'string' ? keyInData : undefined),
  }
}

// A parameter that comes twice is a list.
function firstOf(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' ? first : undefined
}

/** The call that `data` holds: base64 in either alphabet, or the JSON itself; null without one. */
function bytesOf(data: string | undefined): Buffer | null {
  if (data === undefined) return null
  if (data.trimStart().startsWith('{')) return Buffer.from(data)
  // A plus that nobody has escaped is a blank by now.
  return Buffer.from(data.replaceAll(' ', '+'), 'base64')
}

function objectIn(text: string): JsonObject | null {
  const parsed = parseJson(text)
  return parsed.ok && isObject(parsed.value) ? parsed.value : null
}

/** Parameters as the fields of a call: dots lead into objects, and a field that is an object may be JSON. */
function nested(fields: Readonly<Record<string, unknown>>): JsonObject {
  const tree: Tree = new Map()
  for (const [name, value] of Object.entries(fields)) {
    const text = firstOf(value) ?? ''
    const path = name.split('.')
    if (path.length > DEEPEST_NAME) tree.set(name, text)
    else plant(tree, path, text.startsWith('{') ? (objectIn(text) ?? text) : text)
  }
  return objectOf(tree)
}

type Tree = Map<string, unknown>

function plant(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): void {
  const known = tree.get(name)
  if (rest.length === 0) {
    tree.set(name, known instanceof Map && isObject(value) ? new Map([...Object.entries(value), ...known]) : value)
    return
  }
  const below: Tree = known instanceof Map ? known : new Map(isObject(known) ? Object.entries(known) : [])
  tree.set(name, below)
  plant(below, rest, value)
}

// Whatever it is called: no name of a parameter reaches what every object has.
const objectOf = (tree: Tree): JsonObject =>
  Object.fromEntries([...tree].map(([name, value]) => [name, value instanceof Map ? objectOf(value) : value]))
