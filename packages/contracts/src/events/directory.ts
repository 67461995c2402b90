import { z } from 'zod'
import { defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import { Id, jsonObject, Key, KeyKind, Locale, list, Timestamp, TimeZone, Version, WorkspaceMode } from '../values.js'
import { thread } from './example-values.js'

const topic = topicNames.workspaces

export const workspaceChanged = defineEvent({
  type: 'profile.workspace_changed.v1',
  topic,
  summary: 'A workspace and its settings, as they are now.',
  data: z.object({
    workspaceId: Id,
    key: z.string().min(1),
    name: z.string(),
    mode: WorkspaceMode,
    timeZone: TimeZone,
    locale: Locale,
    defaultRegion: z.string().nullable().describe('ISO 3166 country for phone numbers without a country code.'),
    createdAt: Timestamp,
    settings: jsonObject('What the workspace decided for all services; a setting that is not named has its default.'),
    suspendedAt: Timestamp.nullable()
      .optional()
      .describe(
        'Since when the operator has it suspended: credentials are refused, nothing is sent. Null or absent where it is not.',
      ),
    version: z.int().positive().optional().describe('Grows with each change; 1 where it is not said.'),
    quotas: z
      .object({
        eventsPerDay: z.int().positive().nullable().optional(),
        messagesPerDay: z.int().positive().nullable().optional(),
      })
      .optional()
      .describe('What the operator allows it a day of its time zone; null or absent: as much as it likes.'),
  }),
  personal: [],
  key: () => '',
  example: {
    workspaceId: thread.workspaceId,
    key: 'wanderschuh',
    name: 'Wanderschuh GmbH',
    mode: 'live',
    timeZone: 'Europe/Berlin',
    locale: 'de',
    defaultRegion: 'DE',
    createdAt: thread.yesterday,
    settings: { weekStart: 1, retention: { messages: 730 } },
    version: 2,
    suspendedAt: null,
    quotas: { eventsPerDay: 100_000, messagesPerDay: null },
  },
})

export const keyChanged = defineEvent({
  type: 'profile.key_changed.v1',
  topic,
  summary: 'A credential of a workspace, as it is now; only its hash or public half travels.',
  data: z.object({
    keyId: Id,
    kind: KeyKind,
    mode: WorkspaceMode,
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .describe('SHA-256 of the secret, in hex; null for a person key.'),
    publicKey: jsonObject('The public half of a person key, as a JWK.').nullable(),
    scopes: list(z.string()),
    origins: list(z.string()),
    unit: Key.optional().describe('Whose things alone it reaches; absent for a key of the whole workspace.'),
    expiresAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    createdAt: Timestamp.optional(),
  }),
  personal: [],
  key: (data) => `key:${data.keyId}`,
  example: {
    keyId: thread.keyId,
    kind: 'publishable',
    mode: 'live',
    hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    publicKey: null,
    scopes: ['profile:write', 'feedback:write'],
    origins: ['https://shop.example'],
    expiresAt: null,
    revokedAt: null,
    createdAt: thread.yesterday,
  },
})

export const identityProviderChanged = defineEvent({
  type: 'profile.identity_provider_changed.v1',
  topic,
  summary: 'Who vouches for the staff of a workspace, and how its tokens are read, as it is now.',
  data: z.object({
    version: Version,
    issuer: z.string().min(1),
    audience: z.string().min(1),
    jwksUri: z.string().min(1).describe('Where its public keys are.'),
    algorithms: list(z.string(), 1).describe('`RS256`, `ES256`, `EdDSA`'),
    claims: jsonObject('Which claim says what: `staffId` or `email`, `workspace`, `unit`, `roles`.'),
    roleNames: jsonObject('Which role a value of the claim `roles` stands for.').optional(),
    changedAt: Timestamp.optional(),
  }),
  personal: [],
  key: () => 'identity_provider',
  example: {
    version: 1,
    issuer: 'https://login.shop.example',
    audience: 'polyphon',
    jwksUri: 'https://login.shop.example/.well-known/jwks.json',
    algorithms: ['RS256'],
    claims: { email: 'email', roles: 'roles' },
    roleNames: { 'cx-agent': 'agent' },
    changedAt: thread.yesterday,
  },
})
