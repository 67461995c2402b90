import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openHome } from '@polyphon/local-stack'
import { eventually } from '@polyphon/testkit'
import { endProcess, freePortBase, spawnServer } from '@polyphon/toolchain'
import { type ApiAccess, openAccess } from './access.js'

// The same depth in `src` and `dist`.
const program = join(import.meta.dirname, '../../local-stack/dist/main.js')
const LONGEST_START_MS = 120_000

/** What `npm start` runs: everything in one process, with the PostgreSQL that npm brought along. */
export interface EmbeddedStack extends ApiAccess {
  readonly pid: number
  /** From the command until it is ready. */
  readonly readyMs: number
  close(): Promise<void>
}

/** In a folder of its own, unless one is given that outlives it. */
export async function openEmbedded(given?: string): Promise<EmbeddedStack> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'polyphon-embedded-'))
  const base = await freePortBase()
  const env = { POLYPHON_HOME: folder, POLYPHON_PORT_BASE: String(base), RATE_LIMIT_PER_MINUTE: '100000000' }
  const logFile = join(folder, `start-${base}.log`)
  const startedAt = performance.now()
  const child = spawnServer({ command: process.execPath, args: [program], env, logFile })
  await eventually(() => requireReady(logFile), { timeoutMs: LONGEST_START_MS })
  const readyMs = performance.now() - startedAt
  const facts = openHome(env, folder).readFacts()
  if (facts === null) throw new Error('The stack is ready and has written nothing about itself.')
  return {
    ...openAccess(facts),
    pid: child.pid ?? 0,
    readyMs,
    close: async () => {
      await endProcess(child, ['SIGTERM', 'SIGKILL'], 40_000)
      if (given === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

function requireReady(logFile: string): void {
  const text = readFileSync(logFile, 'utf8')
  if (!text.includes('Polyphon is ready')) throw new Error(`Not ready after two minutes:\n${text}`)
}
