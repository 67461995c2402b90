import type { MessagingSettings } from '../../config.js'
import type { ChannelProviders } from '../domain/channel-kind.js'

/** What an operator is told of a provider: once when it fails, for each reason, and once when it works again. */
export interface ProviderLog {
  fails(provider: string, reason: string, detail: string): void
  /** With the number of tries that failed in between. */
  works(provider: string, failures: number): void
}

export interface ProviderContext {
  readonly settings: MessagingSettings
  readonly now: () => Date
  readonly log: ProviderLog
}

/** Opens the providers of a channel; null where the operator has set up none. */
export type OpenProviders = (context: ProviderContext) => ChannelProviders | null
