import { jsonObject } from '@polyphon/contracts'
import { z } from 'zod'
import { type InteractionKind, KINDS } from '../../people/domain/timed-event.js'

// For the API's document: what is taken is wider, see the README.
const Call = z.object({
  messageId: z.string().max(100).optional().describe('Chosen by the sender; the same one is applied once'),
  userId: z.string().optional(),
  anonymousId: z.string().optional(),
  event: z.string().max(512).optional().describe('Of a track call'),
  name: z.string().max(512).optional().describe('Of a page or screen call'),
  groupId: z.string().optional(),
  previousId: z.string().optional().describe('Of an alias call'),
  properties: jsonObject('What happened, in detail.').optional(),
  traits: jsonObject('Of the person, or of the group.').optional(),
  context: jsonObject('Device, page, language, external ids.').optional(),
  integrations: jsonObject('Kept with the event.').optional(),
  timestamp: z.string().optional().describe('When it happened; now, if left out'),
  sentAt: z.string().optional().describe('When it was sent by the clock of the client, which corrects `timestamp`'),
})

const WriteKey = z.string().optional().describe('A publishable key, where no header carries one')

export const SingleCall = Call.extend({ writeKey: WriteKey }).meta({ id: 'TrackingCall' })

export const BatchCall = z
  .object({
    batch: z.array(Call.extend({ type: z.enum(KINDS) })).max(2_500),
    writeKey: WriteKey,
    sentAt: z.string().optional(),
    context: jsonObject('Laid under the context of each event.').optional(),
    integrations: jsonObject('Laid under the integrations of each event.').optional(),
  })
  .meta({ id: 'TrackingBatch' })

export const SUMMARIES: Readonly<Record<InteractionKind | 'batch', string>> = {
  identify: 'Say who somebody is',
  track: 'Say what somebody did',
  page: 'Say which page somebody saw',
  screen: 'Say which screen somebody saw',
  group: 'Say which group somebody belongs to',
  alias: 'Say that a former id and a new one are the same person',
  batch: 'Say many things at once',
}

export const EXAMPLES: Readonly<Record<InteractionKind | 'batch', unknown>> = {
  identify: { userId: 'kunde-17', traits: { email: 'aenne@example.org', firstName: 'Änne', locale: 'de' } },
  track: { userId: 'kunde-17', event: 'Order Completed', properties: { orderId: '50314', total: 129.9 } },
  page: { anonymousId: 'b7f5', name: 'Kasse', properties: { path: '/kasse' } },
  screen: { anonymousId: 'b7f5', name: 'Warenkorb' },
  group: { userId: 'kunde-17', groupId: 'firma-3', traits: { name: 'Straßenbau Müller GmbH' } },
  alias: { userId: 'kunde-17', previousId: 'b7f5' },
  batch: {
    batch: [
      { type: 'identify', userId: 'kunde-17', traits: { plan: 'plus' } },
      { type: 'track', userId: 'kunde-17', event: 'Plan Changed' },
    ],
  },
}
