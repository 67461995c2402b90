import { REPLICATED } from '../cluster.js'
import type { Evidence } from './evidence.js'
import { type Finding, openFindings } from './finding.js'

const MOST_MIB = 350

/** I9: reads are answered, also while Kafka or Redis is down, and nothing ever answers 500. Status 0 is no answer. */
export async function checkReads({ acked, expect }: Evidence): Promise<Finding> {
  const findings = openFindings('I9')
  for (const [kind, counts] of acked.statuses) {
    const [service = '', access = ''] = kind.split(' ')
    const mayBreak = expect.mayBreak === 'all' || (expect.mayBreak === 'singles' && !REPLICATED.has(service))
    const mayFail = mayBreak || access === 'write' || expect.readsMayFail === true
    for (const [status, count] of counts) {
      if (isAllowed(status, mayBreak, mayFail)) continue
      findings.broken(`${count} times ${status === 0 ? 'no answer' : status} for ${kind}`)
    }
  }
  return findings.result()
}

function isAllowed(status: number, mayBreak: boolean, mayFail: boolean): boolean {
  if (status === 0) return mayBreak
  return status < 500 || (status > 500 && mayFail)
}

/** I10: no process of a service has ever held more than 350 MiB of memory. */
export async function checkMemory({ cluster }: Evidence): Promise<Finding> {
  const findings = openFindings('I10')
  for (const [service, mib] of cluster.memory.peaks)
    if (mib > MOST_MIB) findings.broken(`${service} has held ${Math.round(mib)} MiB`)
  return findings.result()
}

/** I14: the same Idempotency-Key got the same answer, word for word, and had one effect (which I4 and I6 count). */
export async function checkRepeats({ acked }: Evidence): Promise<Finding> {
  const findings = openFindings('I14')
  for (const what of acked.unequal) findings.broken(`${what}: the second answer differs`)
  return findings.result()
}
