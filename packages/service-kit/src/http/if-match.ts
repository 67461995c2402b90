import { AppError } from '../values/errors.js'

/** What If-Match asks for: nothing where it was not sent, `*` whatever exists, else any of these entity tags. */
export type IfMatch = undefined | '*' | readonly string[]

/** The entity tag of a version. */
export const etagOf = (version: number | bigint | string): string => `"${version}"`

const TAG = /[ \t]*(?:W\/)?"([\x21\x23-\x7e\x80-\xff]*)"[ \t]*(,|$)/y

/**
 * Reads If-Match (RFC 9110, 13.1.1). A weak tag counts as the strong one, as proxies weaken those that they compress; a
 * tag that is none of ours matches nothing.
 */
export function readIfMatch(header: string | undefined, isRequired: boolean): IfMatch {
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

function readTags(header: string): readonly string[] | null {
  const tags: string[] = []
  TAG.lastIndex = 0
  for (let end = 0; end < header.length; end = TAG.lastIndex) {
    const [, tag = '', behind] = TAG.exec(header) ?? []
    if (behind === undefined) return null
    tags.push(tag)
  }
  return header.trimEnd().endsWith(',') || tags.length === 0 ? null : tags
}

/** Whether a thing of this version, or null for one that does not exist, is what the caller has seen. */
export const matchesVersion = (ifMatch: IfMatch, version: number | string | null): boolean =>
  ifMatch === undefined || (version !== null && (ifMatch === '*' || ifMatch.includes(String(version))))

/** Refuses with 412 what was decided on another version than the one that counts now; null: there is none. */
export function requireVersion(ifMatch: IfMatch, version: number | string | null, code = 'version_mismatch'): void {
  if (matchesVersion(ifMatch, version)) return
  const [message, detail] =
    version === null
      ? ['It does not exist.', 'Leave If-Match out to make it.']
      : [`It has version ${version} by now.`, 'Read it again.']
  throw new AppError('precondition', code, message, {
    faults: [{ pointer: '/headers/if-match', code, detail }],
  })
}
