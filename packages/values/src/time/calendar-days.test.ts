import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addBusinessMs, businessMs, Calendar, faultsOfCalendar, isBusinessTime, nextBusinessTime } from './calendar.js'

const HOUR = 3_600_000
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const calendarOf = (timeZone: string, ...hours: readonly (readonly [string, string])[]): Calendar => ({
  timeZone,
  hours: hours.map(([from, to]) => ({ days: EVERY_DAY, from, to })),
  holidays: [],
})
const opens = (from: string, calendar: Calendar): string | undefined =>
  nextBusinessTime(new Date(from), calendar)?.toISOString()

describe('when a calendar opens next', () => {
  const office: Calendar = {
    timeZone: 'Europe/Berlin',
    hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }],
    holidays: [
      { date: '2026-12-24', name: 'Heiligabend' },
      { date: '2026-12-25', name: '1. Weihnachtstag' },
    ],
  }

  it('is the moment itself while it is open', () => {
    expect(opens('2026-11-23T10:00:00.123Z', office)).toBe('2026-11-23T10:00:00.123Z')
  })

  it('is the next opening over nights, weekends and holidays', () => {
    expect(opens('2026-11-23T16:00:00Z', office)).toBe('2026-11-24T08:00:00.000Z')
    expect(opens('2026-11-20T16:00:00Z', office)).toBe('2026-11-23T08:00:00.000Z')
    expect(opens('2026-12-23T16:00:00Z', office)).toBe('2026-12-28T08:00:00.000Z')
  })

  it('is never for who never opens', () => {
    expect(nextBusinessTime(new Date('2026-11-23T10:00:00Z'), { ...office, hours: [] })).toBeNull()
  })
})

describe('business time on days on which clocks change', () => {
  // The skipped hour is 02:00 to 03:00 in Berlin and New York, and the half hour from 02:00 in Lord Howe; each comes twice
  // in autumn, in Lord Howe from 01:30.
  it.each([
    ['Europe/Berlin', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08T06:00:00Z', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:00:00Z', '2026-10-03T15:30:00.000Z'],
  ])('begins with the first moment behind the gap in %s', (zone, before, first) => {
    const calendar = calendarOf(zone, ['02:15', '06:00'])
    expect(opens(before, calendar)).toBe(first)
    expect(isBusinessTime(new Date(Date.parse(first) - 1), calendar)).toBe(false)
  })

  it.each([
    ['Europe/Berlin', '2026-03-28T23:00:00Z'],
    ['America/New_York', '2026-03-08T05:00:00Z'],
  ])('has nothing of hours that lie in the gap in %s, and of the next day instead', (zone, midnight) => {
    const calendar = calendarOf(zone, ['02:00', '03:00'])
    const day = new Date(midnight)
    expect(businessMs(day, new Date(day.getTime() + 23 * HOUR), calendar)).toBe(0)
    expect(nextBusinessTime(day, calendar)?.getTime()).toBe(day.getTime() + 25 * HOUR)
  })

  it.each([
    ['Europe/Berlin', '2026-10-24T22:00:00Z', { day: 25, from: '01:00', to: '04:00', sum: 4 }],
    ['America/New_York', '2026-11-01T04:00:00Z', { day: 25, from: '00:00', to: '03:00', sum: 4 }],
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', { day: 24.5, from: '01:00', to: '03:00', sum: 2.5 }],
  ] as const)('counts a repeated time twice in %s', (zone, midnight, hours) => {
    const day = new Date(midnight)
    const end = new Date(day.getTime() + hours.day * HOUR)
    expect(businessMs(day, end, calendarOf(zone, [hours.from, hours.to])) / HOUR).toBe(hours.sum)
    expect(businessMs(day, end, calendarOf(zone, ['00:00', '24:00'])) / HOUR).toBe(hours.day)
  })

  const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
  // Around every change of these zones in a year, and days on which nothing changes.
  const moments = fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-06-01', '2026-10-04', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -36 * HOUR, max: 36 * HOUR }),
    )
    .map(([date, ms]) => Date.parse(`${date}T00:00:00Z`) + ms)
  const clock = fc.integer({ min: 0, max: 96 }).map((quarter) => {
    const minutes = quarter * 15
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  })
  /** Of the form that is taken: in their order, none touching another. */
  const calendars = fc.tuple(zones, fc.uniqueArray(clock, { minLength: 2, maxLength: 6 })).map(([zone, times]) => {
    const sorted = times.toSorted()
    const pairs = sorted.flatMap((from, at) => {
      const to = sorted[at + 1]
      return at % 2 === 0 && to !== undefined ? [[from, to] as const] : []
    })
    return calendarOf(zone, ...pairs)
  })
  const lengths = fc.nat({ max: 72 * HOUR })

  it('is of calendars that can be put', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        expect(faultsOfCalendar(Calendar.parse(calendar), '')).toEqual([])
      }),
    )
  })

  it('adds up, never runs backwards and never faster than time', () => {
    fc.assert(
      fc.property(calendars, moments, lengths, lengths, (calendar, start, first, second) => {
        const [a, b, c] = [new Date(start), new Date(start + first), new Date(start + first + second)]
        const [left, right, whole] = [
          businessMs(a, b, calendar),
          businessMs(b, c, calendar),
          businessMs(a, c, calendar),
        ]
        expect(left + right).toBe(whole)
        expect(whole).toBeGreaterThanOrEqual(left)
        expect(left).toBeLessThanOrEqual(first)
      }),
    )
  })

  it('is reached again from either side', () => {
    fc.assert(
      fc.property(
        calendars,
        moments,
        fc.integer({ min: 1, max: 30 * HOUR }),
        fc.nat({ max: HOUR }),
        (calendar, start, ms, more) => {
          const from = new Date(start)
          const end = addBusinessMs(from, ms, calendar)
          const later = addBusinessMs(from, ms + more, calendar)
          if (end === null || later === null) throw new Error('It opens every day.')
          expect(businessMs(from, end, calendar)).toBe(ms)
          expect(later.getTime()).toBeGreaterThanOrEqual(end.getTime() + more)
        },
      ),
    )
  })

  it('is at a moment what passes in the next millisecond', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, ms) => {
        const start = new Date(ms)
        const ends = [start, nextBusinessTime(start, calendar)].flatMap((at) => at ?? [])
        for (const at of ends.flatMap((each) => [-1, 0, 1].map((step) => new Date(each.getTime() + step))))
          expect(isBusinessTime(at, calendar)).toBe(businessMs(at, new Date(at.getTime() + 1), calendar) > 0)
      }),
    )
  })

  it('reads the holidays of a calendar once, however many moments are looked up', () => {
    let reads = 0
    const holidays = Array.from({ length: 1_000 }, (_, day) => ({
      name: 'Betriebsruhe',
      get date() {
        reads += 1
        return new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10)
      },
    }))
    const calendar: Calendar = {
      timeZone: 'Europe/Berlin',
      hours: [{ days: [1], from: '09:00', to: '17:00' }],
      holidays,
    }
    for (let hour = 0; hour < 1_000; hour += 1) isBusinessTime(new Date(Date.UTC(2026, 10, 23, hour)), calendar)
    expect(reads).toBe(1_000)
  })

  it('passes from the next opening on, and not before', () => {
    fc.assert(
      fc.property(calendars, moments, (calendar, start) => {
        const from = new Date(start)
        const next = nextBusinessTime(from, calendar)
        if (next === null) throw new Error('It opens every day.')
        expect(isBusinessTime(next, calendar)).toBe(true)
        expect(businessMs(from, next, calendar)).toBe(0)
        expect(isBusinessTime(from, calendar)).toBe(next.getTime() === start)
      }),
    )
  })
})

