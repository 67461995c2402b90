import type { Everything } from './everything.js'
import { nameOf, type Operation } from './operations.js'

/** What some need to answer anything at all, or to answer more. */
const QUESTIONS: Readonly<Record<string, (of: Everything) => readonly string[]>> = {
  'profile.findProfiles': (of) => ['', `?identifier=email:${of.address}`, `?identifier=user_id:${of.userId}`],
  'profile.listConsents': (of) => [`?profileId=${of.profileId}`],
  'messaging.listMessages': (of) => ['', `?profileId=${of.profileId}`],
  'messaging.listPermissions': (of) => [`?profileId=${of.profileId}`],
  'messaging.getContactability': (of) => [
    `?profileId=${of.profileId}&channel=email&class=marketing&topic=thema-${of.word}`,
  ],
  'feedback.listAnswers': (of) => ['', `?profileId=${of.profileId}`, `?survey=${of.paths.feedback['key']}`],
}

/** The queries with which an operation is asked for all that it may show of these things. */
export function questionsOf(operation: Operation, of: Everything): readonly string[] {
  // All that is kept, not only what comes.
  if (operation.operationId === 'streamEvents') return ['?lastEventId=oldest']
  if (operation.operationId === 'pollEvents') return ['?after=oldest&limit=500']
  return QUESTIONS[nameOf(operation)]?.(of) ?? ['']
}
