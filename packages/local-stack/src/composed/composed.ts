import type { ServiceDatabase } from '@polyphon/service-kit/runtime'
import { freePort } from '@polyphon/toolchain'
import { services } from '../definitions.js'
import type { Home } from '../home.js'
import { basePathOf, databaseOf, type Env, makeGiven, portBaseOf, requireServers, settingsOf } from '../surroundings.js'
import { openBalancer } from './balancer.js'
import { openServiceProcess, type ServiceProcess, type ServiceProcessOptions } from './service-process.js'

/** How one process is started differently from the others. */
export type Launch = Pick<ServiceProcessOptions, 'before' | 'nodeArguments'> & { readonly env?: Env }

export interface ComposedOptions {
  /** Names the servers: `DATABASE_URL` (may make databases and roles), `KAFKA_BROKERS`, perhaps `REDIS_URL`. */
  readonly env: Env
  readonly home: Home
  /** Processes of a service; one where nothing is said. */
  readonly replicas?: Readonly<Record<string, number>>
  /** Only these services; all of them where nothing is said. */
  readonly only?: readonly string[]
  /** Called with the settings that the process would have. */
  readonly launch?: (service: string, replica: number, settings: Env) => Launch
  readonly progress: (text: string) => void
  /** Called when a process ends that nobody stopped. */
  readonly onExit: (process: ServiceProcess, how: string) => void
}

export interface ComposedStack {
  /** One address a service, however many processes stand behind it. */
  readonly urls: Readonly<Record<string, string>>
  readonly adminToken: string
  readonly databases: ReadonlyMap<string, ServiceDatabase>
  readonly processes: readonly ServiceProcess[]
  close(): Promise<void>
}

const TWO_OF_SOME: Readonly<Record<string, number>> = { profile: 2, messaging: 2 }

/** Starts every service as processes of their own over servers that are there, as an operator would run them. */
export async function startComposed(options: ComposedOptions): Promise<ComposedStack> {
  const { env, home, replicas = TWO_OF_SOME } = options
  const wanted = services.map(({ name }) => name).filter((name) => options.only?.includes(name) ?? true)
  for (const name of ['DATABASE_URL', 'KAFKA_BROKERS']) {
    if (!env[name]) throw new Error(`${name}: separate processes need it.`)
  }
  await requireServers(env)
  options.progress('preparing databases')
  const databases = await makeGiven(env['DATABASE_URL'] ?? '', home)
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const step of closers.splice(0).toReversed()) await step()
  }
  const urls: Record<string, string> = {}
  const processes: ServiceProcess[] = []
  try {
    options.progress(`starting ${wanted.join(', ')}`)
    for (const name of wanted) {
      const port = portBaseOf(env) + 1 + services.findIndex((service) => service.name === name)
      const count = replicas[name] ?? 1
      const replicaEnv = await openReplicas(options, databaseOf(databases, `polyphon_${name}`), { name, port, count })
      processes.push(...replicaEnv)
      urls[name] = `http://127.0.0.1:${port}${basePathOf(env, name)}`
      if (count === 1) continue
      const balancer = await openBalancer(port, replicaEnv)
      closers.push(() => balancer.close())
    }
    closers.push(async () => void (await Promise.all(processes.map((process) => process.stop()))))
    await Promise.all(processes.map((process) => process.start()))
    return { urls, adminToken: home.secrets().adminToken, databases, processes, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openReplicas(
  { env, home, launch, onExit }: ComposedOptions,
  database: ServiceDatabase,
  { name, port, count }: { readonly name: string; readonly port: number; readonly count: number },
): Promise<readonly ServiceProcess[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, replica) => {
      const given = settingsOf(env, home, { ...database, name, port: count === 1 ? port : await freePort() })
      const ordinary = { ...given, ...(basePathOf(env, name) === '' ? { PUBLIC_URL: `http://127.0.0.1:${port}` } : {}) }
      const { env: replicaEnv = {}, ...words } = launch?.(name, replica, ordinary) ?? {}
      const settings: Env = { ...ordinary, ...replicaEnv }
      const process = openServiceProcess({
        service: name,
        env: Object.fromEntries(Object.entries(settings).flatMap(([key, value]) => (value ? [[key, value]] : []))),
        logFile: home.path('logs', `${name}-${replica}.log`),
        onExit: (how) => onExit(process, how),
        ...words,
      })
      return process
    }),
  )
}
