export const COMPUTED_UNTIL_TIMER = 'computed-until'
export const COMPUTED_BACKFILL_TIMER = 'computed-backfill'
export const COMPUTED_SETTINGS_TIMER = 'computed-settings'

/** The timer at which a computed trait of a person is to be worked out again. */
export const computedUntilTimerOf = (trait: string, profileId: string) => ({
  key: `${trait}:${profileId}`,
  data: { trait, profileId },
})
