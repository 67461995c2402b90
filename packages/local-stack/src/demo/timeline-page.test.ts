import { describe, expect, it } from 'vitest'
import { drawTimeline } from './timeline-page.js'

describe('the page of one customer', () => {
  const occurredAt = '2026-11-29T15:09:28.442Z'

  it('says in words what happened, and each moment once', () => {
    const page = drawTimeline('anna', [
      {
        occurredAt,
        service: 'messaging',
        type: 'messaging.message_sent.v1',
        data: { messageId: 'm', channel: 'email', occurredAt },
      },
      {
        occurredAt,
        service: 'profile',
        type: 'profile.interaction_recorded.v1',
        data: { name: 'Order Completed', receivedAt: occurredAt, properties: { late: true } },
      },
    ])
    expect(page).toContain('<th scope="row">message sent</th><td>channel: email</td>')
    expect(page).toContain('<th scope="row">Order Completed</th><td>late: true</td>')
    expect(page).toContain('<td>2026-11-29 15:09</td>')
  })

  it('shows what somebody has called something as text', () => {
    expect(
      drawTimeline('<b>', [{ occurredAt, service: 'profile', type: 'x', data: { name: '<script>' } }]),
    ).not.toMatch(/<b>|<script>/)
  })
})
