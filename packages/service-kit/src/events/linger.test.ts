import { describe, expect, it } from 'vitest'
import { createLinger } from './linger.js'

describe('lingering', () => {
  it('lets everybody go on together who waits for it', async () => {
    const linger = createLinger(1)
    const gone: number[] = []
    await Promise.all([1, 2].map(async (number) => linger.next().then(() => gone.push(number))))
    expect(gone).toEqual([1, 2])
  })

  it('holds up nobody once it is stopped', async () => {
    const linger = createLinger(3_600_000)
    const waiting = linger.next()
    linger.stop()
    await expect(waiting).resolves.toBeUndefined()
    await expect(linger.next()).resolves.toBeUndefined()
  })

  it('is none where none is wanted', async () => {
    await expect(createLinger(undefined).next()).resolves.toBeUndefined()
  })
})
