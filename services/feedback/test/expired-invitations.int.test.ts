import { describe, expect, it } from 'vitest'
import { invite, publish, startFeedback } from './harness.js'

describe('an invitation that has expired', () => {
  it('is gone from that moment on, unless it was used before', async () => {
    const start = new Date('2026-11-22T10:00:00.000Z')
    const later = await startFeedback({ at: start })
    try {
      await publish(later)
      const token = await invite(later, { expiresAt: '2026-11-22T11:00:00.000Z' })
      const used = await invite(later, { expiresAt: '2026-11-22T11:00:00.000Z' })
      const complete = { body: { answers: { zufriedenheit: 5 }, complete: true }, key: null }
      await later.call(`POST /v1/invitations/${used}`, complete)
      await later.advanceTo(new Date('2026-11-22T10:59:59.999Z'))
      expect((await later.call(`GET /v1/invitations/${token}`, { key: null })).status).toBe(200)
      await later.advanceTo(new Date('2026-11-22T11:00:00.000Z'))
      for (const call of [
        await later.call(`GET /v1/invitations/${token}`, { key: null }),
        await later.call(`POST /v1/invitations/${token}`, complete),
      ])
        expect([call.status, call.body.code]).toEqual([410, 'invitation_expired'])
      expect((await later.call(`GET /v1/invitations/${used}`, { key: null })).body.code).toBe('invitation_used')
    } finally {
      await later.close()
    }
  })
})
