import { createHash } from 'node:crypto'
import { AppError } from '../values/errors.js'

/**
 * What If-Match asks for: nothing where it was not sent, `*` whatever exists, else any of these entity tags; or with
 * `If-None-Match: *` that there is nothing yet.
 */
export type IfMatch = undefined | '*' | 'none' | readonly string[]

/** The entity tag of a version. */
export const etagOf = (version: number | bigint | string): string => `"${version}"`

/**
 * The entity tag of what is read: of its version and of what is shown of it, as that may change while the version does not
 * (an archive, a status, when somebody was last seen). If-Match takes it for the version alone.
 */
export const etagOfAnswer = (etag: string, body: string): string =>
  `${etag.slice(0, -1)}-${createHash('sha256').update(body).digest('base64url').slice(0, 12)}"`

/** Whether the caller has what would be answered (RFC 9110, 13.1.2). A header that is no list of tags says nothing. */
export function isKnown(ifNoneMatch: string | undefined, etag: string | undefined): boolean {
  if (ifNoneMatch === undefined || etag === undefined) return false
  return ifNoneMatch.trim() === '*' || readTags(ifNoneMatch)?.includes(etag.slice(1, -1)) === true
}

const TAG = /[ \t]*(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(?:,|$)/y
// Between two commas may be nothing (RFC 9110, 5.6.1.2).
const NOTHING = /[ \t]*(?:,|$)/y

/**
 * Reads If-Match (RFC 9110, 13.1.1). A weak tag counts as the strong one, as proxies weaken those that they compress; a
 * tag that is none of ours matches nothing.
 */
export function readIfMatch(header: string | undefined, isRequired: boolean, ifNoneMatch?: string): IfMatch {
  if (ifNoneMatch !== undefined) return readIfNoneMatch(ifNoneMatch, header)
  if (header === undefined) {
    if (!isRequired) return undefined
    throw new AppError(
      'precondition_required',
      'if_match_required',
      'Send If-Match with the ETag that you last read.',
      {
        faults: [{ pointer: '/headers/if-match', code: 'required', detail: 'This header is required here.' }],
      },
    )
  }
  if (header.trim() === '*') return '*'
  const tags = readTags(header)
  if (tags === null)
    throw new AppError('precondition', 'etag_mismatch', 'If-Match is no list of ETags.', {
      faults: [{ pointer: '/headers/if-match', code: 'etag_mismatch', detail: 'Send an ETag as it was answered.' }],
    })
  return tags
}

/** Reads If-None-Match (RFC 9110, 13.1.2) of what changes something: only `*` says anything there, and it needs no If-Match. */
function readIfNoneMatch(given: string, ifMatch: string | undefined): IfMatch {
  const code = 'if_none_match_unsupported'
  const detail =
    ifMatch === undefined
      ? 'Where something is changed it may only be *: there must be nothing yet.'
      : 'Send it or If-Match, not both.'
  if (given.trim() === '*' && ifMatch === undefined) return 'none'
  throw new AppError('invalid', code, detail, { faults: [{ pointer: '/headers/if-none-match', code, detail }] })
}

function readTags(header: string): readonly string[] | null {
  const tags: string[] = []
  for (let at = 0; at < header.length; ) {
    TAG.lastIndex = NOTHING.lastIndex = at
    const tag = TAG.exec(header)
    if (tag === null && !NOTHING.test(header)) return null
    if (tag !== null) tags.push(tag[1] ?? '')
    at = tag === null ? NOTHING.lastIndex : TAG.lastIndex
  }
  return tags.length === 0 ? null : tags
}

/** Whether a thing of this version, or null for one that does not exist, is what the caller has seen. */
export function matchesVersion(ifMatch: IfMatch, version: number | string | null): boolean {
  if (ifMatch === undefined) return true
  if (version === null) return ifMatch === 'none'
  return (
    ifMatch === '*' ||
    (ifMatch !== 'none' && ifMatch.some((tag) => tag === `${version}` || tag.startsWith(`${version}-`)))
  )
}

/** Refuses with 412 what was decided on another version than the one that counts now; null: there is none. */
export function requireVersion(ifMatch: IfMatch, version: number | string | null, code = 'version_mismatch'): void {
  if (matchesVersion(ifMatch, version)) return
  const isNew = ifMatch === 'none'
  const [message, detail] =
    version === null
      ? ['It does not exist.', 'Leave If-Match out to make it.']
      : isNew
        ? [`It exists, in version ${version}.`, 'Read it, and send If-Match to change it.']
        : [`It has version ${version} by now.`, 'Read it again.']
  throw new AppError('precondition', code, message, {
    faults: [{ pointer: isNew ? '/headers/if-none-match' : '/headers/if-match', code, detail }],
  })
}
