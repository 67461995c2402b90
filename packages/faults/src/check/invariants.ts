import { checkAnswers } from './answers.js'
import { checkDeliveries, checkPermission } from './deliveries.js'
import { checkStreams, checkWebhooks } from './doors.js'
import type { Evidence } from './evidence.js'
import type { Finding } from './finding.js'
import { checkDropped, checkRest } from './flow.js'
import { checkJourneys } from './journeys.js'
import { checkMemory, checkReads, checkRepeats } from './service.js'
import { checkTenants } from './tenants.js'
import { checkOrder, checkTimeline } from './timeline.js'
import { checkUsage } from './usage.js'

type Checker = (evidence: Evidence) => Promise<Finding>

// One function for each invariant, in the order of the table; what they mean stands at each.
const checkers: readonly Checker[] = [
  checkTimeline,
  checkOrder,
  checkJourneys,
  checkDeliveries,
  checkPermission,
  checkAnswers,
  checkDropped,
  checkRest,
  checkReads,
  checkMemory,
  checkTenants,
  checkRepeats,
  checkWebhooks,
  checkStreams,
  checkUsage,
]

/** Runs all checkers; those that found nothing have nothing in their lists. */
export async function checkInvariants(evidence: Evidence): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const checker of checkers) findings.push(await checker(evidence))
  return findings
}

export const isRed = ({ lost, doubled, disordered, examples }: Finding): boolean =>
  lost + doubled + disordered + examples.length > 0
