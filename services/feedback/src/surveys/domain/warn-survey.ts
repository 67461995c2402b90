import type { Fault } from '@polyphon/values'

/** What to say to who publishes a survey in a workspace in which nobody may be asked yet. */
export function warnSurvey(isAnythingGranted: boolean): readonly Fault[] {
  if (isAnythingGranted) return []
  const detail =
    'An invitation goes only to who has granted its channel and topic, and nobody has granted anything yet: put permissions in messaging. Answers without an invitation are taken all the same.'
  return [{ pointer: '/body', code: 'permission_missing', detail }]
}
