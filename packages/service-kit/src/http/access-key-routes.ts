import { jsonObject } from '@polyphon/contracts'
import { Locale, Moment, Timestamp, TimeZone, WorkspaceSettingsChange } from '@polyphon/values'
import { z } from 'zod'
import {
  checkPublicKey,
  KeyKind,
  Origins,
  PublicKey,
  Region,
  refuseExpired,
  refuseOtherKinds,
  Scopes,
  WorkspaceName,
} from '../auth/key-forms.js'
import { type AccessPutOptions, type PutAccess, putAccessKey } from '../auth/put-access-key.js'
import { refuseRetention } from '../personal/decided-retention.js'
import type { RetentionSettings } from '../personal/retention.js'
import { OPERATOR } from '../values/ids.js'
import type { Deps } from './deps.js'
import { type Route, route } from './route.js'
import { Id, Key } from './values.js'

const PutWorkspace = z.strictObject({
  id: Id.refine((id) => id !== OPERATOR, 'must not be the UUID of zeros alone').describe(
    'Chosen by whoever makes the workspace, a UUID; the same in every service',
  ),
  key: Key.optional(),
  name: WorkspaceName.optional(),
  mode: z.enum(['live', 'test']).optional().describe('`live` by default; decides how secrets begin'),
  timeZone: TimeZone.optional().describe('`UTC` by default'),
  locale: Locale.optional().describe('`en` by default'),
  defaultRegion: Region.nullable().optional(),
  settings: WorkspaceSettingsChange.optional().describe('What is not named stays; null brings the default back'),
})

const PutKey = z
  .strictObject({
    workspace: PutWorkspace.describe('What is not named stays; `key` and `name` are needed where it is new here'),
    kind: KeyKind,
    secret: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('A secret that another service has answered; only its hash is stored'),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be SHA-256 in hex, in small letters')
      .optional()
      .describe('SHA-256 of the secret in hex, instead of the secret itself'),
    publicKey: PublicKey.optional().describe('Of kind `person`'),
    scopes: Scopes.optional().describe('By default everything that a key of this kind may'),
    origins: Origins.optional().describe('Browsers may use the key only from these; none: from any'),
    expiresAt: Timestamp.nullable().optional(),
    revoked: z.boolean().optional().describe('true takes the key back, for good'),
  })
  .superRefine((body, context) => {
    refuseOtherKinds(body, context)
    const fault = (field: string, code: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code } })
    for (const field of ['secret', 'hash'] as const)
      if (body.kind === 'person' && body[field] !== undefined)
        fault(field, 'not_for_this_kind', 'A person key has a public half and no secret.')
    if (body.secret !== undefined && body.hash !== undefined)
      fault('hash', 'secret_or_hash', 'Say the secret or its hash, not both.')
  })

const AccessKeyPut = z
  .object({
    id: z.string(),
    workspace: z.object({ id: z.string(), key: z.string(), name: z.string(), mode: z.enum(['live', 'test']) }),
    kind: KeyKind,
    secret: z.string().optional().describe('Shown this once, where it was made here'),
    publicKey: jsonObject('The public half of a person key, a JWK.').nullable(),
    scopes: z.array(z.string()),
    origins: z.array(z.string()),
    createdAt: Moment,
    expiresAt: Moment.nullable(),
    revokedAt: Moment.nullable(),
    keptBy: z
      .enum(['call', 'profile'])
      .describe('`profile`: what profile says of this key holds, and a call does not change it'),
  })
  .meta({ id: 'PutAccessKey' })

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null

/** How workspace and key come to a service that stands alone; see docs/one-service.md. */
export function accessKeyRoutes(deps: Deps<RetentionSettings>, publish: AccessPutOptions['publish']): readonly Route[] {
  return [
    route({
      operationId: 'putAccessKey',
      method: 'put',
      path: '/v1/access-keys/:keyId',
      tag: 'access',
      access: { who: 'admin' },
      secretAnswer: true,
      summary: 'Put a workspace and one of its keys into a service that stands alone',
      description:
        'The id of the key and that of the workspace are UUIDs that you choose. Without `secret` and `hash` the secret is made here and shown this once; handed to the other services, it works there too. The same call again changes nothing. What profile says of the key or of the workspace, now or later, replaces what was put here, and is changed there only.',
      params: z.object({ keyId: Id }),
      body: PutKey,
      responses: { 200: AccessKeyPut, 201: AccessKeyPut },
      problems: [409, 422],
      example: {
        workspace: {
          id: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a60',
          key: 'obstgarten',
          name: 'Obstgarten Größe & Söhne',
          timeZone: 'Europe/Berlin',
          locale: 'de',
          defaultRegion: 'DE',
        },
        kind: 'secret',
      },
      handle: async (tx, { params: { keyId }, body }) => {
        const { workspace, secret, publicKey, ...key } = body
        refuseRetention(
          workspace.settings?.retention,
          deps.settings.RETENTION_DAYS,
          '/body/workspace/settings/retention',
        )
        const wish = {
          workspace,
          key: {
            ...key,
            keyId,
            publicKey: publicKey === undefined ? undefined : await checkPublicKey(publicKey),
          },
        }
        const put = await putAccessKey(tx, wish, { secret, publish })
        // Who repeats a call after the key has expired is told what is, and not refused.
        if (put.isNewKey) refuseExpired(put.key.expiresAt, tx.serverNow)
        tx.afterCommit(() => {
          deps.workspaces.forget()
          deps.logger.info({ event: 'access_key.put', keyId, workspaceId: workspace.id }, 'key put by call')
        })
        const view = toView(put)
        return put.isNewKey ? { status: 201, body: view } : { status: 200, body: view }
      },
    }),
  ]
}

const toView = ({ workspace, key, secret, isKeptByProfile }: PutAccess): z.input<typeof AccessKeyPut> => ({
  id: key.keyId,
  workspace: { id: workspace.id, key: workspace.key, name: workspace.name, mode: workspace.mode },
  kind: key.kind,
  ...(secret === null ? {} : { secret }),
  publicKey: key.publicKey === null ? null : { ...key.publicKey },
  scopes: [...key.scopes],
  origins: [...key.origins],
  createdAt: key.createdAt.toISOString(),
  expiresAt: iso(key.expiresAt),
  revokedAt: iso(key.revokedAt),
  keptBy: isKeptByProfile ? 'profile' : 'call',
})
