import { describe, expect, it } from 'vitest'
import { beyond } from './bounded.js'

const track = { kind: 'track' } as const
const identify = { kind: 'identify' } as const

describe('what goes beyond a quota', () => {
  it('is the last events, and none of those that say who somebody is', () => {
    const events = [track, identify, { kind: 'page' }, { kind: 'screen' }, { kind: 'group' }] as const
    expect(beyond(events, 5)).toEqual([])
    expect(beyond(events, 4)).toEqual([{ kind: 'screen' }])
    expect(beyond(events, 2)).toEqual([track, { kind: 'page' }, { kind: 'screen' }])
    expect(beyond(events, -7)).toHaveLength(3)
    expect(beyond([identify], 0)).toEqual([])
  })
})
