import { anonymousIdOf, userIdOf } from './people.js'

/** Names of what people do; each is looked at by a part of the segments. */
export const EVENT_NAMES: readonly string[] = ['Order Completed', 'Product Viewed', 'Cart Updated', 'Newsletter Opened']

const IDENTIFY_EVERY = 20
const NOTE = 'x'.repeat(260)

/** Makes requests about people who are known, 19 tracks for each identify; an event has some 850 bytes. */
export function eventsOf(run: string, people: number, names = EVENT_NAMES) {
  let made = 0
  const next = () => {
    made += 1
    const person = Math.floor(Math.random() * people)
    const type = made % IDENTIFY_EVERY === 0 ? 'identify' : 'track'
    return {
      type,
      messageId: `${run}-${made}`,
      userId: userIdOf(person),
      anonymousId: anonymousIdOf(person),
      timestamp: new Date().toISOString(),
      ...(type === 'identify' ? { traits: { plan: `p${made % 7}`, visits: made } } : trackOf(made, names)),
      context: {
        library: { name: 'bench', version: '1' },
        locale: 'de-DE',
        page: { url: 'https://shop.example.test/a/b', title: 'Größe wählen' },
      },
    }
  }
  return {
    /** One event, for its own route. */
    single: () => {
      const event = next()
      return { path: `/v1/${event.type}`, body: JSON.stringify(event) }
    },
    /** Several events in one request. */
    batch: (count: number) => ({
      path: '/v1/batch',
      body: JSON.stringify({ batch: Array.from({ length: count }, next) }),
    }),
  }
}

function trackOf(made: number, names: readonly string[]): object {
  return {
    event: names[made % names.length],
    properties: {
      orderId: `o${made}`,
      revenue: 12.5,
      currency: 'EUR',
      products: [
        { sku: 'a', price: 1 },
        { sku: 'b', price: 2 },
      ],
      note: NOTE,
    },
  }
}

/** So many segments; `touched` of them are looked at whenever somebody does what is named. */
export function segmentsOf(name: string, touched: number, count: number): readonly (readonly [string, object])[] {
  const key = name.toLowerCase().replaceAll(' ', '-')
  const conditions = (event: string): readonly object[] => [
    { did: event, atLeast: 3, within: 'P7D' },
    { did: event, atLeast: 5, within: 'P30D' },
    { did: event, atLeast: 10, within: 'P90D' },
    { did: event, atLeast: 2, within: 'PT1H' },
    {
      all: [
        { did: event, atLeast: 3, within: 'P14D' },
        { path: 'traits.plan', op: 'eq', value: 'pro' },
      ],
    },
  ]
  return Array.from({ length: count }, (_, index) => {
    const event = index < touched ? name : `Nothing ${index}`
    const condition = conditions(event)[index % 5] ?? {}
    return [`${key}-${index}`, { name: `${name} ${index}`, condition }]
  })
}
