import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Analytics, answer, ask, interaction, publishAll, score, startAnalytics } from './harness.js'

let t: Analytics
beforeAll(async () => {
  t = await startAnalytics()
  await publishAll(
    t,
    moments.map((occurredAt) => interaction({ occurredAt })),
  )
})
afterAll(() => t.close())

// In Berlin the clock goes from 2:00 to 3:00 on 29 March 2026 and from 3:00 back to 2:00 on 25 October.
const moments = [
  '2026-03-28T22:59:59.999Z', // 28 March, 23:59:59
  '2026-03-28T23:00:00.000Z', // 29 March, 0:00
  '2026-03-29T00:59:00.000Z', // 29 March, 1:59
  '2026-03-29T01:00:00.000Z', // 29 March, 3:00
  '2026-03-29T21:59:59.999Z', // 29 March, 23:59:59
  '2026-03-29T22:00:00.000Z', // 30 March, 0:00
  '2026-10-25T00:30:00.000Z', // 25 October, 2:30 in summer
  '2026-10-25T01:30:00.000Z', // 25 October, 2:30 in winter
  '2026-10-25T22:59:00.000Z', // 25 October, 23:59
  '2026-10-25T23:00:00.000Z', // 26 October, 0:00
]

const counted = async (question: string): Promise<readonly [string | undefined, number | null][]> =>
  (await ask(t, `interactions.count?${question}`)).map(({ at, value }) => [at, value])

describe('buckets', () => {
  it('are days on the clock of the workspace, also the short and the long one', async () => {
    expect(await counted('every=P1D')).toEqual([
      ['2026-03-27T23:00:00.000Z', 1],
      ['2026-03-28T23:00:00.000Z', 4],
      ['2026-03-29T22:00:00.000Z', 1],
      ['2026-10-24T22:00:00.000Z', 3],
      ['2026-10-25T23:00:00.000Z', 1],
    ])
  })

  it('keep the two hours apart that have the same name', async () => {
    expect(await counted('every=PT1H&from=2026-10-25T00:00:00Z&to=2026-10-25T02:00:00Z')).toEqual([
      ['2026-10-25T00:00:00.000Z', 1],
      ['2026-10-25T01:00:00.000Z', 1],
    ])
  })

  it('are weeks from Monday, under both of their names, and months', async () => {
    const weeks = [
      ['2026-03-22T23:00:00.000Z', 5],
      ['2026-03-29T22:00:00.000Z', 1],
      ['2026-10-18T22:00:00.000Z', 3],
      ['2026-10-25T23:00:00.000Z', 1],
    ]
    expect(await counted('every=P1W')).toEqual(weeks)
    expect(await counted('every=P7D')).toEqual(weeks)
    expect(await counted('every=P1M')).toEqual([
      ['2026-02-28T23:00:00.000Z', 6],
      ['2026-09-30T22:00:00.000Z', 4],
    ])
  })

  it('are weeks from the day that the workspace has set', async () => {
    const times = ['2026-03-07T22:59:59.999Z', '2026-03-07T23:00:00.000Z', '2026-03-14T22:59:59.999Z']
    for (const [weekStart, weeks] of [
      [
        7,
        [
          ['2026-02-28T23:00:00.000Z', 1],
          ['2026-03-07T23:00:00.000Z', 2],
        ],
      ],
      [
        6,
        [
          ['2026-03-06T23:00:00.000Z', 2],
          ['2026-03-13T23:00:00.000Z', 1],
        ],
      ],
      [
        1,
        [
          ['2026-03-01T23:00:00.000Z', 2],
          ['2026-03-08T23:00:00.000Z', 1],
        ],
      ],
    ] as const) {
      const workspace = await t.newWorkspace({ settings: { weekStart } })
      await publishAll(
        t,
        times.map((occurredAt) => interaction({ occurredAt })),
        workspace,
      )
      for (const every of ['P1W', 'P7D']) {
        const groups = await ask(t, `interactions.count?every=${every}`, workspace)
        expect(groups.map(({ at, value }) => [at, value])).toEqual(weeks)
      }
    }
  })

  it('follow the zone of each workspace', async () => {
    const kathmandu = await t.newWorkspace({ timeZone: 'Asia/Kathmandu' })
    await publishAll(t, [interaction({ occurredAt: '2026-03-28T18:15:00.000Z' })], kathmandu)
    expect(await ask(t, 'interactions.count?every=P1D', kathmandu)).toMatchObject([{ at: '2026-03-28T18:15:00.000Z' }])
    expect(await ask(t, 'interactions.count?every=PT1H', kathmandu)).toMatchObject([{ at: '2026-03-28T18:15:00.000Z' }])
    expect((await t.call('GET /v1/metrics/nps', { key: kathmandu.secretKey })).body).toMatchObject({
      timeZone: 'Asia/Kathmandu',
      every: null,
    })
  })

  it('hold from their beginning up to the next, and the period does too', async () => {
    expect(await counted('from=2026-03-28T23:00:00.000Z&to=2026-03-29T22:00:00.000Z')).toEqual([[undefined, 4]])
    expect(await counted('from=2026-03-29T00:00:00%2B01:00&to=2026-03-30T00:00:00%2B02:00')).toEqual([[undefined, 4]])
  })

  it('carry scores with their intervals, series by series', async () => {
    await publishAll(t, [
      answer([score(5)], { occurredAt: '2026-05-02T10:00:00.000Z', channel: 'web' }),
      answer([score(3)], { occurredAt: '2026-05-02T11:00:00.000Z', channel: 'web' }),
      answer([score(1)], { occurredAt: '2026-05-01T10:00:00.000Z', channel: 'web' }),
      answer([score(4)], { occurredAt: '2026-05-02T10:00:00.000Z', channel: 'app' }),
    ])
    expect(await ask(t, 'score.mean?by=channel&every=P1D')).toMatchObject([
      { by: { channel: 'app' }, at: '2026-05-01T22:00:00.000Z', value: 4, interval: null },
      { by: { channel: 'web' }, at: '2026-04-30T22:00:00.000Z', value: 1, interval: null },
      { by: { channel: 'web' }, at: '2026-05-01T22:00:00.000Z', value: 4, n: 2, interval: { level: 0.95 } },
    ])
  })
})

