import { PUBLIC_SCOPES, SCOPES } from '@polyphon/values'
import { importJWK, type JWK } from 'jose'
import { z } from 'zod'
import { AppError } from '../values/errors.js'

export const KeyKind = z.enum(['secret', 'publishable', 'person'])

const Origin = z
  .string()
  .max(300)
  .refine(isOrigin, 'must be an origin as browsers send it, such as https://shop.example')
  .meta({ example: 'https://shop.example' })

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text
  } catch {
    return false
  }
}

export const Origins = z.array(Origin).max(100)
export const Scopes = z.array(z.enum(SCOPES)).max(SCOPES.length)

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')

/** The public half of a key pair; `d`, the private half, is refused like every unknown field. */
export const PublicKey = z
  .strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: Coordinate,
    y: Coordinate,
    kid: z.string().min(1).max(200).optional(),
    alg: z.literal('ES256').optional(),
    use: z.literal('sig').optional(),
    key_ops: z.array(z.literal('verify')).max(1).optional(),
    ext: z.boolean().optional(),
  })
  .meta({ description: 'JWK of an EC key on P-256, public half only' })

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

export const Region = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country in capitals, such as DE')
  .refine((code) => !/^[A-Z]{2}$/.test(code) || regions.of(code) !== undefined, 'must be an ISO 3166 country')
  .meta({ description: 'Country of phone numbers that come without a country code' })

export const WorkspaceName = z.string().trim().min(1).max(200)

/** What a body says of a key, as far as its kind decides whether it may. */
interface OfKind {
  readonly kind: z.output<typeof KeyKind>
  readonly scopes?: readonly string[] | undefined
  readonly origins?: readonly string[] | undefined
  readonly unit?: string | undefined
  readonly publicKey?: unknown
}

/** Refuses, field by field, what a key of this kind does not have. */
export function refuseOtherKinds({ kind, publicKey, scopes, origins, unit }: OfKind, context: z.RefinementCtx): void {
  const fault = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message, params: { code: 'not_for_this_kind' } })
  if (kind !== 'person' && publicKey !== undefined) fault('publicKey', 'Only a person key has a public half.')
  if (kind === 'person' && scopes !== undefined) fault('scopes', 'A person key has no scopes.')
  if (kind === 'publishable' && scopes?.some((scope) => !PUBLIC_SCOPES.some((each) => each === scope)) === true)
    fault('scopes', 'A publishable key can be read by anybody and manages nothing.')
  if (kind === 'person' && origins !== undefined) fault('origins', 'A person key has no origins.')
  if (kind !== 'secret' && unit !== undefined) fault('unit', 'Only a secret key is bound to a unit.')
}

/**
 * Checks the public half of a key pair and leaves out what is of no concern to whoever checks with it, such as `use`.
 * The schema has seen to the form; only the curve itself can say whether this is one of its points.
 */
export async function checkPublicKey({ kty, crv, x, y, kid }: z.output<typeof PublicKey>): Promise<JWK> {
  const publicKey: JWK = { kty, crv, x, y, ...(kid === undefined ? {} : { kid }) }
  try {
    await importJWK(publicKey, 'ES256')
    return publicKey
  } catch (error) {
    throw new AppError('unprocessable', 'public_key_invalid', 'The public key is not a point on the curve P-256.', {
      cause: error,
      faults: [{ pointer: '/body/publicKey', code: 'public_key_invalid', detail: 'Not a key on P-256.' }],
    })
  }
}

/** Refuses a time of expiry that has passed already. */
export function refuseExpired(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return
  throw new AppError('unprocessable', 'key_expired', 'A key cannot expire before it is made.', {
    faults: [{ pointer: '/body/expiresAt', code: 'key_expired', detail: 'Must lie in the future.' }],
  })
}
