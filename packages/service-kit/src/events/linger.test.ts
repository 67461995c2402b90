import { describe, expect, it } from 'vitest'
import { createLinger } from './linger.js'

describe('a beat', () => {
  it('lets everybody go on together who waits for it', async () => {
    const beat = createLinger(1)
    const gone: number[] = []
    await Promise.all([1, 2].map(async (number) => beat.next().then(() => gone.push(number))))
    expect(gone).toEqual([1, 2])
  })

  it('holds up nobody once it is stopped', async () => {
    const beat = createLinger(3_600_000)
    const waiting = beat.next()
    beat.stop()
    await expect(waiting).resolves.toBeUndefined()
    await expect(beat.next()).resolves.toBeUndefined()
  })

  it('is none where none is wanted', async () => {
    await expect(createLinger(undefined).next()).resolves.toBeUndefined()
  })
})
