import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { runCli } from '@polyphon/cli'

export interface CliRun {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly folder?: string
  readonly input?: string
  readonly signal?: AbortSignal
  /** Told everything that is printed, while it is. */
  readonly onOut?: (out: string) => void
  readonly onErr?: (err: string) => void
}

/** A command that goes on until it is stopped. */
export interface GoingOn {
  /** What it has printed so far. */
  out(): string
  err(): string
  /** Stops it as Ctrl-C does. */
  stop(): Promise<CliRun>
}

/** Starts `polyphon` with these words. */
export function startPolyphon(
  words: readonly string[],
  options: Omit<CliOptions, 'signal' | 'onOut' | 'onErr'>,
): GoingOn {
  const ending = new AbortController()
  const printed = { out: '', err: '' }
  const run = polyphon(words, {
    ...options,
    signal: ending.signal,
    onOut: (out) => void (printed.out = out),
    onErr: (err) => void (printed.err = err),
  })
  return {
    out: () => printed.out,
    err: () => printed.err,
    stop: () => {
      ending.abort()
      return run
    },
  }
}

/** Runs `polyphon` with these words, in this process. */
export async function polyphon(words: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { env = {}, folder = '/', input = '', signal = new AbortController().signal, onOut, onErr } = options
  let [out, err] = ['', '']
  const code = await runCli(words, {
    env,
    folder,
    homeFolder: folder,
    stdin: input === '' ? new PassThrough().end() : Readable.from([input]),
    out: (text) => {
      out += text
      onOut?.(out)
    },
    err: (text) => {
      err += text
      onErr?.(err)
    },
    signal,
    now: () => new Date(),
    newId: () => crypto.randomUUID(),
  })
  return { code, out, err }
}

/** The program as somebody calls it, in a process of its own. */
export const program = join(import.meta.dirname, '../../packages/cli/bin/polyphon.mjs')

/** The longest that building may take where nothing is built yet; `npm test` has built everything before. */
export const BUILD_WITHIN_MS = 300_000

/** Lets the program build itself, so that what comes after is quick. */
export function buildProgram(): void {
  const { status, stderr } = spawnSync(process.execPath, [program, '--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`polyphon does not start: ${stderr}`)
}
