import { readdirSync, readFileSync } from 'node:fs'
import { spreadOf } from './median.js'

/** Processor time that groups of processes have used, in seconds since each of them began. */
export interface Cpu {
  readonly node: number
  readonly postgres: number
  readonly kafka: number
}

/** Microseconds of processor time for one event. */
export type CpuMicros = Cpu

// Linux counts in ticks of a hundredth of a second, whatever the machine's own clock does.
const TICKS_A_SECOND = 100
// Fields of /proc/PID/stat behind the name: the parent, and the time of the process and of its children that have ended.
const PARENT = 1
const TIMES = [11, 12, 13, 14] as const

/** Seconds used by these processes and everything that they have started. */
export function cpuSecondsOf(roots: readonly number[]): number {
  const ticks = treeOf(roots).flatMap(({ fields }) => TIMES.map((field) => Number(fields[field])))
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_A_SECOND
}

/** Memory of these processes and everything that they have started, in MiB; what several share is counted once. */
export function memoryMibOf(roots: readonly number[]): number {
  return treeOf(roots).reduce((sum, { pid }) => {
    const kib = /^Pss:\s+(\d+)/m.exec(readProc(pid, 'smaps_rollup') ?? '')?.[1]
    return sum + Number(kib ?? 0) / 1024
  }, 0)
}

export function perEvent(before: Cpu, after: Cpu, events: number): CpuMicros {
  const micros = (name: keyof Cpu): number => (events === 0 ? 0 : ((after[name] - before[name]) / events) * 1e6)
  return { node: micros('node'), postgres: micros('postgres'), kafka: micros('kafka') }
}

/** The middle of several rounds, group by group. */
export function middleOf(rounds: readonly CpuMicros[]): CpuMicros {
  const middle = (name: keyof Cpu): number => spreadOf(rounds.map((cpu) => cpu[name])).median
  return { node: middle('node'), postgres: middle('postgres'), kafka: middle('kafka') }
}

interface Process {
  readonly pid: number
  readonly fields: readonly string[]
}

function treeOf(roots: readonly number[]): readonly Process[] {
  const all = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const text = /^\d+$/.test(name) ? readProc(Number(name), 'stat') : null
    // The name stands in brackets and may hold anything, so what is wanted begins behind the last one.
    if (text !== null)
      all.set(Number(name), { pid: Number(name), fields: text.slice(text.lastIndexOf(')') + 2).split(' ') })
  }
  const wanted = new Set(roots)
  const belongs = (pid: number): boolean => {
    for (let at = pid; at > 1; at = Number(all.get(at)?.fields[PARENT] ?? 0)) if (wanted.has(at)) return true
    return false
  }
  return [...all.values()].filter(({ pid }) => belongs(pid))
}

/** Null for a process that has ended meanwhile. */
function readProc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}
