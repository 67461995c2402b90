import { z } from 'zod'
import { type DataOf, defineEvent } from '../define-event.js'
import { topicNames } from '../topics.js'
import {
  ArchivedAt,
  ChainDepth,
  Channel,
  ConsentState,
  Id,
  Identifier,
  jsonObject,
  Key,
  Locale,
  list,
  PersonIdentifier,
  Revision,
  Timestamp,
  TimeZone,
  Version,
} from '../values.js'
import { anna, at, people, thread } from './example-values.js'

const topic = topicNames.facts('profile')
const Because = z.string().min(1).describe('What caused it: a messageId, a request id, or `time`.')

export const interactionRecorded = defineEvent({
  type: 'profile.interaction_recorded.v1',
  topic,
  summary: 'A person did something on some channel, and we know who it was.',
  data: z.object({
    messageId: z
      .string()
      .min(1)
      .max(128)
      .describe('The id that the sender gave to the call; of what a journey has ordered, the id of the order.'),
    profileId: Id,
    profileRevision: Revision,
    kind: z.enum(['track', 'page', 'screen', 'identify', 'group', 'alias']),
    name: z.string().nullable().describe('The name of the event, page or screen.'),
    properties: jsonObject('The properties of the call, as sent.'),
    identifiers: list(Identifier),
    context: jsonObject('The context of the call, as sent.'),
    channel: Channel.nullable(),
    occurredAt: Timestamp,
    receivedAt: Timestamp,
    traits: jsonObject('The traits of an identify or group call.').optional(),
    groupId: z.string().optional(),
    chainDepth: ChainDepth.optional(),
  }),
  personal: ['properties', 'identifiers', 'context', 'traits', 'groupId'],
  key: (data) => data.profileId,
  example: {
    messageId: 'ajs-next-1763805600000-5f1c',
    profileId: anna,
    profileRevision: 4,
    kind: 'track',
    name: 'Order Completed',
    properties: { orderId: '50314', total: 129.9, currency: 'EUR', products: [{ name: 'Wanderschuh Größe 38' }] },
    identifiers: people.anna.identifiers,
    context: { locale: 'de-DE', page: { path: '/kasse/danke' } },
    channel: 'web',
    occurredAt: at,
    receivedAt: '2026-11-22T10:00:00.180Z',
  },
})

const Consent = z.object({
  state: ConsentState,
  occurredAt: Timestamp.describe('When it was decided, or has expired.'),
  expiresAt: Timestamp.optional().describe('Until when a grant holds; without it there is no end.'),
  conflict: z
    .boolean()
    .optional()
    .describe('Two people who turned out to be one had said different things; ask again. Absent: no.'),
})

const Snapshot = z.object({
  profileId: Id,
  revision: Revision,
  traits: jsonObject('All traits of the person.'),
  identifiers: list(PersonIdentifier),
  segments: list(Key).describe('Keys of the segments that the person is in.'),
  accounts: list(jsonObject('One membership in an account.')),
  consents: z
    .record(z.string(), Consent)
    .optional()
    .describe('What the person has said to purposes of processing, by purpose. Absent: nothing yet.'),
  locale: Locale.nullable(),
  timeZone: TimeZone.nullable(),
  absorbedIds: list(Id).describe('Ids of profiles that turned out to be this person.'),
  restricted: z
    .boolean()
    .optional()
    .describe('What is known of the person may be kept and not used; absent where it may be used.'),
  restrictionId: Id.optional().describe('The request by which that was said last.'),
  because: Because.optional(),
  changedAt: Timestamp.optional(),
})
const Absorbed = z.object({ profileId: Id, mergedInto: Id, revision: Revision })

export const profileChanged = defineEvent({
  type: 'profile.changed.v1',
  topic,
  alsoIn: [topicNames.people],
  summary:
    'All that is known of a person now. In the people topic an absorbed id keeps a record that names its survivor.',
  data: z.union([Snapshot, Absorbed]),
  personal: ['traits', 'identifiers'],
  key: (data) => data.profileId,
  example: {
    profileId: anna,
    revision: 5,
    traits: { firstName: 'Änne', lastName: 'Weiß', plan: 'plus' },
    identifiers: people.anna.identifiers.map((identifier) => ({ ...identifier, verified: true })),
    segments: ['loyal-customers'],
    accounts: [],
    consents: { profiling: { state: 'granted', occurredAt: thread.yesterday } },
    locale: 'de',
    timeZone: 'Europe/Berlin',
    absorbedIds: [people.absorbed],
    because: 'ajs-next-1763805600000-5f1c',
    changedAt: at,
  },
})
export type ProfileSnapshot = z.output<typeof Snapshot>
export type AbsorbedProfile = z.output<typeof Absorbed>

