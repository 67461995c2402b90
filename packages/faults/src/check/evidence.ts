import type { Cluster } from '../cluster.js'
import type { Doors } from '../doors/doors.js'
import type { Expectations } from '../fault.js'
import type { TakenMail } from '../ledger.js'
import type { Acked } from '../load/load.js'
import type { Tenant } from '../load/tenant.js'
import type { PlainRecord } from './topics.js'

/** Everything that a checker may look at: databases and records, never code of a service. */
export interface Evidence {
  readonly cluster: Cluster
  readonly tenants: readonly Tenant[]
  readonly acked: Acked
  /** What stands in Kafka since the run began. */
  readonly records: readonly PlainRecord[]
  /** What the mail server has taken since the run began. */
  readonly mails: readonly TakenMail[]
  /** When each withdrawal of permission was acknowledged, by profile, in milliseconds since 1970. */
  readonly withdrawn: ReadonlyMap<string, number>
  /** What was posted and streamed since the run began. */
  readonly doors: Doors
  readonly expect: Expectations
  readonly deadLetters: number
  /** What was still on its way when the time was over. */
  readonly left: readonly string[]
}
