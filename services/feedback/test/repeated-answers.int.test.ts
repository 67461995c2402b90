import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, publish, startFeedback } from './harness.js'

let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback)
})
afterAll(() => feedback.close())

describe('a page that repeats its request', () => {
  it('is answered what an earlier release has answered, which kept it under the bare key', async () => {
    const page = { key: feedback.workspace.publishableKey, headers: { 'idempotency-key': 'before' } }
    const submit = (complete: boolean) =>
      feedback.call('POST /v1/answers', {
        body: { survey: 'lieferung', answers: { zufriedenheit: 5 }, complete },
        ...page,
      })
    const first = await submit(true)
    const { id: workspaceId } = feedback.workspace
    const kept = await feedback.service.deps.db.transact(workspaceId, (tx) =>
      tx.query(`update idempotency set idempotency_key = 'before' where workspace_id = $1 and idempotency_key = $2`, [
        workspaceId,
        'page\nbefore',
      ]),
    )
    expect([first.status, kept.rowCount]).toEqual([201, 1])
    for (const again of [await submit(true), await submit(true)])
      expect([again.status, again.body.id]).toEqual([201, first.body.id])
    expect((await submit(false)).body.code).toBe('idempotency_key_reused')
  })
})
