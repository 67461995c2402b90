import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../embedded.js'
import { spreadOf } from '../measure/median.js'
import { type BenchOptions, type Measured, type Scenario, withoutFloor } from '../scenario.js'
import { withServers } from '../setting.js'
import { openStack } from '../stack.js'

/** How long it takes from the command until everything answers. */
export const start: Scenario = {
  name: 'start',
  measure: async (options) => [...(await startEmbedded(options)), await startService(options)],
}

async function startEmbedded({ rounds, say }: BenchOptions): Promise<readonly Measured[]> {
  const first: number[] = []
  const second: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'polyphon-start-'))
    try {
      for (const times of [first, second]) {
        const stack = await openEmbedded(folder)
        times.push(stack.readyMs / 1_000)
        await stack.close()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    }
    say(`start ${round}: ${first.at(-1)?.toFixed(1)} s, once more ${second.at(-1)?.toFixed(1)} s`)
  }
  return [secondsOf('start', first, 'an empty folder'), secondsOf('start-again', second, 'the folder of the last time')]
}

/** One process, from its start until it is ready, with its databases and topics made before. */
function startService(options: BenchOptions): Promise<Measured> {
  const { rounds, say } = options
  return withServers(options, async (servers) => {
    const stack = await openStack(servers)
    try {
      const times: number[] = []
      const [profile] = stack.composed.processes
      for (let round = 1; profile !== undefined && round <= rounds; round += 1) {
        await profile.stop()
        const startedAt = performance.now()
        await profile.start()
        times.push((performance.now() - startedAt) / 1_000)
        say(`start-service ${round}: ${times.at(-1)?.toFixed(1)} s`)
      }
      return secondsOf('start-service', times, 'profile, as its container runs it, beside the other four')
    } finally {
      await stack.close()
    }
  })
}

function secondsOf(name: string, seconds: readonly number[], note: string): Measured {
  const spread = spreadOf(seconds)
  return withoutFloor({ name, value: spread.median, unit: 's', spread, notes: [note] })
}
