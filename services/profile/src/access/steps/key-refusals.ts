import { AppError } from '@polyphon/service-kit'

/** How a change of a key is refused, by the code of its decision. */
export const KEY_REFUSALS = {
  key_unknown: () => new AppError('missing', 'key_unknown', 'There is no such key.'),
  key_ended: () => new AppError('conflict', 'key_ended', 'The key is revoked or has expired; make another one.'),
  key_without_secret: () =>
    new AppError('unprocessable', 'key_without_secret', 'The secret half of this key is not ours to make anew.'),
  last_key: () =>
    new AppError('conflict', 'last_key', 'This is the last key that can manage keys; make another one first.'),
} as const
