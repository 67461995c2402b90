import { setTimeout as delay } from 'node:timers/promises'
import { openEmbedded } from '../embedded.js'
import { startFloor } from '../floor/floor.js'
import { cpuSecondsOf, memoryMibOf } from '../measure/cpu.js'
import { spreadOf } from '../measure/median.js'
import { type BenchOptions, type Measured, type Scenario, withoutFloor } from '../scenario.js'
import { withServers } from '../setting.js'
import { openStack } from '../stack.js'

const SETTLE_MS = 10_000
const WATCH_SECONDS = 30
const CPU_MS = 5
const MEMORY_MIB = 150
const EMBEDDED_MIB = 500

/** What each process uses while nobody asks anything. */
export const idle: Scenario = {
  name: 'idle',
  measure: async (options) => {
    const { say } = options
    const composed = await withServers(options, async (servers) => {
      const stack = await openStack(servers)
      const floor = await startFloor(servers, 'polyphon_profile', stack.facts.workspace)
      try {
        say('watching each process for half a minute')
        const watched = stack.composed.processes.map(({ service, pid }) => ({ name: service, pid: pid() ?? 0 }))
        return await watch([...watched, { name: 'floor', pid: floor.pid }])
      } finally {
        await floor.stop()
        await stack.close()
      }
    })
    const embedded = await watchEmbedded(say)
    const services = composed.filter(({ name }) => name !== 'floor')
    const floor = composed.find(({ name }) => name === 'floor') ?? { cpuMs: Number.NaN, mib: Number.NaN }
    return [
      cpuOf(services, floor.cpuMs),
      memoryOf(services, floor.mib),
      withoutFloor({
        name: 'idle-embedded',
        value: embedded.mib,
        unit: 'MiB',
        spread: spreadOf([embedded.mib]),
        target: `≤ ${EMBEDDED_MIB} MiB with PostgreSQL`,
        met: embedded.mib <= EMBEDDED_MIB,
        notes: [`${embedded.cpuMs.toFixed(1)} ms CPU a second, with PostgreSQL`],
      }),
    ]
  },
}

interface Watched {
  readonly name: string
  /** Processor time in a second, in milliseconds. */
  readonly cpuMs: number
  readonly mib: number
}

async function watch(
  processes: readonly { readonly name: string; readonly pid: number }[],
): Promise<readonly Watched[]> {
  await delay(SETTLE_MS)
  const before = processes.map(({ pid }) => cpuSecondsOf([pid]))
  await delay(WATCH_SECONDS * 1_000)
  return processes.map(({ name, pid }, index) => ({
    name,
    cpuMs: ((cpuSecondsOf([pid]) - (before[index] ?? 0)) / WATCH_SECONDS) * 1_000,
    mib: memoryMibOf([pid]),
  }))
}

async function watchEmbedded(say: BenchOptions['say']): Promise<Watched> {
  const stack = await openEmbedded()
  try {
    say('watching the embedded stack for half a minute')
    const [watched] = await watch([{ name: 'embedded', pid: stack.pid }])
    if (watched === undefined) throw new Error('Nothing was watched.')
    return watched
  } finally {
    await stack.close()
  }
}

function cpuOf(services: readonly Watched[], floor: number): Measured {
  const spread = spreadOf(services.map(({ cpuMs }) => cpuMs))
  return withoutFloor({
    name: 'idle',
    value: spread.most,
    unit: 'ms CPU/s',
    floor,
    target: `≤ ${CPU_MS} ms a second and process`,
    met: spread.most <= CPU_MS,
    spread,
    notes: services.map(({ name, cpuMs }) => `${name} ${cpuMs.toFixed(1)}`),
  })
}

function memoryOf(services: readonly Watched[], floor: number): Measured {
  const spread = spreadOf(services.map(({ mib }) => mib))
  return withoutFloor({
    name: 'idle-memory',
    value: spread.most,
    unit: 'MiB',
    floor,
    target: `≤ ${MEMORY_MIB} MiB a process`,
    met: spread.most <= MEMORY_MIB,
    spread,
    notes: services.map(({ name, mib }) => `${name} ${mib.toFixed(0)}`),
  })
}
