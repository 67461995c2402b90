import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Timestamp } from '../values.js'
import { thread } from './example-values.js'

const topic = topicNames.workspaces
const hash = '3f9a0c5d1e7b48a2960d4c8b5e1f7a3d2c6b9e0f4a8d7c5b1e3f6a9d0c2b4e8f'

export const identifierForgotten = defineEvent({
  type: 'profile.identifier_forgotten.v1',
  topic,
  summary:
    'Somebody who was erased had this identifier: a database that is restored learns it before anything brings them back.',
  data: z.object({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('HMAC-SHA-256 of its type and value under the key of the workspace, in hex.'),
    forgottenAt: Timestamp.describe('What happened until then is taken of nobody.'),
    until: Timestamp.describe('Until when a publishable key cannot bring it back.'),
    liftedAt: Timestamp.optional().describe('Since when it may be known again, where `liftForgotten` has said so.'),
  }),
  personal: [],
  key: (data) => `forgotten:${data.hash}`,
  example: { hash, forgottenAt: thread.yesterday, until: thread.tomorrow },
})

export const forgettingKeyChanged = defineEvent({
  type: 'profile.forgetting_key_changed.v1',
  topic,
  summary: 'The key under which forgotten identifiers of a workspace are hashed; only profile can open it.',
  data: z.object({ sealed: z.string().min(1).describe('Sealed with the `SECRETS_KEYS` of profile.') }),
  personal: [],
  key: () => 'forgetting_key',
  example: { sealed: 'main.c2VhbGVk' },
})
