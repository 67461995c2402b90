import type { ChannelProviders, Channels, Provider } from '../domain/channel-kind.js'
import { type ChannelKey, nameOfKind } from '../domain/channels.js'
import { openMailProviders } from './mail-providers.js'
import type { OpenProviders, ProviderContext } from './open-providers.js'
import { openSmsProviders } from './sms-providers.js'

/** What each channel leaves by. */
const PROVIDERS: Readonly<Record<ChannelKey, OpenProviders>> = { email: openMailProviders, sms: openSmsProviders }

export interface OpenChannels extends Channels {
  /** How many messages may be under way, by the narrowest provider of live workspaces. */
  readonly mostAtOnce: number
  close(): Promise<void>
}

/** Opens every channel that the settings give a provider. */
export function openChannels(context: ProviderContext): OpenChannels {
  const opened = new Map<string, ChannelProviders>()
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a record are its keys
  for (const key of Object.keys(PROVIDERS) as ChannelKey[]) {
    const providers = PROVIDERS[key](context)
    if (providers !== null) opened.set(nameOfKind(key), providers)
  }
  const all = new Set<Provider>([...opened.values()].flatMap(({ live, test }) => [live, test]))
  return {
    available: new Set(opened.keys()),
    mostAtOnce: Math.min(...[...opened.values()].map(({ live }) => live.mostAtOnce ?? Number.POSITIVE_INFINITY)),
    providerFor: (channel, { mode }) => opened.get(channel)?.[mode === 'test' ? 'test' : 'live'] ?? null,
    find: async (channel, name, messageId) => {
      const providers = opened.get(channel)
      const named = [providers?.live, providers?.test].find((provider) => provider?.name === name)
      return (await named?.find?.(messageId)) ?? 'unknown'
    },
    probe: async () =>
      new Map(
        await Promise.all(
          [...all].flatMap(({ name, probe }) =>
            probe === undefined ? [] : [probe().then((reason) => [name, reason] as const)],
          ),
        ),
      ),
    forget: async (messageIds) => {
      for (const provider of all) await provider.forget?.(messageIds)
    },
    close: async () => void (await Promise.all([...all].map((provider) => provider.close()))),
  }
}
