import { readFileSync } from 'node:fs'
import type { ServiceProcess } from '@polyphon/local-stack'

/** The most memory, in MiB, that any process of a service has held so far, those that were killed included. */
export interface MemoryWatch {
  readonly peaks: ReadonlyMap<string, number>
  stop(): void
}

const EVERY_MS = 500

export function watchMemory(processes: readonly ServiceProcess[]): MemoryWatch {
  const peaks = new Map<string, number>()
  const look = (): void => {
    for (const process of processes) {
      const mib = peakMib(process.pid())
      if (mib > (peaks.get(process.service) ?? 0)) peaks.set(process.service, mib)
    }
  }
  const timer = setInterval(look, EVERY_MS)
  timer.unref()
  return { peaks, stop: () => clearInterval(timer) }
}

/** The most that a process has held, where the system reports it (Linux); 0 for one that is gone. */
function peakMib(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
