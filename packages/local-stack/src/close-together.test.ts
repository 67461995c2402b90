import { describe, expect, it } from 'vitest'
import { closeTogether } from './close-together.js'

describe('closing together', () => {
  it('asks every service before it waits for one', async () => {
    const closing: string[] = []
    let resolve = (): void => undefined
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    const service = (name: string): { close(): Promise<void> } => ({
      close: () => {
        closing.push(name)
        // None of them ends before the last one was asked.
        if (name === 'analytics') resolve()
        return promise
      },
    })
    await closeTogether(['profile', 'journey', 'messaging', 'feedback', 'analytics'].map(service))
    expect(closing).toHaveLength(5)
  })
  it('waits for all of them when one fails, and then says so', async () => {
    const ended: string[] = []
    const failing = { close: () => Promise.reject(new Error('the port would not close')) }
    const slow = {
      close: async () => {
        await new Promise((resolve) => void setImmediate(resolve))
        ended.push('slow')
      },
    }
    await expect(closeTogether([failing, slow])).rejects.toThrow('the port would not close')
    expect(ended).toEqual(['slow'])
  })
})
