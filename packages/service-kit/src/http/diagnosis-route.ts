import { Moment } from '@polyphon/values'
import { z } from 'zod'
import type { Finding } from '../diagnosis/finding.js'
import { version } from '../telemetry/build-info.js'
import type { Deps } from './deps.js'
import { type Route, route } from './route.js'

const FindingView = z.object({
  check: z.string().describe('What was looked at; stable, for programs'),
  state: z.enum(['ok', 'warning', 'wrong']),
  what: z.string(),
  whatToDo: z.string(),
  runbook: z.string().optional().describe('A page of the documents, inside the repository'),
})
const Diagnosis = z
  .object({ service: z.string(), version: z.string(), at: Moment, findings: z.array(FindingView) })
  .meta({ id: 'Diagnosis' })

/** What a service finds when it looks inside itself. */
export function diagnosisRoute(deps: Deps, diagnose: () => Promise<readonly Finding[]>): Route {
  return route({
    operationId: 'getDiagnosis',
    method: 'get',
    path: '/v1/diagnosis',
    tag: 'system',
    access: { who: 'admin' },
    summary: 'What is wrong with this process and what it works with, and what to do',
    description:
      'Looks at settings, secrets, the schema and row-level security, topics, clocks, open transactions, what waits, and the servers that are set, each for three seconds at most and all at once. What is away is a finding, and the answer is 200. Also answered while the service starts. It names settings and tables, never a value, a password or a path. `polyphon doctor` prints it.',
    responses: { 200: Diagnosis },
    handleOutside: async () => ({
      status: 200,
      body: { service: deps.service, version, at: deps.now().toISOString(), findings: [...(await diagnose())] },
    }),
  })
}
