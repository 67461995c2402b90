import { jsonObject } from '@polyphon/contracts'
import { Id, Key, listOf, type Route, route } from '@polyphon/service-kit'
import { type Caller, KeyKind, Origins, PublicKey, refuseOtherKinds, Scopes } from '@polyphon/service-kit/access'
import { Duration, durationMs, Moment, SCOPES, Timestamp } from '@polyphon/values'
import { z } from 'zod'
import type { ProfileDeps } from '../../config.js'
import { createKey } from '../commands/create-key.js'
import { revokeKey } from '../commands/revoke-key.js'
import { type RotatedKey, rotateKey } from '../commands/rotate-key.js'
import { updateKey } from '../commands/update-key.js'
import { keyList, type ListedKey, listKeys } from '../queries/list-keys.js'

const NewKey = z
  .strictObject({
    kind: KeyKind,
    scopes: Scopes.optional().describe(
      'Those of the calling key by default, and never more; a publishable key reads and writes only',
    ),
    origins: Origins.optional().describe('Browsers may use the key only from these; none: from any'),
    unit: Key.optional().describe(
      'Of a secret key: it reaches what this unit and those below it own, and nothing else, as for the server of a partner',
    ),
    publicKey: PublicKey.optional().describe('Required for kind `person`'),
    expiresAt: Timestamp.nullable().optional(),
  })
  .superRefine((body, context) => {
    refuseOtherKinds(body, context)
    if (body.kind !== 'person' || body.publicKey !== undefined) return
    const message = 'A person key needs its public half.'
    context.addIssue({ code: 'custom', path: ['publicKey'], message, params: { code: 'not_for_this_kind' } })
  })

const CreatedKey = z
  .object({
    id: z.string(),
    kind: KeyKind,
    secret: z.string().optional().describe('Shown this once; a person key has none'),
    scopes: z.array(z.string()),
    origins: z.array(z.string()),
    unit: z.string().nullable().describe('Whose things alone it reaches; null for a key of the whole workspace'),
    createdAt: Moment,
    expiresAt: Moment.nullable(),
  })
  .meta({ id: 'CreatedKey' })

const AccessKey = z
  .object({
    id: z.string(),
    kind: KeyKind,
    publicKey: jsonObject('The public half of a person key, a JWK.').nullable(),
    scopes: z.array(z.string()),
    origins: z.array(z.string()),
    unit: z.string().nullable(),
    label: z.string().nullable().describe('What whoever manages keys calls it'),
    createdAt: Moment,
    expiresAt: Moment.nullable(),
    revokedAt: Moment.nullable(),
  })
  .meta({ id: 'AccessKey' })

/** What a key may be given: what a calling key has itself; an admin of the firm may do everything there is. */
function heldBy(caller: Caller): readonly string[] {
  if (caller.kind === 'staff') return SCOPES
  return caller.kind === 'secret' ? caller.scopes : []
}

const access = { who: 'key', scope: 'keys:manage', staff: 'administration' } as const
const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

const createKeyRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'createKey',
    method: 'post',
    path: '/v1/keys',
    summary: 'Make a key, or register the public half of your own key pair',
    description:
      'The secret is shown this once; only its hash is stored. A key grants no more than the key that makes it may do; registering a key pair for person tokens needs `profile:impersonate`.',
    tag: 'keys',
    access,
    secretAnswer: true,
    body: NewKey,
    responses: { 201: CreatedKey },
    example: { kind: 'publishable', origins: ['https://shop.example'] },
    handle: async (tx, { body, caller }) => {
      const key = await createKey(tx, body, heldBy(caller))
      tx.afterCommit(() => deps.workspaces.forget())
      return {
        status: 201,
        body: {
          id: key.keyId,
          kind: key.kind,
          ...(key.secret === null ? {} : { secret: key.secret }),
          scopes: [...key.scopes],
          origins: [...key.origins],
          unit: key.unit,
          createdAt: key.createdAt.toISOString(),
          expiresAt: iso(key.expiresAt),
        },
      }
    },
  })

const listKeysRoute = route({
  operationId: 'listKeys',
  method: 'get',
  path: '/v1/keys',
  summary: 'The keys of the workspace, newest first',
  tag: 'keys',
  access,
  query: keyList.query,
  responses: { 200: listOf(AccessKey) },
  handle: async (tx, { query }) => ({ status: 200, body: await listKeys(tx, query, toKeyView) }),
})

