import { isObject } from '@polyphon/values'
import type { JWK } from 'jose'

/** Algorithms that an identity provider may sign with: pinned to the form of the key, so that none stands for another. */
export const STAFF_ALGORITHMS = ['RS256', 'ES256', 'EdDSA'] as const
export type StaffAlgorithm = (typeof STAFF_ALGORITHMS)[number]

export interface PublicKeyOfSet {
  readonly algorithm: StaffAlgorithm
  readonly jwk: JWK
}

const MOST_KEYS = 100

interface Response {
  readonly status: number
  readonly body: Buffer
  readonly isCut: boolean
}

/** The keys of a JWK Set (RFC 7517, 5) that can have signed a token; null where the response is none, or has none of them. */
export function keysIn({ status, body, isCut }: Response): readonly PublicKeyOfSet[] | null {
  if (status !== 200 || isCut) return null
  const set = parse(body)
  if (!isObject(set) || !Array.isArray(set['keys'])) return null
  const keys = set['keys'].slice(0, MOST_KEYS).flatMap((key: unknown) => readKey(key) ?? [])
  return keys.length === 0 ? null : keys
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}

/** Only the public half, whatever else stands there: a set that shows private or shared keys makes none of them one of ours. */
function readKey(given: unknown): PublicKeyOfSet | null {
  if (!isObject(given)) return null
  const { kty, crv, kid } = given
  const algorithm = algorithmOf(kty, crv)
  if (algorithm === null || !mayVerify(given, algorithm)) return null
  const names = { RS256: ['n', 'e'], ES256: ['crv', 'x', 'y'], EdDSA: ['crv', 'x'] }[algorithm]
  if (names.some((name) => typeof given[name] !== 'string')) return null
  const jwk = { kty: KEY_TYPES[algorithm], ...Object.fromEntries(names.map((name) => [name, given[name]])) }
  return { algorithm, jwk: { ...jwk, ...(typeof kid === 'string' ? { kid } : {}) } }
}

const KEY_TYPES = { RS256: 'RSA', ES256: 'EC', EdDSA: 'OKP' } as const

/** Whether a key is for signatures of this kind, as far as it says what it is for. */
function mayVerify({ use, alg, key_ops: operations }: Readonly<Record<string, unknown>>, algorithm: string): boolean {
  if (use !== undefined && use !== 'sig') return false
  if (Array.isArray(operations) && !operations.includes('verify')) return false
  return alg === undefined || alg === algorithm || (alg === 'Ed25519' && algorithm === 'EdDSA')
}

function algorithmOf(kty: unknown, crv: unknown): StaffAlgorithm | null {
  if (kty === 'RSA') return 'RS256'
  if (kty === 'EC' && crv === 'P-256') return 'ES256'
  return kty === 'OKP' && crv === 'Ed25519' ? 'EdDSA' : null
}
