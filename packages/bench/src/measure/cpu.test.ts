import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { cpuSecondsOf, memoryMibOf, perEvent } from './cpu.js'

const onLinux = it.runIf(process.platform === 'linux')

describe('processor time', () => {
  onLinux(
    'counts a process with those that it has started, running or ended',
    async () => {
      // The shell starts one that burns time and ends, and one that goes on burning.
      const burn = (times: string): string => `node -e 'for (let i = 0; i < ${times}; i += 1) Math.sqrt(i)'`
      const shell = spawn('sh', ['-c', `${burn('3e8')}; echo done; ${burn('1e12')}; true`], {
        stdio: ['ignore', 'pipe', 'ignore'],
      })
      await once(shell.stdout, 'data')
      const used = cpuSecondsOf([shell.pid ?? 0])
      expect(used).toBeGreaterThan(0.1)
      expect(memoryMibOf([shell.pid ?? 0])).toBeGreaterThan(1)
      expect(cpuSecondsOf([])).toBe(0)
      spawn('pkill', ['-P', String(shell.pid)])
      shell.kill('SIGKILL')
      await once(shell, 'exit')
      expect(cpuSecondsOf([shell.pid ?? 0])).toBe(0)
    },
    30_000,
  )

  it('is told for one event in microseconds, by group', () => {
    const before = { node: 1, postgres: 2, kafka: 3 }
    expect(perEvent(before, { node: 1.5, postgres: 2, kafka: 3.1 }, 1_000).node).toBeCloseTo(500)
    expect(perEvent(before, { node: 1.5, postgres: 2, kafka: 3.1 }, 1_000).postgres).toBe(0)
    expect(perEvent(before, before, 0)).toEqual({ node: 0, postgres: 0, kafka: 0 })
  })
})
