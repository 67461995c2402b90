import { readFileSync } from 'node:fs'
import type { Evidence } from './evidence.js'
import { type Finding, openFindings } from './finding.js'

const MOST_MIB = 350

/** I9: reads are answered while Kafka or Redis is down, and nothing ever answers 500. */
export async function checkReads({ acked, expect }: Evidence): Promise<Finding> {
  const findings = openFindings('I9')
  for (const [kind, counts] of acked.statuses) {
    const bad = [...counts].filter(
      ([status]) => status === 500 || (kind.endsWith('read') && status >= 500 && expect.readsMayFail !== true),
    )
    for (const [status, count] of bad) findings.broken(`${count} times ${status} for ${kind}`)
  }
  return findings.result()
}

/** I10: no service has ever held more than 350 MiB of memory. */
export async function checkMemory({ cluster }: Evidence): Promise<Finding> {
  const findings = openFindings('I10')
  for (const process of cluster.processes) {
    const mib = peakMib(process.pid())
    if (mib > MOST_MIB) findings.broken(`${process.service} has held ${Math.round(mib)} MiB`)
  }
  return findings.result()
}

/** I14: the same Idempotency-Key got the same answer, word for word, and had one effect (which I4 and I6 count). */
export async function checkRepeats({ acked }: Evidence): Promise<Finding> {
  const findings = openFindings('I14')
  for (const what of acked.unequal) findings.broken(`${what}: the second answer differs`)
  return findings.result()
}

/** The most memory that a process has held, where the system tells (Linux). */
function peakMib(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
