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
] as const
export type DataClass = (typeof DATA_CLASSES)[number]

/** Classes of which nothing expires by itself: it is kept as long as the person, and days for it would do nothing. */
export const KEPT_WITH_PERSON: readonly DataClass[] = ['people', 'permissions']
