import { withoutInvisible } from './invisible.js'

/** The kinds of channels that reach people. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'web_push', 'mobile_push', 'in_app', 'chat'] as const
export type Channel = (typeof CHANNELS)[number]

const BY_LOOK: ReadonlyMap<string, Channel> = new Map(
  CHANNELS.map((channel) => [channel.replaceAll('_', ''), channel] as const),
)
const KNOWN: ReadonlySet<string> = new Set(CHANNELS)
const IDENTIFIER_TYPES: Readonly<Partial<Record<Channel, string>>> = { email: 'email', sms: 'phone', whatsapp: 'phone' }

const isChannel = (text: string): text is Channel => KNOWN.has(text)

/**
 * The channel that somebody means: `Email`, ` email ` and `E-MAIL` are `email`, `Web Push` is `web_push`. Null for what
 * is no channel; a permission or a suppression under such a name would bind nothing.
 */
export function readChannel(text: string): Channel | null {
  if (isChannel(text)) return text
  if (text.length > 100) return null
  const look = withoutInvisible(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/[\s_\p{Pd}]/gu, '')
  return BY_LOOK.get(look) ?? null
}

/** The same, with what is no channel left as it was written: who owns channels refuses it, the others pass it on. */
export const channelName = (text: string): string => readChannel(text) ?? text.trim()

/** What kind of identifier of a person the addresses of a channel are; null if none. */
export const identifierTypeOf = (channel: string): string | null =>
  isChannel(channel) ? (IDENTIFIER_TYPES[channel] ?? null) : null
