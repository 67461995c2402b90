import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'

/** How a server is run as a child of this process. */
export interface ServerCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly logFile: string
  readonly user?: { readonly uid: number; readonly gid: number }
}

const largestLog = 10_000_000
// Ten times what the slowest server takes; a machine that does much else at the same time needs it.
const longestStartMs = 120_000
let helpers: Map<string, boolean> | undefined

/** Says whether a small helper of util-linux can be run here; asked once per process and helper. */
export function canRun(command: string, args: readonly string[]): boolean {
  helpers ??= new Map()
  const key = [command, ...args].join(' ')
  const known = helpers.get(key)
  if (known !== undefined) return known
  const works = spawnSync(command, [...args], { stdio: 'ignore' }).status === 0
  helpers.set(key, works)
  return works
}

/**
 * The words before a command that make the kernel send it a signal when this process is gone, however it ended.
 * Empty where the system has no setpriv (macOS): there a killed run leaves its servers behind.
 */
export function endingWithParent(signal: 'INT' | 'TERM' | 'KILL'): readonly string[] {
  return canRun('setpriv', ['--pdeathsig', signal, 'true']) ? ['setpriv', '--pdeathsig', signal] : []
}

/** Starts a server in a process group of its own: a Ctrl-C of the terminal reaches us first, and we stop it in order. */
export function spawnServer(server: ServerCommand): ChildProcess {
  const log = openSync(server.logFile, isTooLarge(server.logFile) ? 'w' : 'a', 0o600)
  try {
    const child = spawn(server.command, [...server.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...server.env },
      ...server.user,
    })
    // Without a listener a command that cannot be started would end the process; `exitOf` reports it.
    child.on('error', () => undefined)
    return child
  } finally {
    closeSync(log)
  }
}

/** Resolves when the child has ended or could not be started. */
export function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
  })
}

/** Asks until the answer is yes; false when the time is over. */
export async function pollUntil(timeoutMs: number, isDone: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = Date.now() + timeoutMs
  while (Date.now() < end) {
    if (await isDone()) return true
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return isDone()
}

/** Waits until a server that was just started is ready, and explains with its log if it is not. */
export async function untilReady(child: ChildProcess, server: ServerCommand, isReady: () => Promise<boolean>) {
  let ready = false
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  await pollUntil(longestStartMs, async () => {
    ready = !hasEnded() && (await isReady())
    return ready || hasEnded()
  })
  if (ready) return
  const how = hasEnded() ? 'ended at its start' : `was not ready within ${longestStartMs / 1000} s`
  await endProcess(child, ['SIGKILL'])
  throw new Error(`${server.command} ${how}. The end of ${server.logFile}:\n${lastLines(server.logFile)}`)
}

/**
 * Sends the signals one after the other, the next one when the former has not helped in time. Answers the one that was
 * sent last; null if it had ended before.
 */
export async function endProcess(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  patienceMs = 10_000,
): Promise<NodeJS.Signals | null> {
  let ended = child.exitCode !== null || child.signalCode !== null || child.pid === undefined
  void exitOf(child).then(() => {
    ended = true
  })
  let last: NodeJS.Signals | null = null
  for (const signal of signals) {
    if (ended) break
    last = signal
    child.kill(signal)
    await pollUntil(patienceMs, () => ended)
  }
  return last
}

function lastLines(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return '(no log)'
  }
}

function isTooLarge(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog
}
