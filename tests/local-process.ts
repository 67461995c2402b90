import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePortBase } from '@polyphon/toolchain'

export interface LocalFacts {
  readonly workspace: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly adminToken: string
  readonly services: Readonly<Record<'profile' | 'journey' | 'messaging' | 'feedback' | 'analytics', string>>
  readonly mailFolder: string
}

/**
 * A program of the local stack in a process of its own, as `npm start` and `npm run demo` run it: as it was built in
 * `npm test`, from source otherwise.
 */
export interface LocalProcess {
  readonly child: ChildProcess
  output(): string
  /** Resolves when the output holds the text; rejects if the process ends before. */
  untilPrinted(text: string, timeoutMs?: number): Promise<void>
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
}

export interface LocalHome {
  readonly env: Readonly<Record<string, string>>
  facts(): LocalFacts
  run(
    program: 'main.ts' | 'demo/main.ts',
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): LocalProcess
  remove(): void
}

/** What Node.js is given to run a program of a package or service: the built one in `npm test`, which is sooner there. */
export function wordsFor(project: string, program: string): readonly string[] {
  const folder = join(import.meta.dirname, '..', project)
  return process.env['POLYPHON_TEST_BUILT'] === undefined
    ? ['--conditions=@polyphon/source', '--import', 'tsx', join(folder, 'src', program)]
    : ['--enable-source-maps', join(folder, 'dist', program.replace(/\.ts$/, '.js'))]
}

/** A folder of its own for everything that a local stack keeps, and ports that nobody uses. */
export async function makeHome(where = tmpdir()): Promise<LocalHome> {
  const folder = mkdtempSync(join(where, 'polyphon-home-'))
  const { DATABASE_URL: _database, KAFKA_BROKERS: _kafka, REDIS_URL: _redis, ...inherited } = process.env
  const env = { POLYPHON_HOME: folder, POLYPHON_PORT_BASE: String(await freePortBase()) }
  return {
    env,
    facts: () => JSON.parse(readFileSync(join(folder, 'local.json'), 'utf8')),
    run: (program, args = [], more = {}) => watch(program, args, { ...inherited, ...env, ...more }),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }),
  }
}

function watch(program: string, args: readonly string[], env: NodeJS.ProcessEnv): LocalProcess {
  const child = spawn(process.execPath, [...wordsFor('packages/local-stack', program), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  const append = (chunk: Buffer): void => {
    text += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', append)
  child.stderr.on('data', append)
  const ended = new Promise<number | NodeJS.Signals>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? -1)),
  )
  return {
    child,
    ended,
    output: () => text,
    untilPrinted: (wanted, timeoutMs = 120_000) =>
      new Promise((resolve, reject) => {
        const fail = (why: string): void => reject(new Error(`${why} before it said "${wanted}":\n${text}`))
        const timer = setTimeout(() => fail(`${timeoutMs} ms went by`), timeoutMs)
        const check = (): void => {
          if (!text.includes(wanted)) return
          clearTimeout(timer)
          listeners.delete(check)
          resolve()
        }
        listeners.add(check)
        void ended.then((how) => {
          clearTimeout(timer)
          fail(`It ended (${how})`)
        })
        check()
      }),
  }
}
