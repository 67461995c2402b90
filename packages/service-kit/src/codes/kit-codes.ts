import { conditionCodes } from '@polyphon/conditions'
import type { Codes } from '@polyphon/values'
import { credentialCodes } from './credentials.js'
import { requestCodes } from './requests.js'
import { streamCodes } from './streams.js'
import { webhookCodes } from './webhooks.js'
import { workCodes } from './work.js'

/** The codes that every service answers. */
export const kitCodes: Codes = {
  ...requestCodes,
  ...credentialCodes,
  ...workCodes,
  ...streamCodes,
  ...webhookCodes,
  ...conditionCodes,
}
