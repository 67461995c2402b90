import { setTimer, type Tx } from '@polyphon/service-kit'

export const EXPIRY_TIMER = 'consent-expiry'

/** Sets the timer at which a grant of somebody is looked at again, as it may have expired. */
export const setExpiryTimer = (
  tx: Tx,
  { profileId, purpose, dueAt }: { readonly profileId: string; readonly purpose: string; readonly dueAt: Date },
): Promise<void> =>
  setTimer(tx, { kind: EXPIRY_TIMER, key: `${profileId}:${purpose}`, dueAt, data: { profileId, purpose } })
