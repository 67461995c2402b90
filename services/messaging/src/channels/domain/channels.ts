import { channelName, identifierTypeOf, normaliseAddress, type PhoneNormaliser } from '@polyphon/values'
import type { ChannelKind } from './channel-kind.js'
import * as kinds from './kinds.js'

/** A channel that has a kind: something can be written for it, and sent. */
export type ChannelKey = keyof typeof kinds

const BY_NAME: ReadonlyMap<string, ChannelKind> = new Map(Object.values(kinds).map((kind) => [kind.name, kind]))

/** The names of all kinds, as templates and orders use them. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [...BY_NAME.values()]

/** The kind of a channel; null for a channel that people may allow or refuse, but that nothing is sent by yet. */
export const channelKind = (channel: string): ChannelKind | null => BY_NAME.get(channelName(channel)) ?? null

/** Which identifiers of a person are addresses of a channel, whether it has a kind or not; null if none. */
export const identifierOf = (channel: string): string | null =>
  channelKind(channel)?.identifier ?? identifierTypeOf(channel)

/** The form in which an address of a channel is written to; null for what is none, or is not reached by it. */
export function reachedAddress(channel: string, text: string, normalisePhone: PhoneNormaliser): string | null {
  const kind = channelKind(channel)
  return kind === null ? normaliseAddress(channel, text, normalisePhone) : kind.normalise(text, normalisePhone)
}
