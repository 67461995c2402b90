import { failureOf } from '../telemetry/failure.js'
import { endsWithin } from '../waiting/ends-within.js'
import type { DiagnosisCheck, Finding, Found } from './finding.js'

/** How long one check may take; all of them are made at once. */
const PATIENCE_MS = 3_000

/** What is said of a check that could not be made. A server's own words may name hosts and users, so they are left out. */
const REASONS: Readonly<Record<string, string>> = {
  away: 'it does not answer',
  login: 'it refuses the login',
  certificate: 'its certificate is not trusted',
  disk_full: 'its disk is full',
  too_many_connections: 'it takes no more connections',
}

/** Makes all checks at once, each bounded. Never rejects: what cannot be looked at is a finding. */
export async function diagnose(
  checks: readonly DiagnosisCheck[],
  patienceMs: number = PATIENCE_MS,
): Promise<readonly Finding[]> {
  const looked = await Promise.all(checks.map(async (check) => ({ check, found: await lookWithin(check, patienceMs) })))
  const unseenChecks = new Set(looked.filter(({ found }) => found.isAway).map(({ check }) => check.check))
  return looked.flatMap(({ check: { check, needs }, found }) =>
    found.isAway && needs !== undefined && unseenChecks.has(needs)
      ? []
      : found.findings.map((finding) => ({ check, ...finding })),
  )
}

interface Looked {
  readonly findings: readonly Found[]
  /** Nothing could be seen. */
  readonly isAway: boolean
}

async function lookWithin(check: DiagnosisCheck, patienceMs: number): Promise<Looked> {
  const ending = new AbortController()
  let looked: Looked | undefined
  const work = check.look(ending.signal).then(
    (findings) => {
      looked = { findings, isAway: false }
    },
    (error: unknown) => {
      const { reason } = failureOf(error)
      looked = unseen(check, REASONS[reason] ?? `it failed (${reason})`)
    },
  )
  await endsWithin(work, patienceMs)
  ending.abort()
  return looked ?? unseen(check, `it does not answer within ${patienceMs / 1_000} s`)
}

const unseen = ({ check, needs }: DiagnosisCheck, why: string): Looked => ({
  isAway: true,
  findings: [
    {
      state: needs === undefined ? 'wrong' : 'warning',
      what: `${check.replaceAll('_', ' ')} could not be looked at: ${why}.`,
      whatToDo: 'See the log of the service, and whether what it asks is there and lets it in.',
      runbook: 'packages/service-kit/README.md#start-and-stop',
    },
  ],
})
