import { AppError, type Request } from '@polyphon/service-kit'
import { credentialMissing, credentialOf, holdsSecretKey, misplacedKey, readApiKey } from '@polyphon/service-kit/access'
import type { ProfileDeps } from '../../config.js'
import type { Voucher } from '../../people/domain/addresses.js'
import { voucherOf } from '../domain/trust-publishable.js'

/** Who sends events: their workspace, and who vouches for addresses in what they send. */
export interface Sender {
  readonly workspaceId: string
  readonly keyId: string
  readonly vouchedBy: Voucher
  /** Absent: with a secret key, or with a token of the person. */
  readonly isOpen?: true
}

type Asking = Pick<Request<undefined, undefined, unknown>, 'headers' | 'identify'>

/** Answers who the key in the headers belongs to; null when they carry nothing that looks like a key of ours. */
export async function collectorOfHeaders(request: Asking, deps: ProfileDeps): Promise<Sender | null> {
  const { 'x-write-key': writeKey } = request.headers
  const sent = [credentialOf(request.headers), typeof writeKey === 'string' ? writeKey : null]
  // Some clients send `id:secret`, of which one part is the key.
  const key = sent.flatMap((text) => (text === null ? [] : [text.trim(), ...text.trim().split(':')])).find(isKey)
  return key === undefined ? null : senderOf(key, request, deps)
}

/** Answers who the write key in a query or a body belongs to, the last places where one is looked for. */
export async function collectorOfBody(writeKey: unknown, request: Asking, deps: ProfileDeps): Promise<Sender> {
  if (typeof writeKey === 'string' && isKey(writeKey.trim())) return senderOf(writeKey.trim(), request, deps)
  const isMissing = credentialOf(request.headers) === null && (writeKey === undefined || writeKey === null)
  throw isMissing
    ? credentialMissing(request.headers)
    : new AppError('unauthenticated', 'credential_unknown', 'The credential is not known.')
}

/** A body is written where a page is: a secret key does not belong there, whatever the headers carry. */
export function refuseSecretInBody(writeKey: unknown, pointer = '/body/writeKey'): void {
  if (typeof writeKey === 'string' && holdsSecretKey(writeKey)) throw misplacedKey(pointer)
}

const isKey = (text: string): boolean => readApiKey(text) !== null

async function senderOf(key: string, request: Asking, deps: ProfileDeps): Promise<Sender> {
  const caller = await request.identify(key)
  if (caller.kind !== 'secret' && caller.kind !== 'publishable')
    throw new AppError('forbidden', 'key_required', 'A key is needed.')
  if (!caller.scopes.includes('profile:write'))
    throw new AppError('forbidden', 'scope_missing', 'The key lacks the scope profile:write.')
  const { workspaceId, keyId } = caller
  if (caller.kind === 'secret') return { workspaceId, keyId, vouchedBy: 'key' }
  const vouchedBy = voucherOf(await deps.workspaces.workspace(workspaceId), caller.person)
  return { workspaceId, keyId, vouchedBy, ...(caller.person === null ? { isOpen: true } : {}) }
}
