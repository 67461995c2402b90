import type { Logger } from 'pino'
import type { WorkspaceDirectory } from '../auth/directory.js'
import type { Blobs } from '../blobs/blobs.js'
import type { Copies } from '../copies/progress.js'
import type { Database } from '../db/database.js'
import type { Counters } from '../limits/counters.js'
import type { EventLog } from '../log/log.js'
import type { Outside } from '../outside/outside.js'
import type { PersonalData } from '../personal/declaration.js'
import type { Recent } from '../recent/recent.js'
import type { Keyring } from '../secrets/keyring.js'
import type { Metrics } from '../telemetry/metrics.js'
import type { Outages } from '../telemetry/outages.js'
import type { Tracing } from '../telemetry/tracing.js'
import type { ServiceName } from '../values/service-name.js'

/** What every route, consumer and timer of a service is given. Small on purpose: a new entry is a decision for all services. */
export interface Deps<Settings = unknown, Tools = unknown> {
  readonly service: ServiceName
  readonly db: Database
  readonly log: EventLog
  readonly counters: Counters
  readonly workspaces: WorkspaceDirectory
  readonly copies: Copies
  /** What this service says of its tables: who is in them, and what becomes of that. */
  readonly personal: PersonalData
  /** What this service has published lately, for whoever listens. */
  readonly recent: Recent
  readonly metrics: Metrics
  readonly logger: Logger
  /** Told of what does not work at the moment, instead of a line each time. */
  readonly outages: Outages
  /** Calls addresses that users name: the only way there. */
  readonly outside: Outside
  /** Records what is done, for who follows it through the services. */
  readonly tracing: Tracing
  /** Keeps files that are worked on; null without `BLOB_STORE`. */
  readonly blobs: Blobs | null
  /** Seals secrets at rest; null without `SECRETS_KEYS`. */
  readonly keyring: Keyring | null
  readonly settings: Settings
  /** What only this service has: providers, batchers, renderers. */
  readonly tools: Tools
  now(): Date
  newId(): string
}
