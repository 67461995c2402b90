import type { Outages } from '@polyphon/service-kit'
import type { MessagingSettings } from '../../config.js'
import type { ChannelProviders } from '../domain/channel-kind.js'

/** What an operator is told of a provider: once when it fails, for each reason, and once when it works again. */
export type ProviderOutages = Pick<Outages, 'failedBy' | 'works'>

export interface ProviderContext {
  readonly settings: MessagingSettings
  readonly now: () => Date
  readonly outages: ProviderOutages
}

/** Opens the providers of a channel; null where the operator has set up none. */
export type OpenProviders = (context: ProviderContext) => ChannelProviders | null
