import { eventually } from '@polyphon/testkit'
import { afterEach, describe, expect, it } from 'vitest'
import { type BrowserOptions, createBrowserPolyphon, type Refusal, type Store } from '../browser.js'

// The page itself is tried in a browser (tests/browser.int.test.ts); here is what happens with what is said on it.

interface Sent {
  readonly url: string
  readonly keepalive: boolean
  readonly contentType: string | null
  readonly body: {
    readonly writeKey: string
    readonly sentAt: string
    readonly batch: readonly Record<string, unknown>[]
  }
}

/** Stands where a browser has its network: answers each request with the next of these, the last one again and again. */
function network(...answers: readonly (() => Response)[]) {
  const sent: Sent[] = []
  const fetch = async (request: Request): Promise<Response> => {
    const body = JSON.parse(await request.text())
    const { url, keepalive, headers } = request
    sent.push({ url, keepalive, contentType: headers.get('content-type'), body })
    return answers[Math.min(sent.length, answers.length) - 1]?.() ?? Response.json({ success: true })
  }
  return { fetch, sent }
}

const taken = (): Response => Response.json({ success: true })
const unreachable = (): never => {
  throw new TypeError('fetch failed')
}
const status =
  (code: number, body: object = {}, headers = {}) =>
  () =>
    Response.json(body, { status: code, headers })

function kept(): Store {
  const values = new Map<string, string>()
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
  }
}

const key = `pk_test_${'0'.repeat(32)}_${'a'.repeat(49)}`
function open(options: Partial<BrowserOptions> = {}) {
  const refusals: Refusal[] = []
  const { profile } = createBrowserPolyphon({
    services: { profile: 'https://cx.example/profile' },
    key,
    onRefused: (refusal) => refusals.push(refusal),
    ...(options as object),
  })
  return { profile, refusals }
}

const events = ({ sent }: { readonly sent: readonly Sent[] }) => sent.flatMap(({ body }) => body.batch)
const named = (name: string, value: unknown): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, name)
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  return () =>
    before === undefined ? Reflect.deleteProperty(globalThis, name) : Object.defineProperty(globalThis, name, before)
}

