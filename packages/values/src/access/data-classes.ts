/** Classes of personal data: how long each is kept is a setting, and nothing ends where it says nothing. */
export const DATA_CLASSES = [
  'people',
  'interactions',
  'runs',
  'messages',
  'permissions',
  'answers',
  'facts',
  'work',
  'technical',
  'audit',
] as const
export type DataClass = (typeof DATA_CLASSES)[number]

/** Classes of which nothing expires by itself: it is kept as long as the person, and days for it would do nothing. */
export const KEPT_WITH_PERSON: readonly DataClass[] = ['people', 'permissions']

/** Classes of which the operator alone says how long they are kept: a workspace that forgets sooner who did what would not be one to ask. */
export const KEPT_BY_OPERATOR: readonly DataClass[] = ['audit']
