import type { Cluster } from '../cluster.js'
import type { Expectations } from '../fault.js'
import type { Acked } from '../load/load.js'
import type { Tenant } from '../load/tenant.js'
import { checkAnswers } from './answers.js'
import { checkDeliveries, checkPermission } from './deliveries.js'
import type { Finding } from './finding.js'
import { checkFlow } from './flow.js'
import { checkJourneys } from './journeys.js'
import { checkMemory, checkReads, checkRepeats } from './service.js'
import { checkTenants } from './tenants.js'
import { checkOrder, checkTimeline } from './timeline.js'
import type { PlainRecord } from './topics.js'

/** Everything that a checker may look at: databases and records, never code of a service. */
export interface Evidence {
  readonly cluster: Cluster
  readonly tenants: readonly Tenant[]
  readonly acked: Acked
  /** What stands in Kafka since the run began. */
  readonly records: readonly PlainRecord[]
  /** When each withdrawal of permission was acknowledged, by profile, in milliseconds since 1970. */
  readonly withdrawn: ReadonlyMap<string, number>
  readonly expect: Expectations
  readonly deadLetters: number
  /** What was still on its way when the time was over. */
  readonly left: readonly string[]
  readonly recoverySeconds: number
}

type Checker = (evidence: Evidence) => Promise<Finding>

// One function for each invariant, in the order of the table; what they mean stands at each.
const checkers: readonly Checker[] = [
  checkTimeline,
  checkOrder,
  checkJourneys,
  checkDeliveries,
  checkPermission,
  checkAnswers,
  checkFlow.nothingDropped,
  checkFlow.drained,
  checkReads,
  checkMemory,
  checkTenants,
  checkRepeats,
]

/** Runs all checkers; those that found nothing have nothing in their lists. */
export async function checkInvariants(evidence: Evidence): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const checker of checkers) findings.push(await checker(evidence))
  return findings
}

export const isRed = ({ lost, doubled, disordered, examples }: Finding): boolean =>
  lost + doubled + disordered + examples.length > 0
