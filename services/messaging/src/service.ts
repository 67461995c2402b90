import { defineService } from '@polyphon/service-kit'
import { channels } from './channels/feature.js'
import { messagingCodes } from './codes.js'
import { messagingSettings } from './config.js'
import { messages } from './messages/feature.js'
import { openTools } from './messages/workers/open-tools.js'
import { notices } from './notices/feature.js'
import { permissions } from './permissions/feature.js'
import { receipts } from './receipts/feature.js'
import { templates } from './templates/feature.js'

export const messagingService = defineService({
  name: 'messaging',
  port: 7003,
  title: 'Polyphon messaging',
  description: 'Templates, messages and their receipts, and everything that gates a send.',
  tags: {
    messages: 'Single messages: planned, sent, and what became of them.',
    templates: 'What messages say, in versions, channels and languages.',
    permissions: 'What people allow and refuse, and whether they may be written to now.',
    suppressions: 'Addresses that nothing is sent to.',
    callbacks: 'Receipts of the providers that carry messages.',
    unsubscribe: 'The page and the call behind the link in each mail.',
  },
  codes: messagingCodes,
  usage: {
    counts: 'messages',
    by: 'channel',
    means: 'Messages that a provider has taken; one that was handed over twice counts twice',
  },
  settings: messagingSettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: 'people',
  keepsWorkspaces: true,
  open: openTools,
  groups: { people: 'prompt', orders: 'prompt', definitions: 'background', work: 'prompt' },
  features: [templates, messages, permissions, receipts, notices, channels],
})
