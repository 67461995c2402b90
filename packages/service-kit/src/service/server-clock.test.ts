import { describe, expect, it } from 'vitest'
import { openServerClock } from './server-clock.js'

/** A server and a machine whose clocks are set by the test. */
function clocks(given: { readonly server: number; readonly system: number }) {
  const time = { ...given, monotonic: 500, travel: 0 }
  const clock = openServerClock({
    system: () => time.system,
    monotonic: () => time.monotonic,
    ask: async () => {
      time.monotonic += time.travel / 2
      const server = new Date(time.server + time.monotonic)
      time.monotonic += time.travel / 2
      return server
    },
  })
  return { time, now: () => clock.now().getTime(), sync: () => clock.sync() }
}

const HOUR = 3_600_000

describe('the clock of the server', () => {
  it('is the machine’s own until the server was asked', () => {
    expect(clocks({ server: 9_000_000, system: 1_000_000 }).now()).toBe(1_000_000)
  })

  it('is taken over, whatever the machine says', async () => {
    const { time, now, sync } = clocks({ server: 3 * HOUR, system: 0 })
    await sync()
    expect(now()).toBe(3 * HOUR + time.monotonic)
    time.system = -2 * HOUR
    time.monotonic += 250
    expect(now()).toBe(3 * HOUR + time.monotonic)
  })

  it('is not believed more exactly than the way there allows', async () => {
    const { time, now, sync } = clocks({ server: HOUR, system: 0 })
    await sync()
    time.server += 30
    time.travel = 100
    await sync()
    expect(now()).toBe(HOUR + time.monotonic)
    time.travel = 10
    await sync()
    expect(now()).toBe(HOUR + 30 + time.monotonic)
  })
})
