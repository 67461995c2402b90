import { createHash } from 'node:crypto'
import type { Notice, NoticeResult, NoticeWay } from '@polyphon/service-kit/work'
import { normaliseEmail } from '@polyphon/values'
import type { Channels, Outgoing } from '../../channels/domain/channel-kind.js'
import type { SendResult } from '../../channels/domain/outcome.js'
import { htmlOf } from '../domain/html.js'

export interface MailWayOptions {
  readonly channels: Channels
  readonly workspace: (workspaceId: string) => Promise<{ readonly mode: string } | null>
  readonly now: () => Date
}

/** Tells staff by a mail, through the provider by which mails of their workspace leave. */
export const mailWay =
  ({ channels, workspace, now }: MailWayOptions): NoticeWay =>
  async (notice) => {
    const found = await workspace(notice.workspaceId)
    const provider = found === null ? null : channels.providerFor('email', found)
    if (provider === null) return { outcome: 'failed', because: 'no_provider', isFinal: false }
    return resultOf(await provider.send(mailOf(notice, now()), notice.beginBy))
  }

function mailOf({ noticeId, staff, text }: Notice, sentAt: Date): Outgoing {
  return {
    messageId: mailIdOf(noticeId),
    to: { address: normaliseEmail(staff.email) ?? staff.email, name: staff.name },
    content: { subject: text.subject, html: htmlOf(text.body), text: text.body },
    locale: text.language,
    unsubscribeUrl: null,
    sentAt,
  }
}

/** The same each time that a notice is tried: who gets it twice sees one mail. */
function mailIdOf(noticeId: string): string {
  const hash = createHash('sha256').update(noticeId).digest('hex')
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

function resultOf(result: SendResult): NoticeResult {
  if (result.outcome === 'accepted') return { outcome: 'told' }
  const isFinal = result.outcome === 'refused' || result.outcome === 'bounced'
  const retryAfterMs = 'retryAfterMs' in result ? result.retryAfterMs : undefined
  return { outcome: 'failed', because: result.reason, isFinal, retryAfterMs }
}
