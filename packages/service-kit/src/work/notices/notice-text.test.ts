import { work as facts } from '@polyphon/contracts'
import { describe, expect, it } from 'vitest'
import { writeNotice } from './notice-text.js'

const work = { ...facts.feedback.opened.example, dueAt: '2026-10-25T00:30:00.000Z' }
const read = (languages: readonly string[], changes: object = {}, timeZone = 'UTC') =>
  writeNotice('overdue', { ...work, ...changes }, { languages, timeZone })

describe('a notice', () => {
  it.each([
    [[], 'en'],
    [['de'], 'de'],
    [['DE-ch', 'en'], 'de'],
    [['en-GB', 'de'], 'en'],
    [['fr', 'de'], 'de'],
    [['fr'], 'en'],
  ] as const)('is written for whoever knows %j in %s', (languages, language) => {
    expect(read(languages).language).toBe(language)
  })

  it('says what, until when in their zone, why they, and where it leads', () => {
    expect(read(['de'], {}, 'Europe/Berlin').body).toBe(
      [
        'Ihre Aufgabe ist überfällig',
        '',
        'Worum es geht: a parcel that is late',
        // The hour that the clocks repeat: it is its second half hour there.
        'Fällig: Sonntag, 25. Oktober 2026 um 02:30 (Europe/Berlin)',
        `Warum Sie: ${work.owner.because}`,
        `Zur Aufgabe: feedback ${work.href}`,
      ].join('\n'),
    )
    expect(read(['en'], { dueAt: null }).body).not.toContain('Due')
  })

  it('has one line of subject, shortened between characters', () => {
    expect(read(['en'], { why: 'one\r\nBcc: all@shop.example\ttwo' }).subject).toBe(
      'Your work is overdue: one Bcc: all@shop.example two',
    )
    const long = read(['en'], { why: '👩‍👩‍👧'.repeat(400) }).subject
    expect(Array.from(new Intl.Segmenter().segment(long))).toHaveLength(150)
    expect(long.isWellFormed()).toBe(true)
  })
})
