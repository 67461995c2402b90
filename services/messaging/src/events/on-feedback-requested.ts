import { feedbackRequested } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { planMessages } from '../commands/plan-messages.js'
import type { MessagingDeps } from '../config.js'
import { messageOfInvitation } from '../domain/orders.js'

export const onFeedbackRequested = (deps: MessagingDeps): Handler =>
  on(feedbackRequested, { naturalKey: '(workspace, invitation id)' }, (tx, { data }) =>
    planMessages(tx, [messageOfInvitation(tx.newId(), data)], deps.tools),
  )
