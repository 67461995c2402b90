import { describe, expect, it } from 'vitest'
import { keepRunning, type Restartable } from './keep-running.js'

/** A server whose ends and starts are decided from outside. */
function scripted(outcomes: readonly (Error | 'runs')[]) {
  let end = (): void => undefined
  let exited = Promise.resolve()
  const log: string[] = []
  const run = (): void => {
    exited = new Promise((resolve) => {
      end = resolve
    })
  }
  run()
  const left = [...outcomes]
  const server: Restartable = {
    exited: () => exited,
    start: () => {
      const outcome = left.shift() ?? new Error('nothing left to try')
      log.push('start')
      if (outcome !== 'runs') return Promise.reject(outcome)
      run()
      return Promise.resolve()
    },
    stop: () => {
      log.push('stop')
      end()
      return Promise.resolve()
    },
  }
  return { server, log, end: () => end() }
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

describe('a server that is kept running', () => {
  it('is started again when it ends, until it comes, and each reason is said once', async () => {
    const failure = new Error('postgres ended at its start. The end of it:\n2026 FATAL:  could not write lock file')
    const { server, log, end } = scripted([failure, failure, 'runs', 'runs'])
    const lines: string[] = []
    const kept = keepRunning(server, { name: 'PostgreSQL', folder: '/', say: (text) => lines.push(text) })
    end()
    await until(() => lines.length === 3)
    expect(lines).toEqual([
      'PostgreSQL has ended by itself; starting it again',
      'PostgreSQL does not start: could not write lock file; it is tried until it does',
      'PostgreSQL is back',
    ])
    end()
    await until(() => lines.length === 5)
    await kept.stop()
    expect(log.filter((what) => what === 'start')).toHaveLength(4)
  })

  it('stays away once it was stopped, also while it is tried again', async () => {
    const { server, log, end } = scripted([new Error('no'), new Error('no'), new Error('no')])
    const lines: string[] = []
    const kept = keepRunning(server, { name: 'PostgreSQL', folder: '/', say: (text) => lines.push(text) })
    end()
    await until(() => lines.length === 2)
    await kept.stop()
    const starts = log.filter((what) => what === 'start').length
    expect(log.at(-1)).toBe('stop')
    await new Promise((resolve) => setImmediate(resolve))
    expect(log.filter((what) => what === 'start')).toHaveLength(starts)
  })
})
