import { describe, expect, it } from 'vitest'
import { changeSettings, settingsOf, WorkspaceSettingsChange } from './workspace-settings.js'

describe('the settings of a workspace', () => {
  it('are the defaults of its mode until somebody says otherwise', () => {
    expect(settingsOf({ mode: 'live', settings: {} })).toMatchObject({
      weekStart: 1,
      trustPublishable: false,
      purposes: { profiling: 'consent', personalisation: 'consent', service: 'none' },
      retention: {},
      strikes: { limit: 2, within: 'P90D' },
    })
    expect(settingsOf({ mode: 'test', settings: {} }).trustPublishable).toBe(true)
  })

  it('take what is named, keep the rest, and forget what is null', () => {
    const first = changeSettings({}, { weekStart: 7, retention: { messages: 730 } })
    const second = changeSettings(first, {
      weekStart: null,
      brand: { ...settingsOf({ mode: 'live', settings: {} }).brand, name: 'Änne' },
    })
    expect(second).toEqual({ retention: { messages: 730 }, brand: expect.objectContaining({ name: 'Änne' }) })
    expect(settingsOf({ mode: 'live', settings: second }).weekStart).toBe(1)
  })

  it('are the default where a newer version said something that this one does not know', () => {
    const settings = { weekStart: 'saturday', strikes: { limit: 3, within: 'P30D' }, somethingNew: 1 }
    const read = settingsOf({ mode: 'live', settings })
    expect(read).toMatchObject({ weekStart: 1, strikes: { limit: 3 } })
    expect(read).not.toHaveProperty('somethingNew')
  })

  it.each([
    [{ weekStart: 0 }],
    [{ weekStart: 8 }],
    [{ weekStart: 1.5 }],
    [{ purposes: { profiling: 'yes' } }],
    [{ purposes: { 'für uns': 'none' } }],
    [{ retention: { messages: 0 } }],
    [{ retention: { message: 730 } }],
    [{ retention: { messages: 'for ever' } }],
    [{ strikes: { limit: 2, within: 'P1M' } }],
    [{ brand: { logoUrl: 'http://shop.example/logo.png' } }],
    [{ brand: { logoUrl: 'javascript:alert(1)' } }],
    [{ brand: { primaryColour: 'red;background:url(x)' } }],
    [{ somethingElse: true }],
  ])('refuse %j', (change) => {
    expect(WorkspaceSettingsChange.safeParse(change).success).toBe(false)
  })
})
