import { crc32 } from 'node:zlib'
import type { Polyphon } from '@polyphon/client'
import { Analytics } from '@segment/analytics-node'
import type { LocalFacts } from '../home.js'
import { done, inParallel } from './calls.js'
import type { Order } from './data.js'
import { TOPIC } from './definitions.js'

const LOCALES = ['pt', 'de', 'en'] as const
const WIDTH = 24

const localeOf = (personId: string): string => LOCALES[crc32(personId) % 3] ?? 'en'

/** The ordinary client of the Segment family, pointed at the profile service. */
export function openTracker(facts: LocalFacts): Analytics {
  return new Analytics({
    writeKey: facts.publishableKey,
    host: facts.services['profile'] ?? '',
    flushAt: 100,
    flushInterval: 200,
    httpRequestTimeout: 60_000,
  })
}

/** Says who each customer is: the person, the customer number of this order, where to reach them and in which language. */
export async function identifyEverybody(tracker: Analytics, orders: readonly Order[], tick: () => void): Promise<void> {
  for (const { personId, customerId } of orders) {
    tracker.identify(
      {
        userId: personId,
        messageId: `identify-${customerId}`,
        traits: { email: `${personId}@example.test`, locale: localeOf(personId) },
        context: {
          externalIds: [{ id: customerId, type: 'customer_id', collection: 'users', encoding: 'none' }],
        },
      },
      tick,
    )
  }
  await tracker.flush()
}

/** Records for every person that they allow e-mail, with the proof of it. Answers how many people there are. */
export async function allowMail(polyphon: Polyphon, personIds: readonly string[], tick: () => void): Promise<void> {
  await inParallel(personIds, WIDTH, async (personId) => {
    const profileId = await profileOf(polyphon, personId)
    await done(
      'putPermission',
      polyphon.messaging.PUT('/v1/permissions', {
        body: {
          profileId,
          channel: 'email',
          topic: TOPIC,
          state: 'granted',
          proof: {
            noticeKey: 'order-form',
            noticeVersion: '1',
            noticeText: 'I would like to be asked by e-mail how my order was.',
            locale: localeOf(personId),
            mechanism: 'checkbox',
            occurredAt: new Date().toISOString(),
            actor: personId,
          },
        },
      }),
    )
    tick()
  })
}

async function profileOf(polyphon: Polyphon, personId: string): Promise<string> {
  const { items } = await done(
    'findProfiles',
    polyphon.profile.GET('/v1/profiles', { params: { query: { identifier: `user_id:${personId}` } } }),
  )
  const profile = items[0]
  if (profile === undefined) throw new Error(`There is no profile of ${personId}.`)
  return profile.id
}

/** Sends what happened, in the order in which it happened, each with its own time. */
export async function trackEvents(tracker: Analytics, orders: readonly Order[], tick: () => void): Promise<void> {
  const events = orders
    .flatMap((order) => order.milestones.map((milestone) => ({ order, milestone })))
    .toSorted((left, right) => left.milestone.at.getTime() - right.milestone.at.getTime())
  for (const { order, milestone } of events) {
    tracker.track(
      {
        userId: order.personId,
        messageId: `${milestone.name.replaceAll(' ', '-').toLowerCase()}-${order.id}`,
        event: milestone.name,
        timestamp: milestone.at,
        properties: {
          orderId: order.id,
          ...(milestone.name === 'Order Delivered' && order.late !== null ? { late: order.late } : {}),
        },
      },
      tick,
    )
  }
  await tracker.flush()
}
