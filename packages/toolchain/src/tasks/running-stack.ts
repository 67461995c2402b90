import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePortBase } from '../servers/free-port.js'
import { root } from './commands.js'

/** Where a service answers, and a secret key of a workspace there. */
export interface Service {
  readonly url: string
  readonly key: string
}

export interface RunningStack {
  service(name: string): Service
  close(): Promise<void>
}

const LONGEST_START_MS = 120_000

/** Starts all services as `npm start` does, in a home of their own. */
export async function startStack(): Promise<RunningStack> {
  const home = mkdtempSync(join(tmpdir(), 'polyphon-stack-'))
  const env = { ...process.env, POLYPHON_HOME: home, POLYPHON_PORT_BASE: String(await freePortBase()) }
  const child = spawn(process.execPath, [join(root, 'packages/local-stack/dist/main.js')], { env, stdio: 'ignore' })
  const close = async (): Promise<void> => {
    await ended(child)
    rmSync(home, { recursive: true, force: true, maxRetries: 10 })
  }
  const facts = join(home, 'local.json')
  for (const until = Date.now() + LONGEST_START_MS; !existsSync(facts); ) {
    if (child.exitCode !== null || Date.now() > until) {
      await close()
      throw new Error('The services did not start.')
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the stack, in the form of its LocalFacts
  const { services, secretKey } = JSON.parse(readFileSync(facts, 'utf8')) as {
    readonly services: Readonly<Record<string, string>>
    readonly secretKey: string
  }
  return { service: (name) => ({ url: services[name] ?? '', key: secretKey }), close }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
