import { interactionRecorded, messageSent } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { OutsideError } from '../outside/outside-error.js'
import { readRetryAfter } from '../outside/retry-after.js'
import type { RecentEvent } from '../recent/recent-event.js'
import { inTurns } from '../waiting/turns.js'
import { bodyOf, collectionsOf } from './body.js'
import { hoursToKeep } from './cursor-store.js'
import { matchEvents } from './match-events.js'
import { openMatcher } from './matching.js'
import { type Called, decideDelivery, decideStanding, readOutcome } from './outcome.js'
import { DISABLED_AFTER_MS, nextTry, PAUSES_MS } from './schedule.js'
import { signedHeaders } from './sign.js'

const at = new Date('2026-11-29T10:00:00Z')
const answered = (status: number, headers: Record<string, string> = {}): Called => ({
  answer: { status, headers, body: Buffer.alloc(0), isCut: false },
})
const outcomeOf = (called: Called) => readOutcome(called, { at, tookMs: 1 })
const [delivered, failed, gone] = [200, 500, 410].map((status) => outcomeOf(answered(status)))

describe('the schedule of tries', () => {
  it('goes on for more than five days, each pause longer than the one before or a day', () => {
    expect(PAUSES_MS.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(DISABLED_AFTER_MS * 0.9)
    expect(PAUSES_MS).toEqual(PAUSES_MS.toSorted((left, right) => left - right))
    expect(PAUSES_MS.slice(0, 3)).toEqual([5_000, 300_000, 1_800_000])
  })

  it('spreads tries by a fifth to either side, and ends', () => {
    const pause = (jitter: number) => (nextTry(2, { at, jitter, wishedMs: null })?.getTime() ?? 0) - at.getTime()
    expect([pause(0), pause(0.5), pause(1)]).toEqual([240_000, 300_000, 360_000])
    expect(nextTry(PAUSES_MS.length + 1, { at, jitter: 0, wishedMs: null })).toBeNull()
  })

  it('heeds what an endpoint has asked for where that is later, up to a day', () => {
    const pause = (wishedMs: number) => (nextTry(1, { at, jitter: 0.5, wishedMs })?.getTime() ?? 0) - at.getTime()
    expect([pause(1_000), pause(60_000), pause(1e12)]).toEqual([5_000, 60_000, 86_400_000])
  })

  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Sun, 29 Nov 2026 10:01:00 GMT', 60_000],
    ['Sun, 29 Nov 2026 09:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['2026', 2_026_000],
    ['1e9', null],
    [undefined, null],
  ])('reads Retry-After %j as %j', (header, ms) => {
    expect(readRetryAfter(header, at)).toBe(ms)
  })
})

describe('what an endpoint answers', () => {
  it('is a success with 2xx alone', () => {
    for (const status of [200, 201, 202, 204, 299]) expect(outcomeOf(answered(status)).isDelivered).toBe(true)
    for (const status of [199, 400, 404, 410, 500]) expect(outcomeOf(answered(status)).isDelivered).toBe(false)
  })

  it('asks for rest with 429 and 503', () => {
    const wish = (status: number) => outcomeOf(answered(status, { 'retry-after': '60' })).wishedMs
    expect([429, 503, 500].map(wish)).toEqual([60_000, 60_000, null])
  })

  it('is kept by its code where there was none', () => {
    const outcome = outcomeOf({ failure: new OutsideError('url_not_public', 'inside') })
    expect(outcome).toMatchObject({ isDelivered: false, tried: { error: 'url_not_public' } })
  })

  it('ends a delivery with success or the last try', () => {
    const decide = (outcome: typeof delivered, attempts: number) =>
      outcome === undefined ? null : decideDelivery(outcome, { attempts, now: at, jitter: 0.5 }).state
    expect(decide(delivered, 1)).toBe('delivered')
    expect(decide(failed, 1)).toBe('waiting')
    expect(decide(failed, PAUSES_MS.length + 1)).toBe('failed')
  })

  it('disables after five days of failures alone, at once with 410, and not after a success in between', () => {
    const fresh = { failingSince: null, disabledBecause: null, pacedUntil: null }
    const long = { ...fresh, failingSince: new Date(at.getTime() - DISABLED_AFTER_MS) }
    const decide = (before: typeof long | typeof fresh, ...outcomes: (typeof delivered)[]) =>
      decideStanding(
        before,
        outcomes.flatMap((outcome) => outcome ?? []),
        at,
      )
    expect(decide(fresh, failed)).toEqual({ ...fresh, failingSince: at })
    expect(decide(long, failed).disabledBecause).toBe('failing')
    expect(decide(long, delivered)).toEqual(fresh)
    expect(decide(long, delivered, failed)).toEqual({ ...fresh, failingSince: at })
    expect(decide(fresh, gone).disabledBecause).toBe('gone')
  })
})

const event = (definition: typeof interactionRecorded | typeof messageSent): RecentEvent => ({
  position: { seq: 1, at: at.getTime() },
  workspaceId: '019a0000-0000-7000-8000-000000000001',
  id: '019a0000-0000-7000-8000-000000000002',
  type: definition.type,
  profileId: interactionRecorded.example.profileId,
  about: interactionRecorded.example.profileId,
  time: at,
  cause: '"correlationid":"r"',
  data: JSON.stringify(definition.example),
})

