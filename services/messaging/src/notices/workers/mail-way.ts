import { derivedUuid } from '@polyphon/service-kit'
import { escapeText } from '@polyphon/service-kit/pages'
import type { Notice, NoticeResult, NoticeWay } from '@polyphon/service-kit/work'
import { normaliseEmail } from '@polyphon/values'
import type { Channels, Outgoing } from '../../channels/domain/channel-kind.js'
import type { SendResult } from '../../channels/domain/outcome.js'

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

function mailOf({ noticeId, work, staff, text }: Notice, sentAt: Date): Outgoing {
  return {
    // The same each time that it is tried: who gets it twice sees one mail.
    messageId: derivedUuid(Date.parse(work.openedAt), [noticeId]),
    to: { address: normaliseEmail(staff.email) ?? staff.email, name: staff.name },
    content: {
      subject: text.subject,
      html: `<p>${escapeText(text.body).replaceAll('\n', '<br>\n')}</p>`,
      text: text.body,
    },
    locale: text.language,
    unsubscribeUrl: null,
    sentAt,
  }
}

function resultOf(result: SendResult): NoticeResult {
  if (result.outcome === 'accepted') return { outcome: 'told' }
  const isFinal = result.outcome === 'refused' || result.outcome === 'bounced'
  const retryAfterMs = 'retryAfterMs' in result ? result.retryAfterMs : undefined
  return { outcome: 'failed', because: result.reason, isFinal, retryAfterMs }
}
