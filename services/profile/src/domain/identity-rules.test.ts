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

  it('does not touch real ones', () => {
    for (const value of ['1', '10', 'NONE-1', 'testimonial', 'gaston', '00000000-0000-0000-0000-000000000001'])
      expect(isBlocked({ type: 'user_id', value }), value).toBe(false)
    expect(isBlocked({ type: 'email', value: 'information@firma.de' })).toBe(false)
    expect(isBlocked({ type: 'user_id', value: 'info@firma.de' })).toBe(false)
  })
})
