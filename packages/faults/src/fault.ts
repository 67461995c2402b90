import type { Cluster, ClusterOptions } from './cluster.js'
import type { Doors } from './doors/doors.js'
import type { Load, LoadOptions } from './load/load.js'
import type { Tenant } from './load/tenant.js'
import type { Random } from './random.js'

/** One run of one fault: what it may use, and where it says what happened. */
export interface FaultRun {
  readonly seed: number
  /** A run in which what only takes long fails nothing, so that nobody has to wait for it. */
  readonly isBrief: boolean
  readonly random: Random
  readonly cluster: Cluster
  /** One that sends by SMTP and one that sends into the folder. */
  readonly tenants: readonly Tenant[]
  readonly load: Load
  /** Who follows from outside what is published. */
  readonly doors: Doors
  /** Has what stands in Kafka by now kept for the checkers; before a fault deletes some of it. */
  remember(): Promise<void>
  /** Counts a process or server that was killed. */
  killed(): void
  /** Something the fault wants to have seen at least once in a while; `times` may be 0, which is not seen. */
  saw(what: string, times?: number): void
  /** When each withdrawal of permission was acknowledged, by profile, in milliseconds since 1970. */
  readonly withdrawn: Map<string, number>
  /** How many records of these workspaces must have been put aside, by all groups together; a fault raises it. */
  readonly expected: { deadLetters: number }
  /** Something took longer than it may; only a machine of its own can be blamed for that. */
  late(what: string): void
  /** A finding of the fault itself, beside the invariants: it makes the run red. */
  wrong(what: string): void
}

/** What a fault expects beside the invariants that always hold. */
export interface Expectations {
  /** Reads may fail while this fault lasts (PostgreSQL is away). */
  readonly readsMayFail?: boolean
  /** Whose processes end in the middle of answering: of all services, or only of those that have a single one. */
  readonly mayBreak?: 'all' | 'singles'
  /** Longest time until everything is applied again, in seconds; 20 where nothing is said. */
  readonly recoverySeconds?: number
}

export interface Fault {
  /** As in the table of docs/reliability.md; variants have a letter: `4b`. */
  readonly name: string
  readonly title: string
  /** A cluster of its own; the ordinary one is shared. */
  readonly cluster?: () => ClusterOptions | Promise<ClusterOptions>
  /** Its cluster is of no use to another run. */
  readonly spoilsCluster?: true
  /** Why it cannot run here, or null. */
  readonly missing?: () => string | null
  readonly load?: (random: Random) => Partial<Pick<LoadOptions, 'pauseMs' | 'duplicates' | 'shiftMs'>>
  readonly expect?: Expectations
  /** What this fault wants to see in one of its seeds. */
  readonly sometimes?: readonly string[]
  /** Does the harm while the load runs, and heals it before it returns. */
  inject(run: FaultRun): Promise<void>
  /** After everything is applied again. */
  check?(run: FaultRun): Promise<void>
}