describe('what is said on a page', () => {
  it('goes together and in order, as text that needs no preflight', async () => {
    const net = network(taken)
    const { profile } = open(net)
    profile.page('Start', { plan: 'free' })
    const never = new Date(Number.NaN)
    profile.track('Clicked', { at: new Date(0), big: 10n, none: Number.NaN, never, no: null })
    profile.identify('anna', { firstName: 'Änne' })
    profile.group('acme', { seats: 3 })
    await profile.flush()
    expect(net.sent).toHaveLength(1)
    expect(net.sent[0]).toMatchObject({
      url: 'https://cx.example/profile/v1/batch',
      keepalive: true,
      contentType: 'text/plain',
      body: { writeKey: key, sentAt: expect.stringMatching(/Z$/) },
    })
    const [page, track, identify, group] = events(net)
    expect(page).toMatchObject({ type: 'page', name: 'Start', properties: { plan: 'free' } })
    const values = { at: '1970-01-01T00:00:00.000Z', big: '10', none: 'NaN', never: 'Invalid Date', no: null }
    expect(track).toMatchObject({ properties: values })
    expect(identify).toMatchObject({ userId: 'anna', traits: { firstName: 'Änne' } })
    expect(group).toMatchObject({ type: 'group', groupId: 'acme', userId: 'anna' })
    expect(new Set(events(net).map(({ messageId }) => messageId)).size).toBe(4)
    expect(new Set(events(net).map(({ anonymousId }) => anonymousId)).size).toBe(1)
    expect(track).not.toHaveProperty('userId')
  })

  it('is sent by itself, too', async () => {
    let arrived: ((url: string) => void) | undefined
    const arrival = new Promise<string>((resolve) => (arrived = resolve))
    const { profile } = open({ fetch: async ({ url }) => (arrived?.(url), taken()) })
    profile.track('A')
    expect(await arrival).toContain('/v1/batch')
  })

  it('is sent again with the same ids while nobody takes it', async () => {
    const net = network(unreachable, status(503, {}, { 'retry-after': '1' }), status(429), taken)
    const { profile, refusals } = open(net)
    profile.track('A')
    for (let call = 0; call < 4; call += 1) await profile.flush()
    await profile.flush()
    expect(net.sent).toHaveLength(4)
    expect(new Set(events(net).map(({ messageId }) => messageId)).size).toBe(1)
    expect(refusals).toEqual([])
  })

  it('is told to the page where it was refused, and not sent again', async () => {
    const rejected = [{ index: 1, messageId: null, code: 'too_long', detail: 'Too long.' }]
    const net = network(
      status(200, { success: true, rejected }),
      status(401, { code: 'credential_unknown', title: 'No.' }),
    )
    const { profile, refusals } = open(net)
    profile.track('A')
    profile.track('B')
    await profile.flush()
    profile.track('C')
    await profile.flush()
    await profile.flush()
    expect(net.sent).toHaveLength(2)
    expect(refusals.map(({ code, event }) => [code, event['event']])).toEqual([
      ['too_long', 'B'],
      ['credential_unknown', 'C'],
    ])
  })

  it('never throws', async () => {
    const net = network(taken)
    const { profile, refusals } = open(net)
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    profile.track('A', circle)
    expect(refusals.map(({ code }) => code)).toEqual(['not_json'])
  })

  it('goes in requests that a browser finishes when the page goes', async () => {
    const net = network(taken)
    const { profile } = open(net)
    for (let n = 0; n < 10; n += 1) profile.track('Ä', { text: 'ü'.repeat(7_000) })
    await profile.flush()
    expect(net.sent.map(({ body }) => body.batch.length)).toEqual([4, 4, 2])
    profile.track('Large', { text: 'x'.repeat(70_000) })
    await profile.flush()
    expect(net.sent.map(({ keepalive }) => keepalive)).toEqual([true, true, true, false])
  })
})

describe('when a page goes', () => {
  const undo: (() => void)[] = []
  afterEach(() => {
    for (const back of undo.splice(0)) back()
  })
  function leaving() {
    const listeners: (() => void)[] = []
    const beacons: { readonly url: string; readonly names: readonly unknown[] }[] = []
    undo.push(
      named('navigator', {
        onLine: true,
        sendBeacon(url: string, body: string) {
          beacons.push({ url, names: JSON.parse(body).batch.map(({ event }: { event: string }) => event) })
          return true
        },
      }),
      named(
        'addEventListener',
        (type: string, listener: () => void) => type === 'pagehide' && listeners.push(listener),
      ),
    )
    return { beacons, hide: () => listeners.forEach((listener) => listener()) }
  }

  it('what waits goes at once, beside what is under way', async () => {
    const { beacons, hide } = leaving()
    let answer: ((response: Response) => void) | undefined
    const sent: string[] = []
    const { profile } = open({
      fetch: async (request) => {
        sent.push(...JSON.parse(await request.text()).batch.map(({ event }: { event: string }) => event))
        return sent.length > 1 ? taken() : new Promise<Response>((resolve) => (answer = resolve))
      },
    })
    profile.track('A')
    const flushed = profile.flush()
    profile.track('B')
    profile.track('C')
    hide()
    hide()
    await eventually(() => expect(sent).toEqual(['A', 'B', 'C']))
    answer?.(taken())
    await flushed
    await profile.flush()
    expect([sent, beacons]).toEqual([['A', 'B', 'C'], []])
  })

  it('what waits goes as a beacon where a browser finishes no fetch', async () => {
    const keepalive = Object.getOwnPropertyDescriptor(Request.prototype, 'keepalive') ?? {}
    Reflect.deleteProperty(Request.prototype, 'keepalive')
    undo.push(() => Object.defineProperty(Request.prototype, 'keepalive', keepalive))
    const { beacons, hide } = leaving()
    const net = network(taken)
    const { profile } = open(net)
    profile.track('A')
    profile.track('B')
    hide()
    await profile.flush()
    expect(beacons).toEqual([{ url: 'https://cx.example/profile/beacon/v1/batch', names: ['A', 'B'] }])
    expect(net.sent).toEqual([])
  })

  it('and nobody takes it, it comes back, as the page may still be there', async () => {
    const { hide } = leaving()
    const net = network(unreachable, taken)
    const { profile } = open(net)
    profile.track('A')
    hide()
    await eventually(() => expect(net.sent).toHaveLength(1))
    await eventually(async () => {
      await profile.flush()
      expect(events(net).map(({ event }) => event)).toEqual(['A', 'A'])
    })
  })

  it('what nobody took is kept for the next one', async () => {
    const { beacons, hide } = leaving()
    const store = kept()
    const { profile } = open({ ...network(unreachable), store })
    profile.track('A')
    await profile.flush()
    hide()
    expect(beacons).toEqual([])
    const net = network(taken)
    const next = open({ ...net, store })
    next.profile.track('B')
    await next.profile.flush()
    expect(events(net).map(({ event }) => event)).toEqual(['A', 'B'])
  })

  it('what something else has written there holds up no event', async () => {
    const store = kept()
    store.setItem('polyphon.unsent', ['', '{"event":"cut o', '[]', 'null', '{"event":"A"}'].join('\n'))
    const net = network(taken)
    const { profile } = open({ ...net, store })
    profile.track('B')
    await profile.flush()
    expect(events(net).map(({ event }) => event)).toEqual(['A', 'B'])
  })
})