/** Distinguishes the record of an absorbed person from a full snapshot. */
export function isAbsorbed(data: DataOf<typeof profileChanged>): data is AbsorbedProfile {
  return 'mergedInto' in data
}

export const profileMerged = defineEvent({
  type: 'profile.merged.v1',
  topic,
  summary: 'Two or more profiles turned out to be the same person; one survives.',
  data: z.object({
    survivorId: Id,
    absorbedIds: list(Id, 1),
    rule: z.string().min(1).describe('The rule that joined them, or `manual`.'),
    because: Because,
    mergedAt: Timestamp.optional(),
    revision: z
      .int()
      .positive()
      .optional()
      .describe('That of the survivor then. Whoever of the absorbed has a higher one since was split off again.'),
  }),
  personal: [],
  key: (data) => data.survivorId,
  example: {
    survivorId: anna,
    absorbedIds: [people.absorbed],
    rule: 'same_user_id',
    because: 'ajs-next-1763805600000-5f1c',
    mergedAt: at,
  },
})

export const consentChanged = defineEvent({
  type: 'profile.consent_changed.v1',
  topic,
  summary: 'What a person allows for a purpose has changed; from now on it counts so.',
  data: z.object({
    profileId: Id,
    purpose: z.string().min(1),
    ...Consent.shape,
  }),
  personal: [],
  forPerson: true,
  key: (data) => data.profileId,
  example: { profileId: anna, purpose: 'profiling', state: 'withdrawn', occurredAt: at },
})

const SegmentMembership = z.object({
  profileId: Id,
  segment: Key,
  segmentVersion: Version,
  because: Because,
  until: Timestamp.nullable().optional().describe('When this ends if nothing else happens.'),
  occurredAt: Timestamp.optional(),
  chainDepth: ChainDepth.optional(),
})
const membershipExample = { profileId: anna, segment: 'loyal-customers', segmentVersion: 2, occurredAt: at }

export const segmentEntered = defineEvent({
  type: 'profile.segment_entered.v1',
  topic,
  summary: 'A person now fulfils the condition of a segment.',
  data: SegmentMembership,
  personal: [],
  forPerson: true,
  key: (data) => data.profileId,
  example: { ...membershipExample, because: 'ajs-next-1763805600000-5f1c', until: '2026-12-22T10:00:00.000Z' },
})

export const segmentLeft = defineEvent({
  type: 'profile.segment_left.v1',
  topic,
  summary: 'A person no longer fulfils the condition of a segment.',
  data: SegmentMembership,
  personal: [],
  forPerson: true,
  key: (data) => data.profileId,
  example: { ...membershipExample, because: 'time' },
})

export const computedTraitPublished = defineEvent({
  type: 'profile.computed_trait_published.v1',
  topic: topicNames.definitions('profile'),
  summary: 'A computed trait has a new version.',
  data: z.object({
    key: Key,
    version: Version,
    name: z.string(),
    compute: z.string(),
    event: z.string(),
    property: z.string().optional(),
    where: jsonObject('A condition over the event.').optional(),
    within: z.string().optional(),
    calendar: z.string().optional(),
    purpose: z.string().describe('Whoever does not allow it has no value.'),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `computed_trait:${data.key}`,
  example: {
    key: 'orders_90d',
    version: 2,
    name: 'Orders in 90 days',
    compute: 'count',
    event: 'Order Completed',
    purpose: 'service',
    publishedAt: thread.yesterday,
  },
})

export const segmentPublished = defineEvent({
  type: 'profile.segment_published.v1',
  topic: topicNames.definitions('profile'),
  summary: 'A segment has a new version.',
  data: z.object({
    key: Key,
    version: Version,
    name: z.string(),
    condition: jsonObject('A condition, see the condition language.'),
    purpose: z
      .string()
      .optional()
      .describe(
        'For what it uses what is known of people: whoever does not allow that is not in it. Absent: `service`.',
      ),
    publishedAt: Timestamp.optional(),
    archivedAt: ArchivedAt,
  }),
  personal: [],
  key: (data) => `segment:${data.key}`,
  example: {
    key: 'loyal-customers',
    version: 2,
    name: 'Loyal customers',
    condition: { did: 'Order Completed', atLeast: 3, within: 'P90D' },
    publishedAt: thread.yesterday,
  },
})
