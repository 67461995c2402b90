import { nameOf } from '../../channels/domain/address.js'
import type { Content, Outgoing } from '../../channels/domain/channel-kind.js'
import { channelKind } from '../../channels/domain/channels.js'
import { isLasting, personScope, type Renderer, type Rendering } from '../../templates/domain/rendering.js'
import type { Claim } from './claim-messages.js'
import type { Draft } from './prepare-messages.js'

export interface RenderContext {
  readonly renderer: Renderer
  /** Unsubscribe links begin with it. */
  readonly publicUrl: string
}

const unsubscribeUrlOf = ({ publicUrl }: RenderContext, token: string): string => `${publicUrl}/v1/unsubscribe/${token}`

/** Renders a draft. It waits its turn, so it is called outside of every transaction. */
export async function renderContent(workspaceId: string, draft: Draft, context: RenderContext): Promise<Rendering> {
  const { message, recipient, texts, speaks } = draft
  const kind = channelKind(draft.channel)
  if (texts === null || kind === null) return { outcome: 'not_needed' }
  const scope = {
    person: personScope(recipient),
    data: message.data,
    unsubscribeUrl: unsubscribeUrlOf(context, draft.unsubscribeToken),
    ...(message.url === null ? {} : { url: message.url }),
  }
  const urgency = message.class === 'transactional' ? 'first' : 'usual'
  const result = await context.renderer.render({ workspaceId, urgency, sources: kind.render(texts), scope, speaks })
  if (!result.ok) {
    const { code: reason, variable } = result.fault
    if (!isLasting(result.fault)) return { outcome: 'unavailable', reason }
    return { outcome: 'faulty', fault: variable === undefined ? { reason } : { reason, variable } }
  }
  if (result.content === null) throw new Error('What has a scope has content.')
  const fault = kind.faultOf(result.content)
  return fault === null ? { outcome: 'rendered', content: result.content } : { outcome: 'faulty', fault }
}

export function toOutgoing(
  claim: Claim,
  content: Content,
  context: RenderContext & { readonly now: () => Date },
): Outgoing {
  const { message, recipient, address, locale } = claim
  const canUnsubscribe = message.class === 'marketing' || message.class === 'research'
  return {
    messageId: message.messageId,
    to: { address, name: recipient === null ? null : nameOf(recipient) },
    content,
    locale,
    unsubscribeUrl: canUnsubscribe ? unsubscribeUrlOf(context, claim.unsubscribeToken) : null,
    sentAt: context.now(),
  }
}
