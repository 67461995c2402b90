import type { Evidence } from './evidence.js'
import { exactlyOnce, type Finding, type Findings, openFindings } from './finding.js'
import { publishedOnce } from './published-once.js'

/** I6: every answer is stored, published and counted once; what analytics answers is what can be counted again. */
export async function checkAnswers({ cluster, tenants, acked, records }: Evidence): Promise<Finding> {
  const findings = openFindings('I6')
  for (const tenant of tenants) {
    const answers = acked.answers.filter((answer) => answer.tenant === tenant)
    const ids = answers.map(({ answerId }) => answerId)
    const stored = await cluster
      .database('feedback')
      .query<{ id: string }>('select id from answer where workspace_id = $1', [tenant.id])
    exactlyOnce(
      findings,
      ids,
      stored.rows.map(({ id }) => id),
      'among the answers',
    )
    const published = publishedOnce(records, 'feedback.feedback_given.v1', tenant.id)
    exactlyOnce(
      findings,
      ids,
      published.map(({ data }) => String(data.answerId)),
      'among the answers in Kafka',
    )
    const facts = await cluster
      .database('analytics')
      .query<{ answer_id: string }>('select answer_id from answer_fact where workspace_id = $1', [tenant.id])
    exactlyOnce(
      findings,
      ids,
      facts.rows.map((row) => row.answer_id),
      'counted by analytics',
    )
    const count = await tenant.api.must('analytics', 'GET /v1/metrics/answers.count')
    const mean = await tenant.api.must('analytics', 'GET /v1/metrics/score.mean?where=question:score')
    compare(findings, count.groups[0]?.value ?? 0, answers.length, 'answers.count')
    if (answers.length > 0) {
      const sum = answers.reduce((total, { score }) => total + score, 0)
      compare(findings, mean.groups[0]?.value ?? 0, sum / answers.length, 'score.mean')
    }
  }
  return findings.result()
}

function compare(findings: Findings, found: number, expected: number, what: string): void {
  if (Math.abs(found - expected) > 1e-6) findings.broken(`${what} is ${found}, counted again ${expected}`)
}
