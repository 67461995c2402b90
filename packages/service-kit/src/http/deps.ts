import type { Logger } from 'pino'
import type { WorkspaceDirectory } from '../auth/directory.js'
import type { Copies } from '../copies/progress.js'
import type { Database } from '../db/database.js'
import type { Counters } from '../limits/counters.js'
import type { EventLog } from '../log/log.js'
import type { PersonalData } from '../personal/declaration.js'
import type { Metrics } from '../telemetry/metrics.js'

/** What every route, consumer and timer of a service is given. Small on purpose: a new entry is a decision for all services. */
export interface Deps<Settings = unknown, Tools = unknown> {
  readonly service: string
  readonly db: Database
  readonly log: EventLog
  readonly counters: Counters
  readonly workspaces: WorkspaceDirectory
  readonly copies: Copies
  /** What this service says of its tables: who is in them, and what becomes of that. */
  readonly personal: PersonalData
  readonly metrics: Metrics
  readonly logger: Logger
  readonly settings: Settings
  /** What only this service has: providers, batchers, renderers. */
  readonly tools: Tools
  now(): Date
  newId(): string
}