describe('a calendar as it is put', () => {
  const given = {
    timeZone: 'europe/berlin',
    hours: [
      { days: [1, 2, 3], from: '09:00', to: '12:30' },
      { days: [3, 4], from: '12:30', to: '24:00' },
    ],
  }
  const faultsOf = (changes: object) =>
    faultsOfCalendar(Calendar.parse({ ...given, ...changes }), '/body').map(({ pointer, code }) => [pointer, code])

  it('has one name of its zone, and no holidays unless they are said', () => {
    expect(Calendar.parse(given)).toEqual({ ...given, timeZone: 'Europe/Berlin', holidays: [] })
  })

  it('has hours that end on their day, and of which none overlap', () => {
    const hours = (...windows: readonly object[]) => faultsOf({ hours: windows })
    expect(hours({ days: [1], from: '22:00', to: '06:00' })).toEqual([['/body/hours/0/to', 'end_before_beginning']])
    expect(hours({ days: [1], from: '09:00', to: '09:00' })).toEqual([['/body/hours/0/to', 'end_before_beginning']])
    expect(hours({ days: [1, 1], from: '09:00', to: '10:00' })).toEqual([['/body/hours/0/days', 'hours_overlap']])
    const overlap = [
      { days: [1, 2], from: '09:00', to: '12:00' },
      { days: [3], from: '09:00', to: '12:00' },
      { days: [2, 3], from: '11:59', to: '13:00' },
    ]
    expect(hours(...overlap)).toEqual([['/body/hours/2', 'hours_overlap']])
    expect(faultsOfCalendar(Calendar.parse({ ...given, hours: overlap }), '')[0]?.detail).toBe(
      'On day 2 11:59–13:00 overlaps 09:00–12:00 of /hours/0.',
    )
  })

  it('has each holiday once, on a day that there is', () => {
    const day = (date: string) => ({ date, name: 'Tag der Deutschen Einheit' })
    expect(faultsOf({ holidays: [day('2026-10-03'), day('2026-10-04'), day('2026-10-03')] })).toEqual([
      ['/body/holidays/2/date', 'holiday_repeated'],
    ])
    for (const wrong of [{ holidays: [day('2026-02-29')] }, { timeZone: 'IST' }, { hours: [] }])
      expect(Calendar.safeParse({ ...given, ...wrong }).success).toBe(false)
  })
})
