import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addBusinessMs, businessMs, Calendar, isBusinessTime } from './calendar.js'

const HOUR = 3_600_000
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  hours: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:30' },
    { days: [1, 2, 3, 4], from: '13:00', to: '17:00' },
  ],
  holidays: [{ date: '2026-12-25', name: '1. Weihnachtstag' }],
}
const between = (from: string, to: string, calendar = office): number =>
  businessMs(new Date(from), new Date(to), calendar) / HOUR
const after = (from: string, hours: number, calendar = office): string | undefined =>
  addBusinessMs(new Date(from), hours * HOUR, calendar)?.toISOString()

describe('business time', () => {
  it('passes within the hours of a calendar', () => {
    expect(between('2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z')).toBe(7.5)
    expect(between('2026-11-23T11:00:00Z', '2026-11-23T12:30:00Z')).toBe(1)
    expect(between('2026-11-20T11:00:00Z', '2026-11-23T09:00:00Z')).toBe(1.5)
    expect(between('2026-11-21T00:00:00Z', '2026-11-22T23:00:00Z')).toBe(0)
    expect(between('2026-11-23T09:00:00Z', '2026-11-23T08:00:00Z')).toBe(-1)
  })

  it('stands still on holidays, also for a night that began before', () => {
    expect(between('2026-12-24T15:00:00Z', '2026-12-28T09:00:00Z')).toBe(2)
    const night: Calendar = { ...office, hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }] }
    expect(between('2026-12-24T12:00:00Z', '2026-12-25T12:00:00Z', night)).toBe(2)
    expect(between('2026-12-25T12:00:00Z', '2026-12-26T12:00:00Z', night)).toBe(0)
    expect(between('2026-12-26T12:00:00Z', '2026-12-27T12:00:00Z', night)).toBe(8)
  })

  it('is elapsed time where clocks change', () => {
    const always: Calendar = {
      ...office,
      hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
      holidays: [],
    }
    expect(between('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', always)).toBe(23)
    expect(between('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', always)).toBe(25)
    const early: Calendar = { ...office, hours: [{ days: [7], from: '01:00', to: '04:00' }], holidays: [] }
    expect(between('2026-03-28T00:00:00Z', '2026-03-30T00:00:00Z', early)).toBe(2)
    expect(between('2026-10-24T00:00:00Z', '2026-10-26T00:00:00Z', early)).toBe(4)
  })

  it('does not pass twice where hours overlap', () => {
    const twice: Calendar = { ...office, hours: [...office.hours, { days: [1], from: '10:00', to: '16:00' }] }
    expect(between('2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z', twice)).toBe(8)
  })

  it('ends a target: the next opening where it begins outside', () => {
    expect(after('2026-11-20T11:00:00Z', 1)).toBe('2026-11-23T08:30:00.000Z')
    expect(after('2026-11-20T10:30:00Z', 1)).toBe('2026-11-20T11:30:00.000Z')
    expect(after('2026-11-20T11:00:00Z', 1.5)).toBe('2026-11-23T09:00:00.000Z')
    expect(after('2026-11-21T11:00:00Z', 0)).toBe('2026-11-23T08:00:00.000Z')
    expect(isBusinessTime(new Date('2026-11-23T08:00:00Z'), office)).toBe(true)
    expect(isBusinessTime(new Date('2026-11-23T07:59:59.999Z'), office)).toBe(false)
    expect(isBusinessTime(new Date('2026-11-23T11:30:00Z'), office)).toBe(false)
  })

  it('never ends for who never opens', () => {
    const skipped: Calendar = { ...office, hours: [{ days: [5], from: '09:00', to: '10:00' }], holidays: [] }
    expect(
      after('2026-11-20T11:00:00Z', 1, { ...skipped, hours: [{ days: [], from: '09:00', to: '10:00' }] }),
    ).toBeUndefined()
    expect(Calendar.safeParse({ ...office, hours: [] }).success).toBe(false)
    expect(Calendar.safeParse({ ...office, holidays: [{ date: '2026-02-30', name: 'x' }] }).success).toBe(false)
  })

  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const clock = fc
    .tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const window = fc.record({ days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), from: clock, to: clock })
  const date = fc
    .nat({ max: 1000 })
    .map((day) => new Date(Date.UTC(2025, 0) + day * 86_400_000).toISOString().slice(0, 10))
  const calendars = fc.record({
    timeZone: zones,
    hours: fc.array(window, { minLength: 1, maxLength: 3 }),
    holidays: fc.array(fc.record({ date, name: fc.constant('x') }), { maxLength: 20 }),
  })
  const moments = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2027, 6) })
  const lengths = fc.nat({ max: 40 * 86_400_000 })

  it('adds up, in every zone, whatever the calendar', () => {
    fc.assert(
      fc.property(calendars, moments, lengths, lengths, (calendar, start, first, second) => {
        const [a, b, c] = [start, start + first, start + first + second].map((ms) => new Date(ms))
        if (a === undefined || b === undefined || c === undefined) return
        const whole = businessMs(a, c, calendar)
        expect(businessMs(a, b, calendar) + businessMs(b, c, calendar)).toBe(whole)
        expect(whole).toBeGreaterThanOrEqual(0)
        expect(whole).toBeLessThanOrEqual(first + second)
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('comes back as what was added', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 100 * HOUR }), (calendar, start, ms) => {
        const end = addBusinessMs(new Date(start), ms, calendar)
        if (end === null) return
        expect(businessMs(new Date(start), end, calendar)).toBe(ms)
        expect(isBusinessTime(new Date(end.getTime() - 1), calendar)).toBe(true)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
