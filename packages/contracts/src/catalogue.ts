import type { EventDefinition } from './define-event.js'
import * as accounts from './events/accounts.js'
import * as collected from './events/collected.js'
import * as conversations from './events/conversations.js'
import { recordRefused } from './events/dead-letters.js'
import { workspaceDeleted, workspaceDeletionRequested } from './events/deletion.js'
import * as directory from './events/directory.js'
import * as encounters from './events/encounters.js'
import * as feedback from './events/feedback.js'
import { forgettingKeyChanged, identifierForgotten } from './events/forgotten.js'
import * as insights from './events/insights.js'
import * as journey from './events/journey.js'
import * as listening from './events/listening.js'
import * as maps from './events/maps.js'
import * as messaging from './events/messaging.js'
import { erasureRequested, exportRequested, privacy, restrictionChanged } from './events/privacy.js'
import * as profile from './events/profile.js'
import * as units from './events/units.js'
import { work } from './events/work.js'

const familiesOfServices = (of: Readonly<Record<string, Readonly<Record<string, EventDefinition>>>>) =>
  Object.values(of).flatMap((family) => Object.values(family))

/** Those whose form is fixed and that nobody publishes yet; by type, as a module's exports have no order of their own. */
const planned: readonly EventDefinition[] = [
  ...Object.values(accounts).filter(({ isPlanned }) => isPlanned),
  ...[maps, conversations, encounters].flatMap((family) => Object.values(family)),
  messaging.messageComplained,
  ...[listening, insights].flatMap((family) => Object.values(family)),
  ...familiesOfServices(work),
].toSorted((left, right) => (left.type < right.type ? -1 : 1))

/** Every event of the stack, in the order of the documentation: those that are published, and then the planned ones. */
export const events: readonly EventDefinition[] = [
  profile.interactionRecorded,
  profile.profileChanged,
  profile.profileMerged,
  accounts.profileSplit,
  accounts.interactionsMoved,
  accounts.interactionDeleted,
  profile.consentChanged,
  profile.segmentEntered,
  profile.segmentLeft,
  profile.segmentPublished,
  profile.computedTraitPublished,
  accounts.accountChanged,
  accounts.membershipChanged,
  collected.eventCollected,
  directory.workspaceChanged,
  directory.keyChanged,
  directory.identityProviderChanged,
  units.unitChanged,
  units.staffChanged,
  units.calendarChanged,
  units.clockChanged,
  journey.runStarted,
  journey.stepEntered,
  journey.runEnded,
  journey.messagePlanned,
  journey.feedbackPlanned,
  journey.traitsPlanned,
  journey.eventPlanned,
  journey.journeyPublished,
  messaging.messageQueued,
  messaging.messageDeferred,
  messaging.messageAccepted,
  messaging.messageSent,
  messaging.messageDelivered,
  messaging.messageRead,
  messaging.messageClicked,
  messaging.messageFailed,
  messaging.messageBounced,
  messaging.messageDropped,
  messaging.messageUncertain,
  messaging.permissionChanged,
  messaging.templatePublished,
  feedback.feedbackRequested,
  feedback.feedbackDropped,
  feedback.feedbackGiven,
  feedback.surveyPublished,
  workspaceDeletionRequested,
  ...Object.values(workspaceDeleted),
  erasureRequested,
  ...Object.values(privacy).map(({ erased }) => erased),
  restrictionChanged,
  ...Object.values(privacy).map(({ restricted }) => restricted),
  identifierForgotten,
  forgettingKeyChanged,
  exportRequested,
  ...Object.values(privacy).map(({ exported }) => exported),
  ...Object.values(recordRefused),
  ...planned,
]

export const eventByType: ReadonlyMap<string, EventDefinition> = new Map(events.map((event) => [event.type, event]))
