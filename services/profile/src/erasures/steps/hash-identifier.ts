import { createHmac } from 'node:crypto'
import { type Identifier, keyOf } from '@polyphon/values'

/** HMAC-SHA-256 of an identifier in its normal form under the key of the workspace, in hex. */
export const hashIdentifier = (key: string, identifier: Identifier): string =>
  createHmac('sha256', Buffer.from(key, 'base64')).update(keyOf(identifier)).digest('hex')
