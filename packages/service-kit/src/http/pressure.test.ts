import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { watchPressure } from './pressure.js'

const block = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

describe('the pressure on a process', () => {
  it('is too high while its event loop comes round late, and no longer', async () => {
    // A tenth of it is felt, and a machine that does other things too is late by less than that now and then.
    const pressure = watchPressure(200)
    expect(pressure.level()).toBe('no')
    await eventually(() => {
      block(400)
      expect(pressure.level()).toBe('too_late')
    })
    await eventually(() => expect(pressure.level()).toBe('no'))
    pressure.stop()
  })
})
