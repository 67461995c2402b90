import { pointerTo } from '@polyphon/values'
import { AppError } from '../values/errors.js'

/** Refuses a body that is said to be compressed where it is read as it is (415 `encoding_unsupported`). */
export function refuseEncoded(encoding: string | undefined): void {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity') return
  const code = 'encoding_unsupported'
  throw new AppError('unsupported', code, 'A body is taken here as it is, without compression.', {
    faults: [{ pointer: pointerTo('/headers', 'content-encoding'), code, detail: 'Leave this header out.' }],
  })
}
