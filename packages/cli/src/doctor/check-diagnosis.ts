import { type Call, tryCall } from '../frame/call.js'
import type { AnyService } from '../frame/session.js'
import type { Finding } from './finding.js'

/** A finding as `getDiagnosis` answers it. */
interface Found {
  readonly check: string
  readonly state: 'ok' | 'warning' | 'wrong'
  readonly what: string
  readonly whatToDo: string
  readonly runbook?: string
}

/** What a service finds inside itself; null where it cannot be asked: it is older than the operation, or refuses the token. */
export async function readDiagnosis(
  service: string,
  operator: AnyService,
  signal: AbortSignal,
): Promise<readonly Finding[] | null> {
  const call: Call = { method: 'get', path: '/v1/diagnosis', signal }
  const answer = await tryCall(operator, call)
  if ('problem' in answer) return null
  const { findings = [] }: { findings?: readonly Found[] } = Object(answer.data)
  return findings.flatMap(({ check, state, what, whatToDo, runbook }): readonly Finding[] =>
    state === 'ok'
      ? []
      : [
          {
            severity: state === 'wrong' ? 'problem' : 'warning',
            service,
            check: `inside.${check}`,
            what,
            todo: whatToDo,
            page: runbook ?? 'docs/operators.md',
          },
        ],
  )
}

/** What is seen from outside, and the name under which a service says the same of itself. */
const SAME: Readonly<Record<string, string>> = {
  'ready.database': 'inside.database',
  'ready.log': 'inside.log',
  'ready.redis': 'inside.redis',
  polyphon_dead_letters: 'inside.dead_letters',
  polyphon_outbox_age_seconds: 'inside.outbox',
  polyphon_timers_overdue_seconds: 'inside.timers',
}

/** Leaves out what a service says twice: what it says of itself names more. */
export function withoutTwice(findings: readonly Finding[]): readonly Finding[] {
  const checks = new Set(findings.map(({ check }) => check))
  return findings.filter(({ check }) => !checks.has(SAME[check] ?? ''))
}

/** Told where nobody may look inside. */
export const notInside = (service: string): Finding => ({
  severity: 'hint',
  service,
  check: 'inside.unseen',
  what: "It was looked at from outside only: that needs the operator's token, a service of this release, and its own address, as a gateway does not lead there.",
  todo: 'Set POLYPHON_ADMIN_TOKEN or POLYPHON_ADMIN_TOKEN_FILE, and POLYPHON_URL to the services themselves, and look again.',
  page: 'packages/cli/README.md',
})
