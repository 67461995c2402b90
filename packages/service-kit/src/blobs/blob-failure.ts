import { type Failure, failureOf } from '../telemetry/failure.js'
import { AppError } from '../values/errors.js'
import { sqlStateOf } from '../values/unavailable.js'

/** What an operation is refused with while the store does not work: a full disk, a bucket that is gone, a login, a time-out. */
export const blobsUnavailable = (cause: unknown): AppError =>
  new AppError('unavailable', 'blobs_unavailable', 'What files are kept in does not work at the moment.', {
    cause,
    retryAfterSeconds: 5,
  })

/** What is wrong with a store, by the names that systems and S3 give it. */
const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'disk_full',
  EDQUOT: 'disk_full',
  EACCES: 'not_writable',
  EPERM: 'not_writable',
  EROFS: 'not_writable',
  ENOENT: 'folder_missing',
  ENOTDIR: 'not_writable',
  EEXIST: 'not_writable',
  NoSuchBucket: 'bucket_missing',
  NotFound: 'bucket_missing',
  AccessDenied: 'login',
  Forbidden: 'login',
  InvalidAccessKeyId: 'login',
  SignatureDoesNotMatch: 'login',
  ExpiredToken: 'login',
  CredentialsProviderError: 'login',
  TimeoutError: 'away',
  AbortError: 'away',
  SlowDown: 'away',
  ServiceUnavailable: 'away',
  InternalError: 'away',
}

/** The same for a log: a reason that stays the same, and a sentence. */
export function blobFailureOf(error: unknown): Failure {
  const failure = failureOf(error)
  for (let link = error; link instanceof Error; link = link.cause) {
    const reason = REASONS[sqlStateOf(link)] ?? REASONS[link.name]
    if (reason !== undefined) return { reason, detail: failure.detail }
  }
  return failure
}
