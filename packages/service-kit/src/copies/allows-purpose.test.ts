import { settingsOf } from '@polyphon/values'
import { describe, expect, it } from 'vitest'
import { allowsPurpose } from './allows-purpose.js'

const now = new Date('2026-11-22T10:00:00.000Z')
const consents = { profiling: { state: 'granted', occurredAt: '2026-11-01T10:00:00.000Z' } } as const

describe('a purpose of the copy of people', () => {
  it('is allowed as the workspace decided', () => {
    const settings = settingsOf({ mode: 'live', settings: {} })
    expect(allowsPurpose({ consents }, 'profiling', { settings, now })).toBe(true)
    expect(allowsPurpose({ consents: {} }, 'profiling', { settings, now })).toBe(false)
    expect(allowsPurpose({ consents: {} }, 'service', { settings, now })).toBe(true)
    const free = settingsOf({ mode: 'live', settings: { purposes: { profiling: 'none' } } })
    expect(allowsPurpose({ consents: {} }, 'profiling', { settings: free, now })).toBe(true)
    expect(allowsPurpose({ consents: {} }, 'research', { settings: free, now })).toBe(false)
  })
})
