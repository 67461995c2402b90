import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'
import { onFeedbackRequested } from './events/on-feedback-requested.js'
import { onMessagePlanned } from './events/on-message-planned.js'
import { onProfileChanged } from './events/on-profile-changed.js'
import { contactabilityRoutes } from './http/contactability.js'
import { messageRoutes } from './http/messages.js'
import { messagesPersonal } from './personal.js'
import { dispatchSweep } from './timers/dispatch-sweep.js'
import { messageRecheck } from './timers/message-recheck.js'
import { sendingRecovery } from './timers/sending-recovery.js'

/** Messages from the order to the provider: readiness, the gate, claims, attempts. */
export const messages: Feature<MessagingDeps> = {
  routes: [messageRoutes, contactabilityRoutes],
  consumers: {
    people: (deps) => [onProfileChanged(deps)],
    orders: (deps) => [onMessagePlanned(deps), onFeedbackRequested(deps)],
  },
  timers: [messageRecheck, dispatchSweep, sendingRecovery],
  // Of test workspaces messages are files.
  elsewhere: [
    {
      table: 'message',
      column: 'message_id',
      remove: (_tx, ids, { tools }) => tools.channels.forget(ids),
    },
  ],
  personal: messagesPersonal,
}
