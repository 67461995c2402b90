import { clockChanged } from '@polyphon/contracts'
import { eventually } from '@polyphon/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Feedback, invite, publish, startFeedback } from './harness.js'

const DAY = 86_400_000
let feedback: Feedback
beforeAll(async () => {
  feedback = await startFeedback()
  await publish(feedback)
})
afterAll(() => feedback.close())

const move = async (days: number): Promise<void> => {
  const { id } = feedback.workspace
  await feedback.publish(clockChanged, id, { offsetMs: days * DAY, changedAt: new Date().toISOString() })
  await eventually(() => expect(feedback.deps.db.clocks.offsetOf(id)).toBe(days * DAY))
}
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString()
const look = (token: string) => feedback.call(`GET /v1/invitations/${token}`, { key: null })

describe('invitations of a workspace that moves its clock', () => {
  it('expire by the time of the workspace, and answers are of that time', async () => {
    const [short, long] = [
      await invite(feedback, { expiresAt: inDays(10) }),
      await invite(feedback, { expiresAt: inDays(60) }),
    ]
    await move(9)
    expect((await look(short)).status).toBe(200)
    await move(30)
    expect([(await look(short)).status, (await look(short)).body.code]).toEqual([410, 'invitation_expired'])
    const answer = { answers: { zufriedenheit: 5 }, complete: true }
    expect((await feedback.call(`POST /v1/invitations/${long}`, { body: answer, key: null })).status).toBeLessThan(300)
    const { body } = await feedback.call('GET /v1/answers')
    expect(Date.parse(body.items[0].occurredAt)).toBeGreaterThan(Date.now() + 29 * DAY)
    // An end that is over there cannot be given any more.
    const late = await feedback.call('POST /v1/surveys/lieferung/invitations', {
      body: { profileId: '01930f6e-0c00-7a10-8f00-3f6c1d2b4a01', expiresAt: inDays(20) },
    })
    expect(late.status).toBe(400)
  })
})
