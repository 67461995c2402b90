import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalZone, momentOfWall, readMoment, wallTime } from '../src/index.js'

const client = new Client({ connectionString: process.env['POLYPHON_TEST_DATABASE_URL'] })
beforeAll(async () => {
  await client.connect()
  await client.query(`set time zone 'UTC'`)
})
afterAll(() => client.end())

const MOST_OF_A_DAY = 80_000_000

describe('zones', () => {
  it('show the same clock to PostgreSQL under their one name, in every season of thirty years', async () => {
    const { rows: known } = await client.query<{ name: string }>('select name from pg_timezone_names')
    const names = new Set(known.map(({ name }) => name))
    const zones = [...new Set(Intl.supportedValuesOf('timeZone').map((name) => canonicalZone(name)))].filter(
      (name): name is string => name !== null && names.has(name),
    )
    expect(zones.length).toBeGreaterThan(350)
    const moments: Date[] = []
    for (let at = Date.UTC(1993, 0); at < Date.UTC(2023, 0); at += 45 * MOST_OF_A_DAY) moments.push(new Date(at))
    const { rows } = await client.query<{ zone: string; wall: string[] }>(
      `select zone, array_agg(extract(epoch from at at time zone zone) * 1000 order by at) as wall
         from unnest($1::text[]) as zone, unnest($2::timestamptz[]) as at group by zone`,
      [zones, moments],
    )
    const different = rows.filter(({ zone, wall }) =>
      moments.some((at, index) => Number(wall[index]) !== wallTime(at, zone)),
    )
    // Two copies of tzdata, of different years, may differ in what a country has changed since.
    expect(different.map(({ zone }) => zone).length).toBeLessThanOrEqual(3)
  })

  it('are read the same way in hours that exist once', async () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe')
    const moments = fc.integer({ min: Date.UTC(1993, 0), max: Date.UTC(2023, 0) })
    await fc.assert(
      fc.asyncProperty(zones, moments, async (zone, ms) => {
        const wall = wallTime(new Date(ms), zone)
        const isTwice =
          wallTime(new Date(ms + 3_600_000), zone) === wall || wallTime(new Date(ms - 3_600_000), zone) === wall
        if (isTwice) return
        const { rows } = await client.query<{ at: Date }>(
          'select ($1::timestamptz at time zone $2::text) at time zone $2 as at',
          [new Date(ms), zone],
        )
        expect(rows[0]?.at.getTime()).toBe(momentOfWall(wall, zone).getTime())
      }),
      { numRuns: 100 },
    )
  })
})

describe('moments', () => {
  it.each([
    '2026-11-22 10:00:00+00',
    '2026-11-22 10:00:00.123+05:30',
    '2026-11-22T10:00:00Z',
    '2026-11-22t10:00:00.5z',
    '2026-11-22 10:00:00 UTC',
    '2026-11-22 10:00:00 GMT',
    '2026-11-22 10:00:00-0330',
    '2026-11-22 10:00:00 -03',
    '1883-11-18 12:03:58-07:52:58',
    '2026-11-22',
    '2026-11-22 24:00:00',
    '20261122T100000Z',
    '2016-12-31 23:59:60+00',
    'Sun, 22 Nov 2026 10:00:00 +0100',
    'Sun Nov 22 10:00:00 2026',
    '22-Nov-2026 10:00:00',
    'Nov 22, 2026 10:00:00 AM',
    '2024-02-29 00:00:00+14',
  ])('are what PostgreSQL reads: %s', async (text) => {
    const { rows } = await client.query<{ at: Date }>('select $1::text::timestamptz as at', [text])
    expect(readMoment(text, 'UTC')).toEqual(rows[0]?.at)
  })

  it('are read back from whatever PostgreSQL prints', async () => {
    const moments = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) - 1 })
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Africa/Monrovia')
    await fc.assert(
      fc.asyncProperty(moments, zones, async (ms, zone) => {
        await client.query(`select set_config('TimeZone', $1, false)`, [zone])
        const { rows } = await client.query<{ sql: string; iso: string }>(
          `select $1::timestamptz::text as sql, to_jsonb($1::timestamptz) #>> '{}' as iso`,
          [new Date(ms)],
        )
        expect(readMoment(rows[0]?.sql, 'Asia/Tokyo')?.getTime(), rows[0]?.sql).toBe(ms)
        expect(readMoment(rows[0]?.iso, 'Asia/Tokyo')?.getTime(), rows[0]?.iso).toBe(ms)
      }),
      { numRuns: 100 },
    )
    await client.query(`set time zone 'UTC'`)
  })
})
