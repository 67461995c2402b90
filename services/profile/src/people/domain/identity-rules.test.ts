import { describe, expect, it } from 'vitest'
import { isBlocked } from './identity-rules.js'

describe('a blocked value', () => {
  it('says nothing about who somebody is, in English and German', () => {
    const junk = [
      '',
      '0',
      '000',
      '-',
      '00000000-0000-0000-0000-000000000000',
      '-1',
      'null',
      'NULL',
      'anonymous',
      'Guest',
    ]
    const more = [
      'undefined',
      '[object Object]',
      'NaN',
      'None',
      'none',
      'true',
      'Gast',
      'unbekannt',
      'Keine',
      'k.A.',
      'N/A',
    ]
    for (const value of [...junk, ...more, 'test']) expect(isBlocked({ type: 'user_id', value }), value).toBe(true)
    for (const value of ['noreply@firma.de', 'no-reply@firma.de', 'info@firma.de'])
      expect(isBlocked({ type: 'email', value }), value).toBe(true)
  })

  it('is what languages, templates and devices write for nobody', () => {
    const nobody = ['nil', '<nil>', '(null)', 'NIL', 'nan', 'NaN-NaN', 'NONE', 'undefined undefined', 'null_null']
    const wrapped = [
      '""',
      "''",
      '{}',
      '[]',
      '"null"',
      "'undefined'",
      '["null"]',
      '[object object]',
      '(none)',
      '(not set)',
    ]
    const unfilled = ['%USER_ID%', '{{user.id}}', '{{ id }}', '${userId}', '$userId', '<%= id %>', '*|EMAIL|*']
    const words = ['anon', 'Anonym', 'visitor', 'Besucher', 'user', '"User"', 'Benutzer', 'nutzer']
    const others = [...words, 'unknown', 'Unknown', 'unidentified', 'not set', '#N/A', 'Infinity']
    for (const value of [...nobody, ...wrapped, ...unfilled, ...others])
      expect(isBlocked({ type: 'user_id', value }), value).toBe(true)
    const devices = [
      '9774d56d682e549c',
      '02:00:00:00:00:00',
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      'unknown',
      '000000000000000',
    ]
    for (const value of devices) expect(isBlocked({ type: 'device_id', value }), value).toBe(true)
  })

  it('does not touch real ones', () => {
    for (const value of [
      '1',
      '10',
      'NONE-1',
      'testimonial',
      'gaston',
      'user1',
      'users',
      'anonna',
      'visitor-17',
      'unknown0',
      'nilsson',
      'f',
      'anon-17',
      '$device:17',
      '(1)',
      '{17}',
      '9774d56d682e549d',
      '00000000-0000-0000-0000-000000000001',
    ])
      expect(isBlocked({ type: 'user_id', value }), value).toBe(false)
    expect(isBlocked({ type: 'email', value: 'information@firma.de' })).toBe(false)
    expect(isBlocked({ type: 'user_id', value: 'info@firma.de' })).toBe(false)
  })
})
