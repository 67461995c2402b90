import type { Feature } from '@polyphon/service-kit'
import type { MessagingDeps } from '../config.js'

/** Mails to the staff of the firm about their work. They are no messages: nobody's permission, timeline or quota knows of them. */
export const notices: Feature<MessagingDeps> = {
  consumers: { work: ({ tools }) => [tools.notices.handler] },
  timers: [({ tools }) => tools.notices.timer],
}