const toKeyView = ({ keyId, createdAt, expiresAt, revokedAt, ...key }: ListedKey): z.input<typeof AccessKey> => ({
  ...key,
  id: keyId,
  scopes: [...key.scopes],
  origins: [...key.origins],
  createdAt: createdAt.toISOString(),
  expiresAt: iso(expiresAt),
  revokedAt: iso(revokedAt),
})

const LONGEST_OVERLAP_MS = 90 * 86_400_000

// What is no duration is refused as such.
const isShort = (text: string): boolean => !Duration.safeParse(text).success || durationMs(text) <= LONGEST_OVERLAP_MS

const Rotation = z.strictObject({
  overlap: Duration.refine(isShort, 'At most P90D.')
    .default('P1D')
    .describe('For how long the former key counts beside the new one, such as `P1D` or `PT0S`'),
})

const RotatedKeyView = CreatedKey.extend({
  formerExpiresAt: Moment.describe('From when on the former key is refused'),
}).meta({ id: 'RotatedKey' })

const toRotatedView = (key: RotatedKey): z.input<typeof RotatedKeyView> => ({
  id: key.keyId,
  kind: key.kind,
  secret: key.secret,
  scopes: [...key.scopes],
  origins: [...key.origins],
  unit: key.unit,
  createdAt: key.createdAt.toISOString(),
  expiresAt: iso(key.expiresAt),
  formerExpiresAt: key.formerExpiresAt.toISOString(),
})

const rotateKeyRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'rotateKey',
    method: 'post',
    path: '/v1/keys/:keyId/rotate',
    summary: 'Give a key a successor that may do the same, and let both count for a while',
    description:
      'The new key has an id and a secret of its own, shown this once; the former one expires when the overlap is over. Where a key had an end, its successor lives as long. The successor grants no more than the key that calls may do.',
    tag: 'keys',
    access,
    secretAnswer: true,
    params: z.object({ keyId: Id }),
    body: Rotation,
    responses: { 201: RotatedKeyView },
    example: { overlap: 'P7D' },
    handle: async (tx, { params, body, caller }) => {
      const overlapMs = durationMs(body.overlap)
      const key = await rotateKey(tx, { keyId: params.keyId, overlapMs, held: heldBy(caller) })
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 201, body: toRotatedView(key) }
    },
  })

const KeyChange = z
  .strictObject({
    label: z.string().trim().min(1).max(200).nullable().optional().describe('What you call it; null takes that away'),
    expiresAt: Timestamp.nullable()
      .optional()
      .describe(
        'From when on it is refused, such as the end of an overlap that is drawn out or cut short; null: never',
      ),
  })
  .refine(({ label, expiresAt }) => label !== undefined || expiresAt !== undefined, 'must name what is to change')

const updateKeyRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'updateKey',
    method: 'patch',
    path: '/v1/keys/:keyId',
    summary: 'Say what a key is called, and when it ends',
    description:
      'What is not named stays. Who lets a key live longer grants it anew, so they need its scopes themselves (403 `scope_not_held`); what was revoked or has expired stays so (409 `key_ended`), and the last key that can manage keys is not ended sooner (409 `last_key`). The successor of a key (`rotateKey`) is called like it.',
    tag: 'keys',
    access,
    params: z.object({ keyId: Id }),
    body: KeyChange,
    responses: { 200: AccessKey },
    example: { label: 'Shop, backend of the checkout' },
    handle: async (tx, { params: { keyId }, body: { label, expiresAt }, caller }) => {
      const key = await updateKey(tx, { keyId, label, expiresAt, held: heldBy(caller) })
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 200, body: toKeyView(key) }
    },
  })

const revokeKeyRoute = (deps: ProfileDeps): Route =>
  route({
    operationId: 'revokeKey',
    method: 'delete',
    path: '/v1/keys/:keyId',
    summary: 'Take a key back for good',
    description: 'The last key that can manage keys is refused with `last_key`.',
    tag: 'keys',
    access,
    params: z.object({ keyId: Id }),
    responses: { 204: z.null() },
    handle: async (tx, { params }) => {
      await revokeKey(tx, params.keyId)
      tx.afterCommit(() => deps.workspaces.forget())
      return { status: 204, body: null }
    },
  })

export const keyRoutes = (deps: ProfileDeps): readonly Route[] => [
  createKeyRoute(deps),
  listKeysRoute,
  updateKeyRoute(deps),
  rotateKeyRoute(deps),
  revokeKeyRoute(deps),
]