describe('a visitor', () => {
  it('is the same one on the next page where that may be kept, and else somebody new', () => {
    const store = kept()
    const { profile } = open({ ...network(taken), store })
    expect(open({ ...network(taken), store }).profile.anonymousId()).toBe(profile.anonymousId())
    expect(open(network(taken)).profile.anonymousId()).not.toBe(open(network(taken)).profile.anonymousId())
  })

  it('who signs in stays one, who follows on the same device is another', async () => {
    const store = kept()
    const { profile } = open({ ...network(taken), store })
    const first = profile.anonymousId()
    profile.identify('anna')
    expect(profile.anonymousId()).toBe(first)
    profile.identify('anna')
    expect(profile.anonymousId()).toBe(first)
    profile.identify('bert')
    const second = profile.anonymousId()
    expect(second).not.toBe(first)
    profile.reset()
    expect(profile.anonymousId()).not.toBe(second)
    const net = network(taken)
    const later = open({ ...net, store })
    later.profile.track('A')
    await later.profile.flush()
    expect(events(net)[0]).not.toHaveProperty('userId')
  })

  it('does without a store that is full, forbidden or holds nonsense', () => {
    const throwing = {
      getItem: (): string => '{"anonymousId":7}',
      setItem: (): void => {
        throw new Error('QuotaExceededError')
      },
      removeItem: (): void => {
        throw new Error('SecurityError')
      },
    }
    expect(open({ ...network(taken), store: throwing }).profile.anonymousId()).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('a client for a page', () => {
  it.each(['sk_live_0_a', 'token', '', 'pk_live_'])('refuses the key %j and does not repeat it', (wrong) => {
    expect(() => createBrowserPolyphon({ services: {}, key: wrong })).toThrow(
      /^A page has a publishable key \(pk_live_… or/,
    )
  })

  it('has the services that a page may call', () => {
    const services = { feedback: 'https://cx.example/feedback', messaging: 'https://cx.example/messaging' }
    expect(Object.keys(createBrowserPolyphon({ services, key }))).toEqual(['feedback', 'messaging'])
    const other: Readonly<Record<string, string>> = { analytics: 'https://cx.example/analytics' }
    expect(() => createBrowserPolyphon({ services: other, key })).toThrow('There is no service analytics')
  })
})
