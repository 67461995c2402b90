import {
  CHANNELS,
  type Channel,
  channelName,
  identifierTypeOf,
  normaliseAddress,
  type PhoneNormaliser,
} from '@polyphon/values'
import type { ChannelKind } from './channel-kind.js'
import * as kinds from './kinds.js'

/** A channel that has a kind, as `kinds.ts` calls it: something can be written for it, and sent. */
export type ChannelKey = keyof typeof kinds

const ALL: Readonly<Record<ChannelKey, ChannelKind>> = kinds
const BY_NAME: ReadonlyMap<string, ChannelKind> = new Map(Object.values(ALL).map((kind) => [kind.name, kind]))

/** The names of all kinds, as templates and orders use them. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [...BY_NAME.values()]

/** The name of a channel that stands in `kinds.ts`: what templates, orders and people call it. */
export const nameOfKind = (key: ChannelKey): Channel => ALL[key].name

/** The kind of a channel; null for a channel that people may allow or refuse, but that nothing is sent by yet. */
export const channelKind = (channel: string): ChannelKind | null => BY_NAME.get(channelName(channel)) ?? null

/** Which identifiers of a person are addresses of a channel, whether it has a kind or not; null if none. */
export const identifierOf = (channel: string): string | null =>
  channelKind(channel)?.identifier ?? identifierTypeOf(channel)

/** The channels whose addresses are identifiers of another name than the channel has. */
export const NAMED_OTHERWISE: readonly (readonly [channel: Channel, type: string])[] = CHANNELS.flatMap((channel) => {
  const type = identifierOf(channel)
  return type === null || type === channel ? [] : [[channel, type] as const]
})

/** The form in which an address of a channel is written to; null for what is none, or is not reached by it. */
export function reachedAddress(channel: string, text: string, normalisePhone: PhoneNormaliser): string | null {
  const kind = channelKind(channel)
  return kind === null ? normaliseAddress(channel, text, normalisePhone) : kind.normalise(text, normalisePhone)
}
