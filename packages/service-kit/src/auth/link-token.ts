import { createHash, randomBytes } from 'node:crypto'
import { isUuid, uuidFromHex } from '../values/ids.js'

/**
 * A token for one link: the workspace it belongs to and 192 random bits, in 54 URL-safe characters.
 * Only its hash is stored, so a stolen database opens no link.
 */
export function makeLinkToken(workspaceId: string): { readonly token: string; readonly hash: string } {
  const token = Buffer.concat([Buffer.from(workspaceId.replaceAll('-', ''), 'hex'), randomBytes(24)]).toString(
    'base64url',
  )
  return { token, hash: hashLinkToken(token) }
}

export const hashLinkToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The workspace a token belongs to; `null` when it cannot be one of ours. */
export function workspaceOfLinkToken(token: string): string | null {
  if (!/^[0-9A-Za-z_-]{54}$/.test(token)) return null
  const id = uuidFromHex(Buffer.from(token, 'base64url').subarray(0, 16).toString('hex'))
  return isUuid(id) ? id : null
}
