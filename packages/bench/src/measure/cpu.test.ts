import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { eventually } from '@polyphon/testkit'
import { describe, expect, it } from 'vitest'
import { cpuSecondsOf, memoryMibOf, perEvent } from './cpu.js'

const burn = (times: string): string => `node -e 'for (let i = 0; i < ${times}; i += 1) Math.sqrt(i)'`

describe.runIf(process.platform === 'linux')('processor time of a process', () => {
  it('is counted with that of those that it has started, running or ended', async () => {
    // One burns time and ends, and then one goes on burning.
    const words = `${burn('2e8')}; echo done; ${burn('1e12')}; true`
    const shell = spawn('sh', ['-c', words], { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    try {
      await once(shell.stdout, 'data')
      expect(cpuSecondsOf([shell.pid ?? 0])).toBeGreaterThan(0.1)
      // The second one takes a moment to be there, and shares most of its memory with whatever else runs the same program.
      await eventually(() => expect(memoryMibOf([shell.pid ?? 0])).toBeGreaterThan(3))
      expect(cpuSecondsOf([])).toBe(0)
    } finally {
      process.kill(-(shell.pid ?? 0), 'SIGKILL')
    }
    await once(shell, 'exit')
    expect(cpuSecondsOf([shell.pid ?? 0])).toBe(0)
  }, 60_000)
})

describe('processor time of an event', () => {
  it('is given in microseconds, by group', () => {
    const before = { node: 1, postgres: 2, kafka: 3 }
    expect(perEvent(before, { node: 1.5, postgres: 2, kafka: 3.1 }, 1_000).node).toBeCloseTo(500)
    expect(perEvent(before, { node: 1.5, postgres: 2, kafka: 3.1 }, 1_000).postgres).toBe(0)
    expect(perEvent(before, before, 0)).toEqual({ node: 0, postgres: 0, kafka: 0 })
  })
})
