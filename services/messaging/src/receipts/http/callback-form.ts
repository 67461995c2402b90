import type { MessagingSettings } from '../../config.js'
import type { recordProviderCallback } from '../commands/record-provider-callback.js'

/** A callback as it came. */
export interface GivenCallback {
  readonly payload: Buffer
  readonly headers: Readonly<Record<string, unknown>>
  /** The message that its address names; null if none. */
  readonly messageId: string | null
}

export interface CallbackRead {
  readonly receipts: Parameters<typeof recordProviderCallback>[1]
  readonly rejected: readonly { readonly index: number; readonly reason: string }[]
}

/** How a provider reports what became of messages. */
export interface CallbackForm {
  /** Answers the id under which the callback is kept, the same for a repetition; fails if it is not genuine. */
  verify(given: GivenCallback, settings: MessagingSettings): string
  /** What can be read of it. Null stands for a payload that is not UTF-8. */
  read(text: string | null, given: GivenCallback, receivedAt: Date): CallbackRead
}