describe('the body', () => {
  const routes = ['/v1/messages/:id', '/v1/profiles/:profileId', '/v1/profiles', '/v1/messages/:id/rendition'].map(
    (path) => ({ method: 'get', path }),
  )
  const collections = collectionsOf([...routes, { method: 'post', path: '/v1/runs/:runId' }])

  it('of a thin one has ids, and nothing personal', () => {
    const body = JSON.parse(bodyOf(event(messageSent), 'thin', { collections, publicUrl: 'https://m.example/' }))
    expect(body.href).toBe(`https://m.example/v1/messages/${messageSent.example.messageId}`)
    for (const [field, value] of Object.entries(body.data)) {
      expect(field).toMatch(/Id$|^key$/)
      expect(value).toEqual(expect.any(String))
      expect(messageSent.personal).not.toContain(field)
    }
    expect(body.correlationid).toBeUndefined()
  })

  it('of a full one is the event as streams have it', () => {
    const body = JSON.parse(bodyOf(event(messageSent), 'full', { collections, publicUrl: undefined }))
    expect(body).toMatchObject({ specversion: '1.0', data: { ...messageSent.example }, correlationid: 'r' })
    expect(body.href).toBe(`/v1/messages/${messageSent.example.messageId}`)
  })

  it('leads to the person where the service has nothing else of it, and nowhere where it has nothing', () => {
    const href = (paths: readonly { method: string; path: string }[]) =>
      JSON.parse(bodyOf(event(interactionRecorded), 'thin', { collections: collectionsOf(paths), publicUrl: '' })).href
    expect(href(routes.slice(1))).toBe(`/v1/profiles/${interactionRecorded.example.profileId}`)
    expect(href([])).toBeUndefined()
  })
})

describe('matching', () => {
  const webhook = {
    webhookId: 'a',
    types: [messageSent.type],
    filter: null,
    payload: 'thin',
    beginsAt: new Date(0),
  } as const
  const ids = async (matcher: ReturnType<typeof openMatcher>, of = event(messageSent)) =>
    (await inTurns(matcher.matching(of, at))).map(({ webhookId }) => webhookId)

  it('goes by type, moment and filter, each webhook once', async () => {
    const filter = { path: 'event.data.channel', op: 'eq', value: 'fax' } as const
    const matcher = openMatcher([
      webhook,
      { ...webhook, webhookId: 'b', types: ['*', messageSent.type] },
      { ...webhook, webhookId: 'late', beginsAt: new Date(at.getTime() + 1) },
      { ...webhook, webhookId: 'other', types: [interactionRecorded.type] },
      { ...webhook, webhookId: 'filtered', filter },
      { ...webhook, webhookId: 'not filtered', filter: { not: filter } },
    ])
    expect(await ids(matcher)).toEqual(['a', 'b', 'not filtered'])
    expect(await ids(matcher, event(interactionRecorded))).toEqual(['other', 'b'])
  })

  it('lets others have their turn between two filters of one event', async () => {
    const filter = { path: 'event.data.channel', op: 'eq', value: 'fax' } as const
    const matcher = openMatcher(
      Array.from({ length: 50 }, (_, index) => ({ ...webhook, webhookId: `${index}`, filter })),
    )
    let turns = 0
    const takeTurns = async () => void (turns += 1)
    await matchEvents([event(messageSent)], { matcherOf: () => matcher, now: at, takeTurns })
    expect(turns).toBeGreaterThanOrEqual(50)
  })

  it('ends with the event that has made it long or large, and never without one', async () => {
    const events = Array.from({ length: 100 }, () => event(messageSent))
    let ms = 0
    const after = async (options: { readonly webhooks: number; readonly msEach: number }) => {
      const webhooks = Array.from({ length: options.webhooks }, () => webhook)
      const matching = function* (): Generator<undefined, typeof webhooks> {
        yield
        ms += options.msEach
        return webhooks
      }
      const { matched, isWhole } = await matchEvents(events, {
        matcherOf: () => ({ types: [], matching }),
        now: at,
        clock: () => ms,
        takeTurns: async () => undefined,
      })
      return [matched.length, isWhole]
    }
    expect(await after({ webhooks: 1, msEach: 1 })).toEqual([100, true])
    expect(await after({ webhooks: 1, msEach: 400 })).toEqual([3, false])
    expect(await after({ webhooks: 1, msEach: 10_000 })).toEqual([1, false])
    expect(await after({ webhooks: 1_000, msEach: 0 })).toEqual([5, false])
  })
})

describe('the signature', () => {
  it('is the one of the specification', () => {
    const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' }
    expect(signedHeaders(signed, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })
})

describe('recent events', () => {
  it.each([
    [24, 0, 24, false],
    [24, 24 * 3_600, 25, false],
    [1, 90 * 60, 3, false],
    [24, 200 * 3_600, 168, true],
    [168, 168 * 3_600, 168, false],
  ])('of %i hours, with webhooks %i s behind, are kept for %i hours', (kept, behind, hours, missed) => {
    expect(hoursToKeep(kept, behind)).toEqual({ hours, missed })
  })
})
