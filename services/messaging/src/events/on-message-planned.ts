import { messagePlanned } from '@polyphon/contracts'
import { type Handler, on } from '@polyphon/service-kit'
import { planMessages } from '../commands/plan-messages.js'
import type { MessagingDeps } from '../config.js'
import { messageOfOrder } from '../domain/orders.js'

export const onMessagePlanned = (deps: MessagingDeps): Handler =>
  on(messagePlanned, { naturalKey: '(workspace, order id)' }, (tx, { data }) =>
    planMessages(tx, [messageOfOrder(tx.newId(), data)], deps.tools),
  )
