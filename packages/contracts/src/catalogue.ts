import type { EventDefinition } from './define-event.js'
import * as directory from './events/directory.js'
import * as feedback from './events/feedback.js'
import * as journey from './events/journey.js'
import * as messaging from './events/messaging.js'
import * as profile from './events/profile.js'

/** Every event of the stack, in the order of the documentation. */
export const events: readonly EventDefinition[] = [
  profile.interactionRecorded,
  profile.profileChanged,
  profile.profileMerged,
  profile.segmentEntered,
  profile.segmentLeft,
  profile.segmentPublished,
  profile.eventCollected,
  directory.workspaceChanged,
  directory.keyChanged,
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
]

export const eventByType: ReadonlyMap<string, EventDefinition> = new Map(events.map((event) => [event.type, event]))
