import type { CpuMicros } from './measure/cpu.js'
import type { Spread } from './measure/median.js'

/** One line of the table. */
export interface Measured {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the floor reached in the same run, in the same unit; null where there is none. */
  readonly floor: number | null
  /** `value` by `floor`: the middle of the rounds, each measured side by side. */
  readonly ratio: number | null
  /** What is aimed at, in words. */
  readonly target: string
  /** Whether it was reached; null where nothing is aimed at. */
  readonly met: boolean | null
  readonly cpuMicros: CpuMicros | null
  /** How far the rounds lay apart: of the ratio, or of the value where there is no floor. */
  readonly spread: Spread
  /** What else was seen, for the reader. */
  readonly notes: readonly string[]
  /** What an event costs in microseconds, by how much there is of something. */
  readonly curve?: readonly { readonly size: number; readonly micros: number }[]
}

/** A line of what is measured beside no floor, with nothing aimed at; what else is to be said of it replaces that. */
export const withoutFloor = (
  line: Pick<Measured, 'name' | 'value' | 'unit' | 'spread' | 'notes'> & Partial<Measured>,
): Measured => ({ floor: null, ratio: null, target: '–', met: null, cpuMicros: null, ...line })

/** How things are measured. */
export interface BenchOptions {
  readonly rounds: number
  readonly seconds: number
  /** Where profiles of what is measured go; null where none are wanted, as they cost time. */
  readonly profiles: string | null
  say(text: string): void
}

export interface Scenario {
  readonly name: string
  measure(options: BenchOptions): Promise<readonly Measured[]>
}
