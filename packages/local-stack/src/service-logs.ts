import { type LogFailure, openLogFile, openLogger } from '@polyphon/service-kit/runtime'
import type { Home } from './home.js'
import type { Env } from './surroundings.js'

export interface ServiceLogs {
  /** Opens the log of a service, in files of its own. */
  open(name: string): Promise<ReturnType<typeof openLogger>>
  /** Writes out what is still in memory. */
  flush(): void
}

/** A folder for each service, with as many files of such a size as the environment says. */
export function openServiceLogs({
  env,
  home,
  say,
}: {
  env: Env
  home: Home
  say: (text: string) => void
}): ServiceLogs {
  const size = {
    megabytes: numberOf(env, 'POLYPHON_LOG_MB', 10),
    files: numberOf(env, 'POLYPHON_LOG_FILES', 5),
  }
  const failure = sayOnce(say)
  const flushes: (() => void)[] = []
  return {
    open: async (name) => {
      const file = await openLogFile({ folder: home.path('logs', name), name }, size, failure)
      flushes.push(() => file.flush())
      return openLogger(name, env['LOG_LEVEL'] || 'info', file.stream)
    },
    flush: () => {
      for (const flush of flushes) flush()
    },
  }
}

/** A full disk is felt by all of them, and is said once. */
function sayOnce(say: (text: string) => void): LogFailure {
  let failing = 0
  let lost = 0
  return {
    failed: (error) => {
      if (failing === 0) say(`the log cannot be written (${error.message}); the newest lines are kept for later`)
      failing += 1
    },
    mended: (count) => {
      failing -= 1
      lost += count
      if (failing > 0) return
      say(`the log is written again${lost === 0 ? '' : `; ${lost} lines are missing in it`}`)
      lost = 0
    },
  }
}

const MOST = 10_000

function numberOf(env: Env, name: string, fallback: number): number {
  const number = Number(env[name] || fallback)
  if (Number.isInteger(number) && number >= 1 && number <= MOST) return number
  throw new Error(`${name} must be a whole number from 1 to ${MOST}.`)
}
