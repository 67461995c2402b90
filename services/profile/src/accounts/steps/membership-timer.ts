export const MEMBERSHIP_TIMER = 'membership'

/** The timer at which a membership of somebody begins or ends by time. */
export const membershipTimerOf = (profileId: string, dueAt: Date) => ({ key: profileId, dueAt, data: { profileId } })
