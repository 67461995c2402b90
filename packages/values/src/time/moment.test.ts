import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUsualMoment, readMoment, readTimestamp } from './moment.js'
import { Moment, Timestamp } from './timestamp.js'

const read = (value: unknown, zone = 'UTC'): string | undefined => readMoment(value, zone)?.toISOString()

describe('reading a moment', () => {
  const ten = '2026-11-22T10:00:00.000Z'

  it.each([
    ['JavaScript', '2026-11-22T10:00:00.000Z'],
    ['JavaScript', 'Sun Nov 22 2026 11:00:00 GMT+0100 (Mitteleuropäische Normalzeit)'],
    ['JavaScript', 'Sun, 22 Nov 2026 10:00:00 GMT'],
    ['RFC 3339', '2026-11-22t11:00:00+01:00'],
    ['RFC 3339', '2026-11-22 10:00:00z'],
    ['RFC 3339', '2026-11-22T10:00:00-00:00'],
    ['RFC 9557', '2026-11-22T11:00:00+01:00[Europe/Berlin][u-ca=iso8601]'],
    ['RFC 9557', '2026-11-22T11:00:00[!Europe/Berlin]'],
    ['Java', '2026-11-22T11:00+01:00[Europe/Berlin]'],
    ['Java', '2026-11-22T10:00Z[UTC]'],
    ['Java', 'Sun Nov 22 10:00:00 GMT 2026'],
    ['Kotlin', '2026-11-22T11:00:00.000GMT+01:00'],
    ['PostgreSQL', '2026-11-22 10:00:00+00'],
    ['PostgreSQL', '2026-11-22 10:00:00.000000+00'],
    ['PostgreSQL', '2026-11-22 15:30:00+05:30'],
    ['PostgreSQL, a zone of old', '2026-11-22 10:53:28+00:53:28'],
    ['Python', '2026-11-22 10:00:00+00:00'],
    ['Python', '2026-11-22 10:00:00.000000'],
    ['Python', 'Sun Nov 22 10:00:00 2026'],
    ['Ruby', '2026-11-22 10:00:00 UTC'],
    ['Ruby', '2026-11-22 11:00:00 +0100'],
    ['Go', '2026-11-22 11:00:00 +0100 CET m=+0.000012'],
    ['Go', '2026-11-22 10:00:00.000000000 +0000 UTC'],
    ['C#', '2026-11-22T10:00:00.0000000Z'],
    ['C#', '/Date(1795341600000)/'],
    ['RFC 5322', 'Sun, 22 Nov 2026 11:00:00 +0100'],
    ['RFC 5322', '22 Nov 2026 10:00 UT'],
    ['RFC 5322', 'Sun, 22 Nov 2026 05:00:00 EST'],
    ['Oracle', '22-NOV-2026 10:00:00'],
    ['an English locale', 'Nov 22, 2026, 10:00:00\u202fAM'],
    ['an English locale', 'November 22, 2026 at 10:00 AM UTC'],
    ['an Objective-C locale', '2026-11-22T10:00:00 am+0000'],
    ['an Arabic phone', '٢٠٢٦-١١-٢٢T١٠:٠٠:٠٠.٠Z'],
    ['a typesetter', '2026-11-22T09:00:00\u221201:00'],
    ['ISO 8601, basic', '20261122T100000Z'],
    ['ISO 8601, basic', '20261122T100000.000+0000'],
    ['ISO 8601, comma', '2026-11-22T10:00:00,000Z'],
    ['ISO 8601, hours', '2026-11-22T10Z'],
    ['ISO 8601, ±hh', '2026-11-22T11:00:00+01'],
    ['ISO 8601, ±hhmm', '2026-11-22T11:00:00+0100'],
    ['ISO 8601, week', '2026-W47-7T10:00:00Z'],
    ['ISO 8601, day of the year', '2026-326T10:00:00Z'],
    ['blanks around it', ' 2026-11-22T10:00:00 Z\n'],
    ['year first', '2026/11/22 10:00:00'],
    ['seconds', 1_795_341_600],
    ['seconds', '1795341600'],
    ['seconds', '1795341600.000'],
    ['milliseconds', 1_795_341_600_000],
    ['milliseconds', '1795341600000'],
    ['microseconds', 1_795_341_600_000_000],
    ['nanoseconds', '1795341600000000000'],
  ])('takes what %s writes: %s', (_who, value) => expect(read(value)).toBe(ten))

  it('takes parts of a second, and cuts off what is finer than a millisecond', () => {
    expect(read('2026-11-22T10:00:00.1Z')).toBe('2026-11-22T10:00:00.100Z')
    expect(read('2026-11-22 10:00:00.123456+00')).toBe('2026-11-22T10:00:00.123Z')
    expect(read('2026-11-22T10:00:00.999999999Z')).toBe('2026-11-22T10:00:00.999Z')
    expect(read(1_795_341_600.5)).toBe('2026-11-22T10:00:00.500Z')
    expect(read(1_795_341_600.123)).toBe('2026-11-22T10:00:00.123Z')
    expect(read(1_795_341_600_123_999)).toBe('2026-11-22T10:00:00.123Z')
  })

  it('takes dates and local times on the clocks of the zone', () => {
    expect(read('2026-12-24', 'Europe/Berlin')).toBe('2026-12-23T23:00:00.000Z')
    expect(read('2026-12-24T18:00', 'Europe/Berlin')).toBe('2026-12-24T17:00:00.000Z')
    expect(read('2026-12-24 18:00:00', 'America/New_York')).toBe('2026-12-24T23:00:00.000Z')
    expect(read('2026-12-24T18:00:00+01:00', 'America/New_York')).toBe('2026-12-24T17:00:00.000Z')
  })

  it('knows the ends of days and leap seconds', () => {
    expect(read('2026-11-22T24:00:00Z')).toBe('2026-11-23T00:00:00.000Z')
    expect(read('2016-12-31T23:59:60Z')).toBe('2017-01-01T00:00:00.000Z')
    expect(read('2016-12-31T18:59:60.5-05:00')).toBe('2017-01-01T00:00:00.500Z')
    for (const none of ['2026-11-22T24:00:01Z', '2026-11-22T10:59:60Z', '2026-11-22T23:59:60Z', '2026-11-22T23:59:61Z'])
      expect(read(none), none).toBeUndefined()
  })

  it.each([
    '',
    ' ',
    'gestern',
    'NaN',
    'infinity',
    '22.11.2026',
    '01/02/2026',
    '1/2/2026 10:00',
    '22-11-2026',
    '2026',
    '2026-11',
    '26-11-22',
    '2026-02-30',
    '2026-06-31T00:00:00Z',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-366',
    '2026-W54-1',
    '2026-W53-8',
    '2026-11-22T25:00:00Z',
    '2026-11-22T10:60:00Z',
    '2026-11-22T10:00:00.Z',
    '2026-11-22T10:00:00:Z',
    '2026-11-22T10:00:00+25:00',
    '2026-11-22T10:00:00+01:60',
    '2026-11-22T10:00:00 CEST',
    '2026-11-22T10:00:00[Mars/Olympus]',
    '2026-11-22T13:00:00 pm',
    'Tue Sep 01 10:00:00 CEST 2026',
    '30 Feb 2026 10:00:00 +0000',
    '+012345-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
    '0044-03-15 BC',
    'P1D',
    0,
    -1,
    20_261_122,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    null,
    {},
    [],
  ])('takes nothing else: %j', (value) => expect(read(value)).toBeUndefined())

  it('takes any year, and says whether it is a usual one', () => {
    expect(read('0001-01-01T00:00:00Z')).toBe('0001-01-01T00:00:00.000Z')
    expect(read('0000-02-29T00:00:00Z')).toBe('0000-02-29T00:00:00.000Z')
    const usual = ['1900-01-01T00:00:00Z', '2199-12-31T23:59:59.999Z']
    const others = [
      '1899-12-31T23:59:59.999Z',
      '2200-01-01T00:00:00Z',
      '0027-06-27T08:23:48+0300',
      '9999-12-31T23:59:59Z',
    ]
    for (const text of usual) expect(isUsualMoment(new Date(read(text) ?? 0)), text).toBe(true)
    for (const text of others) expect(isUsualMoment(new Date(read(text) ?? 0)), text).toBe(false)
  })

  it('reads every moment back in every form that is written with an offset', () => {
    const ms = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) - 1 })
    const offset = fc.integer({ min: -15 * 60 - 59, max: 15 * 60 + 59 })
    fc.assert(
      fc.property(ms, offset, fc.nat({ max: 5 }), (at, minutes, form) => {
        const wall = new Date(at + minutes * 60_000).toISOString().slice(0, -1)
        const sign = minutes < 0 ? '-' : '+'
        const two = (number: number): string => String(Math.abs(Math.trunc(number))).padStart(2, '0')
        const [hh, mm] = [two(minutes / 60), two(minutes % 60)]
        const text = [
          `${wall}${sign}${hh}:${mm}`,
          `${wall}${sign}${hh}${mm}`,
          `${wall.replace('T', ' ')} ${sign}${hh}${mm}`,
          `${wall.replaceAll(/[-:]/g, '')}${sign}${hh}${mm}`,
          `${wall}GMT${sign}${hh}:${mm}`,
          `${wall.replace('.', ',')}${sign}${hh}:${mm}[Europe/Berlin]`,
        ][form]
        expect(readMoment(text, 'Asia/Tokyo')?.getTime(), text).toBe(at)
      }),
    )
  })

  it('never throws, and takes no longer for what is no time', () => {
    const unit = fc.constantFrom(
      '2',
      '0',
      '6',
      '-',
      ':',
      'T',
      'Z',
      '+',
      '.',
      ',',
      '[',
      '/',
      ']',
      '(',
      ' ',
      'Sep',
      'W',
      'pm',
      'g',
      '٢',
      '\u0000',
    )
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        readMoment(text, 'UTC')
      }),
    )
    for (const part of ['2', '2026-', 'T10:', ' ', '(', '[a', '+', 'Sep ', '٢'])
      expect(readMoment(part.repeat(100_000), 'UTC')).toBeUndefined()
  })
})

