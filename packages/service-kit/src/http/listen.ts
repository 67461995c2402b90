import type { FastifyInstance } from 'fastify'
import { type SettingFault, SettingsError } from '../settings/load-settings.js'

const FAULTS: Readonly<Record<string, (setting: string) => SettingFault>> = {
  EADDRINUSE: (name) => ({ name, detail: 'is taken by another process' }),
  EACCES: (name) => ({ name, detail: 'may not be listened on by this user' }),
  EADDRNOTAVAIL: () => ({ name: 'HOST', detail: 'is no address of this machine' }),
  ENOTFOUND: () => ({ name: 'HOST', detail: 'is no address of this machine' }),
}

export interface Listening {
  /** The setting that names the port. */
  readonly setting: 'PORT' | 'OPS_PORT'
  readonly port: number
  readonly host: string
}

/** Opens the port; answers the URL. A port or host that cannot be had is a SettingsError with the system's as its cause. */
export async function listen(app: FastifyInstance, { setting, port, host }: Listening): Promise<string> {
  try {
    return await app.listen({ port, host })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const fault = FAULTS[code]?.(setting)
    throw fault === undefined ? error : new SettingsError([fault], { cause: error })
  }
}

const SWEEP_MS = 50
const LONGEST_MS = 10_000

/**
 * Stops listening and waits for what is being answered, ten seconds at most: once a server closes, nobody else ends a
 * request that is never sent to its end. A connection that was answering when the server began to close becomes idle
 * afterwards, and would be waited for until its keep-alive ends.
 */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), SWEEP_MS)
  const deadline = setTimeout(() => app.server.closeAllConnections(), LONGEST_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
    clearTimeout(deadline)
  }
}
