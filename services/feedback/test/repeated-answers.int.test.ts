import { randomUUID } from 'node:crypto'
import { feedbackGiven } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
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

describe('an import of answers', () => {
  it('takes each as submitAnswers does, of any time', async () => {
    const csv = [
      'survey,identifier.type,identifier.value,answers.zufriedenheit:number,answers.warum,properties.late:boolean,occurredAt',
      'lieferung,user_id,importiert,2,"Zu spät, „leider“",true,2019-05-01T10:00:00+02:00',
      'lieferung,user_id,importiert,9,,,',
      'keine,user_id,importiert,2,,,',
      'lieferung,user_id,importiert,2.5,,,gestern',
    ].join('\n')
    const headers = { 'content-type': 'text/csv', 'idempotency-key': randomUUID() }
    const sent = await feedback.call('POST /v1/imports?kind=answers', { headers, body: csv })
    expect(sent.status, sent.text).toBe(202)
    const { jobId } = sent.body
    await eventually(async () => expect((await feedback.call(`GET /v1/jobs/${jobId}`)).body.state).toBe('succeeded'))
    const { items } = (await feedback.call(`GET /v1/imports/${jobId}/rows`)).body
    expect(items).toMatchObject([
      { line: 2, outcome: 'applied' },
      { line: 3, faults: [{ pointer: '/answers/zufriedenheit' }] },
      { line: 4, faults: [{ pointer: '/survey', code: 'survey_unknown' }] },
      { line: 5, faults: [{ pointer: '/occurredAt' }] },
    ])
    const [event] = await feedback.waitFor(
      feedbackGiven,
      1,
      ({ data }) => data.occurredAt === '2019-05-01T08:00:00.000Z',
    )
    expect(event?.data).toMatchObject({ properties: { late: true }, texts: [{ text: 'Zu spät, „leider“' }] })
  })
})
