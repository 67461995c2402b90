import { defineService, keepPermissions } from '@polyphon/service-kit'
import { feedbackSettings } from './config.js'
import { feedbackPlannedHandler } from './events/on-feedback-planned.js'
import { profileChangedHandler } from './events/on-profile-changed.js'
import { templatePublishedHandler } from './events/on-template-published.js'
import { answerRoutes } from './http/answers.js'
import { invitationLinkRoutes } from './http/invitation-links.js'
import { invitationRoutes } from './http/invitations.js'
import { surveyRoutes } from './http/surveys.js'
import { linkAnswerTimer } from './timers/link-answer.js'
import { normalFormTimer } from './timers/normal-form.js'
import { parkedOrderTimer } from './timers/parked-order.js'

export const feedbackService = defineService({
  name: 'feedback',
  port: 7004,
  title: 'Feedback',
  description: 'Surveys, invitations to answer them, and the answers: what people feel, at which touchpoint.',
  settings: feedbackSettings,
  migrations: new URL('../migrations', import.meta.url),
  keepsPeople: true,
  open: async () => ({ tools: undefined, close: async () => undefined }),
  groups: { orders: 'prompt', people: 'background', permissions: 'background', definitions: 'background' },
  features: [
    {
      routes: [surveyRoutes, invitationRoutes, invitationLinkRoutes, answerRoutes],
      consumers: {
        orders: (deps) => [feedbackPlannedHandler(deps)],
        people: () => [profileChangedHandler()],
        permissions: () => [keepPermissions()],
        definitions: () => [templatePublishedHandler()],
      },
      timers: [parkedOrderTimer, linkAnswerTimer, normalFormTimer],
    },
  ],
})
