import { type Feature } from '@polyphon/service-kit'
import { keepPermissions } from '@polyphon/service-kit/copies'
import type { FeedbackDeps } from '../config.js'
import { onFeedbackPlanned } from './events/on-feedback-planned.js'
import { onProfileChanged } from './events/on-profile-changed.js'
import { onTemplatePublished } from './events/on-template-published.js'
import { invitationLinkRoutes } from './http/invitation-links.js'
import { invitationPageRoutes } from './http/invitation-page.js'
import { invitationRoutes } from './http/invitations.js'
import { invitationsPersonal } from './personal.js'
import { parkedOrderTimer } from './timers/parked-order.js'

/** Who is asked to answer a survey, by a request or an order, and the link by which they do. */
export const invitations: Feature<FeedbackDeps> = {
  routes: [invitationRoutes, invitationLinkRoutes, invitationPageRoutes],
  consumers: {
    orders: (deps) => [onFeedbackPlanned(deps)],
    people: (deps) => [onProfileChanged(deps)],
    permissions: () => [keepPermissions()],
    definitions: () => [onTemplatePublished()],
  },
  timers: [parkedOrderTimer],
  personal: invitationsPersonal,
}
