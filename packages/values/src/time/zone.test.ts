import { describe, expect, it } from 'vitest'
import { canonicalZone, storedZone, TimeZone } from './zone.js'

describe('the name of a zone', () => {
  it('is the one that IANA gives it today, in its case', () => {
    for (const [text, name] of [
      ['Europe/Berlin', 'Europe/Berlin'],
      ['europe/berlin', 'Europe/Berlin'],
      ['EUROPE/BERLIN', 'Europe/Berlin'],
      ['Europe/Kiev', 'Europe/Kyiv'],
      ['Europe/Kyiv', 'Europe/Kyiv'],
      ['Asia/Calcutta', 'Asia/Kolkata'],
      ['Africa/Asmera', 'Africa/Asmara'],
      ['America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
      ['US/Pacific', 'America/Los_Angeles'],
      ['Etc/GMT+5', 'Etc/GMT+5'],
      ['Etc/GMT-14', 'Etc/GMT-14'],
    ])
      expect(canonicalZone(text), text).toBe(name)
  })

  it('is UTC for whatever means it', () => {
    for (const text of [
      'UTC',
      'utc',
      'GMT',
      'Etc/UTC',
      'Etc/GMT',
      'Etc/GMT0',
      'Etc/GMT+0',
      'Etc/Zulu',
      'Zulu',
      'UCT',
      'GMT0',
      'Greenwich',
    ])
      expect(canonicalZone(text), text).toBe('UTC')
  })

  it('is the place that a zone of one word means in tzdata, never an abbreviation', () => {
    for (const [text, name] of [
      ['CET', 'Europe/Brussels'],
      ['EST', 'America/Panama'],
      ['est5edt', 'America/New_York'],
      ['NZ', 'Pacific/Auckland'],
    ])
      expect(canonicalZone(text), text).toBe(name)
    for (const text of [
      'IST',
      'BST',
      'CST',
      'PST',
      'AST',
      'SST',
      'ECT',
      'ART',
      'JST',
      'NST',
      'ACT',
      'CTT',
      'VST',
      'PRT',
      'CEST',
      'EDT',
    ])
      expect(canonicalZone(text), text).toBeNull()
  })

  it('is nothing else', () => {
    const others = [
      '',
      ' ',
      '+02:00',
      '-05',
      'GMT+05:30',
      'Utc/GMT+7',
      'UTC+1',
      'W. Europe Standard Time',
      'Etc/Unknown',
      'Factory',
    ]
    const strange = [
      'localtime',
      'posix/Europe/Berlin',
      'right/Europe/Berlin',
      'SystemV/EST5',
      'Mars/Olympus',
      'Europe/Berlin ',
      'Europe',
      'constructor',
      '__proto__',
      'x'.repeat(100),
    ]
    for (const value of [...others, ...strange, null, undefined, 5, {}])
      expect(canonicalZone(value), JSON.stringify(value)).toBeNull()
    expect(TimeZone.safeParse('IST').success).toBe(false)
    expect(TimeZone.parse('europe/kiev')).toBe('Europe/Kyiv')
  })

  it('is its own, for every zone there is, and keeps its clock', () => {
    const moments = [new Date('2026-01-15T12:00:00Z'), new Date('2026-07-15T12:00:00Z')]
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const name = canonicalZone(zone)
      expect(name, zone).not.toBeNull()
      expect(canonicalZone(name)).toBe(name)
      for (const at of moments)
        expect(at.toLocaleString('sv', { timeZone: name ?? '' })).toBe(at.toLocaleString('sv', { timeZone: zone }))
    }
  })

  it('that was stored in another form keeps the clock that it has had', () => {
    expect(storedZone('cet')).toBe('Europe/Brussels')
    expect(storedZone('IST')).toBe('Asia/Kolkata')
    expect(storedZone('nowhere')).toBe('UTC')
  })
})
