import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@polyphon/testkit'
import { freePort } from '@polyphon/toolchain'

/** A server that speaks S3, from PyPI. `.ci/run` installs the same version into the same folder. */
const VERSION = '5.2.5'
const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'polyphon', `moto-${VERSION}`)
const program = join(folder, 'bin', 'moto_server')

export const HOW_TO_GET_MOTO = `SKIPPED, needs moto: python3 -m venv ${folder} && ${folder}/bin/pip install 'moto[server]==${VERSION}'`

/** Whether it is here. */
export const hasMoto = existsSync(program)

export interface Moto {
  readonly endpoint: string
  /** Ends it at once, and answers nothing any more. */
  stop(): Promise<void>
}

/** Starts it on a port of its own, or on one that it had before. */
export async function startMoto(port?: number): Promise<Moto & { readonly port: number }> {
  const taken = port ?? (await freePort())
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(taken)], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const endpoint = `http://127.0.0.1:${taken}`
  await eventually(async () => {
    await (await fetch(`${endpoint}/moto-api/data.json`)).body?.cancel()
  })
  return {
    port: taken,
    endpoint,
    stop: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
