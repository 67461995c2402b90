import type { MessagingSettings } from '../../config.js'
import type { ChannelProviders } from '../domain/channel-kind.js'

export interface ProviderContext {
  readonly settings: MessagingSettings
  readonly now: () => Date
}

/** Opens the providers of a channel; null where the operator has set up none. */
export type OpenProviders = (context: ProviderContext) => ChannelProviders | null
