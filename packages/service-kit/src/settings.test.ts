import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { loadSettings, SettingsError } from './load-settings.js'
import { describeSettings, kitSettings } from './settings.js'

const DATABASE_URL = 'postgres://app:geheim@127.0.0.1/polyphon'

describe('settings', () => {
  it('name every problem at once and repeat no value', () => {
    const load = () => loadSettings(kitSettings, { PORT: 'ninety', LOG_LEVEL: 'loud', REDIS_URL: 'geheim' })
    expect(load).toThrow(SettingsError)
    try {
      load()
    } catch (error) {
      const { message } = error as Error
      for (const name of ['PORT', 'LOG_LEVEL', 'REDIS_URL', 'DATABASE_URL']) expect(message).toContain(`  ${name}: `)
      expect(message).not.toContain('geheim')
    }
  })
  it('take an empty variable as not set', () => {
    expect(loadSettings(kitSettings, { DATABASE_URL, PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 8080 })
  })
  it('make the table of the README', () => {
    const table = describeSettings(z.object({ COLOUR: z.string().default('red').describe('Which'), SIZE: z.string() }))
    expect(table.split('\n').slice(2)).toEqual(['| `COLOUR` | `red` | Which |', '| `SIZE` | required |  |'])
  })
  it('all have a meaning', () => {
    for (const row of describeSettings(kitSettings).split('\n').slice(2)) expect(row).not.toMatch(/\| +\|$/)
  })
})