describe('buckets where midnight is no ordinary moment', () => {
  it.each([
    ['Atlantic/Azores', 'P1D', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T00:00:00.000Z'],
    ['America/Havana', 'P1D', '2026-11-01T04:30:00Z', '2026-11-01T05:30:00Z', '2026-11-01T04:00:00.000Z'],
    ['America/Havana', 'P1M', '2026-11-01T04:30:00Z', '2026-11-20T05:30:00Z', '2026-11-01T04:00:00.000Z'],
    ['Africa/Cairo', 'P1D', '2026-04-23T22:15:00Z', '2026-04-24T10:00:00Z', '2026-04-23T22:00:00.000Z'],
    ['Asia/Beirut', 'P1W', '2026-03-28T22:10:00Z', '2026-03-29T10:00:00Z', '2026-03-22T22:00:00.000Z'],
    ['Asia/Kathmandu', 'PT1H', '2026-05-05T10:20:00Z', '2026-05-05T11:10:00Z', '2026-05-05T10:15:00.000Z'],
    ['Australia/Lord_Howe', 'PT1H', '2026-04-04T14:40:00Z', '2026-04-04T14:50:00Z', '2026-04-04T14:00:00.000Z'],
    ['Australia/Lord_Howe', 'PT1H', '2026-04-04T15:10:00Z', '2026-04-04T15:20:00Z', '2026-04-04T15:00:00.000Z'],
    ['America/New_York', 'PT1H', '2026-11-01T06:10:00Z', '2026-11-01T06:50:00Z', '2026-11-01T06:00:00.000Z'],
    ['Pacific/Apia', 'P1D', '2011-12-30T09:59:00Z', '2011-12-30T09:59:59Z', '2011-12-29T10:00:00.000Z'],
    ['CET', 'P1D', '2026-07-01T22:30:00Z', '2026-07-02T21:30:00Z', '2026-07-01T22:00:00.000Z'],
    ['europe/berlin', 'P1D', '2026-07-01T22:30:00Z', '2026-07-02T21:30:00Z', '2026-07-01T22:00:00.000Z'],
  ])('begin where they do on the clock: %s, %s, %s and %s', async (timeZone, every, ...[first, second, begin]) => {
    const workspace = await t.newWorkspace({ timeZone })
    await publishAll(
      t,
      [first, second].map((text) => interaction({ occurredAt: new Date(text).toISOString() })),
      workspace,
    )
    for (const period of ['', `&from=${begin}`, `&from=${begin}&to=2027-01-01T00:00:00Z`])
      expect(await ask(t, `interactions.count?every=${every}${period}`, workspace)).toMatchObject([
        { at: begin, value: 2 },
      ])
  })
})
