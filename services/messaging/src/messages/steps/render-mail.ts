import { nameOf } from '../../channels/domain/address.js'
import { type Mail, type MailContent, sourcesOf } from '../../channels/domain/mail.js'
import { isLasting, personScope, type Renderer, type Rendering } from '../../templates/domain/rendering.js'
import type { Claim } from './claim-messages.js'
import type { Draft } from './prepare-messages.js'

export interface MailContext {
  readonly renderer: Renderer
  readonly from: string
  /** Unsubscribe links begin with it. */
  readonly publicUrl: string
}

const unsubscribeUrlOf = ({ publicUrl }: MailContext, token: string): string => `${publicUrl}/v1/unsubscribe/${token}`

/** Renders a draft. It waits its turn, so it is called outside of every transaction. */
export async function renderContent(workspaceId: string, draft: Draft, context: MailContext): Promise<Rendering> {
  const { message, recipient, texts } = draft
  if (texts === null) return { outcome: 'not_needed' }
  const scope = {
    person: personScope(recipient),
    data: message.data,
    unsubscribeUrl: unsubscribeUrlOf(context, draft.unsubscribeToken),
    ...(message.url === null ? {} : { url: message.url }),
  }
  const urgency = message.class === 'transactional' ? 'first' : 'usual'
  const result = await context.renderer.render({ workspaceId, urgency, sources: sourcesOf(texts), scope })
  if (!result.ok) {
    const { code: reason, variable } = result.fault
    if (!isLasting(result.fault)) return { outcome: 'unavailable', reason }
    return { outcome: 'faulty', fault: variable === undefined ? { reason } : { reason, variable } }
  }
  if (result.content === null) throw new Error('What has a scope has content.')
  return { outcome: 'rendered', content: result.content }
}

export function toMail(claim: Claim, content: MailContent, context: MailContext & { readonly now: () => Date }): Mail {
  const { message, recipient, address, locale } = claim
  const canUnsubscribe = message.class === 'marketing' || message.class === 'research'
  return {
    messageId: message.messageId,
    from: context.from,
    to: { address, name: recipient === null ? null : nameOf(recipient) },
    content,
    locale,
    unsubscribeUrl: canUnsubscribe ? unsubscribeUrlOf(context, claim.unsubscribeToken) : null,
    sentAt: context.now(),
  }
}
