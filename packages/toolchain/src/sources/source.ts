import { type Engine, type Environment, isEngineNamed, openEngine } from './containers.js'
import { type NativeOptions, type RunningServer, type ServerName, startNative } from './native.js'

export interface SourceOptions extends NativeOptions {
  /** `POLYPHON_SERVERS`, `native` or `docker`, forces one; `DOCKER_HOST` names an engine. */
  readonly env: Environment
  /** Gets a line where servers come from elsewhere than one might expect. */
  readonly say: (text: string) => void
  /** How long a container may take, with the pulling of its image. */
  readonly patienceMs?: number
}

type Source = (name: ServerName) => Promise<RunningServer>

/**
 * Answers with what starts servers: as containers where a Docker engine answers, natively where there is none or where it
 * cannot bring the image. A cluster of Kafka is always native.
 */
export function openSource(options: SourceOptions): Source {
  const { env, brokers = 1, say, patienceMs = 120_000 } = options
  const forced = readForced(env)
  const native: Source = (name) => startNative(name, options)
  if (forced === 'native' || (forced === undefined && !isEngineNamed(env))) return native
  // Asked once, and only when the first server is wanted.
  let engine: Promise<Engine | undefined> | undefined
  const findEngine = () =>
    openEngine().catch((error: unknown) => {
      if (forced === 'docker') throw new Error(`POLYPHON_SERVERS=docker: ${reasonOf(error)}`, { cause: error })
      say(`${reasonOf(error)}: native servers`)
      return undefined
    })
  return async (name) => {
    if (name === 'Kafka' && brokers > 1) {
      if (forced === 'docker') throw new Error('POLYPHON_SERVERS=docker: a cluster of Kafka runs natively only')
      say('a cluster of Kafka is always native')
      return native(name)
    }
    engine ??= findEngine()
    const found = await engine
    if (found === undefined) return native(name)
    return found.start(name, patienceMs).catch((error: unknown) => {
      if (forced === 'docker') throw new Error(`${name}: no container: ${reasonOf(error)}`, { cause: error })
      say(`${name}: no container (${reasonOf(error)}): a native one`)
      return native(name)
    })
  }
}

function readForced(env: Environment): 'native' | 'docker' | undefined {
  const value = env['POLYPHON_SERVERS']
  if (value === 'native' || value === 'docker') return value
  if (value) throw new Error('POLYPHON_SERVERS must be native or docker.')
  return undefined
}

/** The first line of what went wrong: what an engine says can be long. */
function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().split('\n')[0] ?? ''
}