describe('a timestamp of the API', () => {
  it('has the one form of RFC 3339', () => {
    for (const text of ['2026-11-22T10:00:00Z', '2026-11-22T10:00Z', '2026-11-22T11:00:00.123456789+01:00'])
      expect(readTimestamp(text), text).toBeDefined()
    const others = [
      '2026-11-22',
      '2026-11-22T10:00:00',
      '2026-11-22 10:00:00Z',
      '2026-11-22t10:00:00z',
      '20261122T100000Z',
    ]
    const wrong = ['2026-06-31T00:00:00Z', '2026-11-22T24:00:00Z', '2016-12-31T23:59:60Z', '1795341600', '']
    for (const text of [...others, ...wrong]) expect(readTimestamp(text), text).toBeUndefined()
  })

  it('becomes UTC with milliseconds, and refuses what calendars and databases do not know', () => {
    const parsed = (text: string) => Timestamp.safeParse(text)
    expect(parsed('2026-03-29T02:30:00.123999+01:00').data?.toISOString()).toBe('2026-03-29T01:30:00.123Z')
    for (const text of ['1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z', '0000-01-01T00:00:00Z'])
      expect(parsed(text).error?.issues[0]?.message, text).toBe('must lie between 1900 and 2199')
    for (const text of ['10000-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '2026-11-22T10:00:00'])
      expect(parsed(text).error?.issues[0]?.message, text).toBe(
        'must be a date and time such as 2026-01-31T09:00:00Z, with Z or an offset at its end',
      )
  })

  it('is answered as it can be sent', () => {
    expect(Moment.parse(new Date(0).toISOString())).toBe('1970-01-01T00:00:00.000Z')
    expect(Moment.safeParse('1 January 1970').success).toBe(false)
  })
})
