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

/** The hash under which a token is stored; of a link, what stands behind its token does not count. */
export const hashLinkToken = (text: string): string =>
  createHash('sha256')
    .update(tokenIn(text) ?? text)
    .digest('hex')

// Programs that make links of plain text take a bracket, a full stop or a quotation mark behind one for a part of it.
const tokenIn = (text: string): string | null => /^[0-9A-Za-z_-]{54}(?![0-9A-Za-z_-])/.exec(text)?.[0] ?? null

/** The workspace a token belongs to; `null` when it cannot be one of ours. */
export function workspaceOfLinkToken(text: string): string | null {
  const token = tokenIn(text)
  if (token === null) return null
  const id = uuidFromHex(Buffer.from(token, 'base64url').subarray(0, 16).toString('hex'))
  return isUuid(id) ? id : null
}
